import type { KnownBlock } from '@slack/types';
import type { Day } from '../domain/day.ts';
import type { Standing } from '../domain/digest.ts';
import { systemNumber } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { DayStanding } from '../store/standing.ts';
import type { Words } from '../words/words.ts';
import { buttons, header, message, note, paragraphs, title } from './blocks.ts';
import { standingLines } from './digest.ts';

export interface Stats {
  /** The acronym of the organization; null for the whole registry. */
  organization: string | null;
  standing: Standing;
  trend: readonly DayStanding[];
  acronyms: ReadonlyMap<number, string>;
  /** What the last look through the hashes of the history found; null before the first. */
  verified: { entries: number; broken: readonly number[]; on: Day } | null;
  today: Day;
}

const LATE_ORGANIZATIONS = 15;

/** How the registry stands: counts, what is late where, the trend, and whether the history is intact. */
export function standingPage(words: Words, stats: Stats): Message {
  const { organization, standing, trend, verified } = stats;
  const heading = organization ? words.t('stats.of', { organization }) : words.t('stats.title');
  const lines = standingLines(words, standing);
  const late = organization ? [] : lateLines(words, stats);
  const weeks = trend.map((week) => trendLine(words, week));
  const intact = verified ? [verifiedText(words, verified)] : [];
  const block = (name: string, texts: readonly string[]): KnownBlock[] =>
    texts.length > 0 ? [title(name), ...paragraphs(texts.join('\n'))] : [];
  return message([heading, ...lines, ...late, ...weeks, ...intact].join('\n'), [
    header(heading),
    ...paragraphs(lines.join('\n')),
    ...block(words.t('digest.late'), late),
    title(words.t('stats.trend')),
    ...(weeks.length > 0 ? paragraphs(weeks.join('\n')) : [note(words.t('stats.noTrend'))]),
    ...intact.map((text) => note(text)),
    ...buttons([
      {
        label: words.t(organization ? 'do.systems' : 'do.browse'),
        line: `list ${organization ?? ''}`.trim(),
      },
      { label: words.t('do.due'), line: `due overdue ${organization ?? 'all'}` },
    ]),
  ]);
}

const lateLines = (words: Words, { standing, acronyms }: Stats): string[] =>
  standing.overdueByOrganization
    .slice(0, LATE_ORGANIZATIONS)
    .map(({ organization, overdue }) =>
      words.t('digest.lateLine', { organization: acronyms.get(organization) ?? '?', count: overdue }),
    );

const trendLine = (words: Words, week: DayStanding): string =>
  words.t('stats.week', {
    day: words.day(week.day),
    systems: words.number(week.systems),
    open: words.number(week.openReviews),
    overdue: words.number(week.overdueReviews),
    complete: words.number(week.complete),
  });

function verifiedText(words: Words, { entries, broken, on }: NonNullable<Stats['verified']>): string {
  if (broken.length === 0) return words.t('stats.intact', { count: entries, day: words.day(on) });
  const numbers = words.join(broken.map((number) => systemNumber(number)));
  return words.t('stats.broken', { numbers, day: words.day(on) });
}
