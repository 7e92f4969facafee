// What a picture shows, as plain data: it travels with the message and is drawn when that is sent.

/** Open reviews of one organization. */
export interface Bar {
  label: string;
  /** Not due within 30 days, due within 30 days, overdue. */
  counts: readonly [later: number, soon: number, overdue: number];
}

/** How the registry stood in one week. */
export interface Week {
  label: string;
  open: number;
  overdue: number;
}

/** Two charts side by side, with all the words in them. */
export interface DigestPicture {
  kind: 'digest';
  reviewsTitle: string;
  trendTitle: string;
  names: { later: string; soon: string; overdue: string; open: string };
  bars: readonly Bar[];
  weeks: readonly Week[];
}

/** One promise of the government, and how many systems don't keep it. */
export interface Promised {
  title: string;
  text: string;
  count: number;
  of: string;
}

/** One page for an executive. */
export interface ReportPicture {
  kind: 'report';
  title: string;
  subtitle: string;
  promises: readonly Promised[];
  numbersTitle: string;
  numbers: readonly { label: string; value: string; change: string }[];
  trendTitle: string;
  names: { open: string; overdue: string };
  weeks: readonly Week[];
  decideTitle: string;
  decide: readonly string[];
}

export type Picture = DigestPicture | ReportPicture;

/** A picture as a message carries it. */
export interface Pictured {
  picture: Picture;
  /** What it shows, for those who don't see it. */
  alt: string;
  /** The name of its file. */
  name: string;
}
