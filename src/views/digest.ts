import type { KnownBlock } from '@slack/types';
import type { Day } from '../domain/day.ts';
import type { Folded, Standing, Totals } from '../domain/digest.ts';
import { type System, systemNumber, TIERS } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';
import type { Pictured } from '../picture.ts';
import type { Words } from '../words/words.ts';
import {
  type Act,
  buttons,
  dealt,
  divider,
  fits,
  header,
  line,
  message,
  note,
  paragraphs,
  title,
} from './blocks.ts';
import { nameOf } from './changed.ts';
import { pictureBlock } from './digest-picture.ts';
import { changeText } from './values.ts';

/** A system of which there is news. */
export interface ChangedSystem extends Pick<System, 'number' | 'nameEn' | 'nameFr' | 'tier'> {
  acronym: string;
  news: readonly Folded[];
}

export interface DigestInput {
  /** The organizations that it is about; null for the whole registry. */
  scope: readonly string[] | null;
  from: Day;
  /** The last day that the digest covers. */
  until: Day;
  /** It covers more than the usual time: digests were missed. */
  isLong: boolean;
  /** The systems with news, by organization and number; bounded. */
  changed: readonly ChangedSystem[];
  /** How many systems have news, those left out included. */
  changedTotal: number;
  registered: number;
  assessed: number;
  standing: Standing;
  /** How it stood when the time began; null when that is not known. */
  before: Totals | null;
  acronyms: ReadonlyMap<number, string>;
}

const LATE_ORGANIZATIONS = 12;
/** Those that a headline names. */
const WORST = 3;
const NAME = 100;
/** Lines that stay together in one message. */
const TOGETHER = 15;

interface Laid {
  picture?: Pictured;
  /** Where the changes stand: always in the thread, or there only when they do not fit, or here alone, cut. */
  changes: 'in the thread' | 'here if they fit' | 'as many as fit';
}

/** Headline, picture, standing; what changed by organization, there or in the thread. A quiet time is one line. */
export function digest(
  words: Words,
  input: DigestInput,
  { picture, changes }: Laid,
): { message: Message; thread: Message[] } {
  if (input.changedTotal === 0) return { message: quiet(words, input), thread: [] };
  const heading = titleText(words, input);
  const summary = [headline(words, input), ...(input.isLong ? [words.t('digest.long')] : [])].join(' ');
  const stand = standingLines(words, input.standing, input.before);
  const late = lateLines(words, input);
  const overdue = overdueAct(words, input);
  const head: KnownBlock[] = [
    header(heading),
    line(summary),
    ...(picture ? [pictureBlock(picture)] : []),
    title(words.t('digest.standing')),
    ...paragraphs(stand.join('\n')),
    ...(late.length > 0 ? [title(words.t('digest.late')), ...paragraphs(late.join('\n'))] : []),
    ...buttons(overdue ? [overdue] : []),
  ];
  const groups = changeGroups(words, input);
  const left = input.changedTotal - input.changed.length;
  const rest = left > 0 ? [[note(words.t('digest.more', { count: left }))]] : [];
  const whole = [...head, divider, ...groups.flat(), ...rest.flat()];
  const lines = [heading, summary, ...stand, ...late];
  if (changes === 'as many as fit')
    return { message: cut(words, { head, groups, lines }, input), thread: [] };
  if (changes === 'here if they fit' && fits(whole))
    return { message: message([...lines, ...groupTexts(groups)].join('\n'), whole), thread: [] };
  const thread = dealt([...groups, ...rest]).map((blocks) =>
    message(groupTexts([blocks]).join('\n'), blocks),
  );
  const said = message(lines.join('\n'), [...head, note(words.t('digest.inThread'))]);
  return { message: picture ? { ...said, picture } : said, thread };
}

/** What changed as far as one message holds it, and how much it leaves out. */
function cut(
  words: Words,
  { head, groups, lines }: { head: KnownBlock[]; groups: KnownBlock[][]; lines: string[] },
  { changedTotal }: DigestInput,
): Message {
  const shown: KnownBlock[] = [divider];
  let systems = 0;
  for (const block of groups.flat()) {
    if (!fits([...head, ...shown, block, note(words.t('digest.more', { count: changedTotal }))])) break;
    shown.push(block);
    if (block.type === 'section') systems += 1;
  }
  const left = changedTotal - systems;
  const rest = left > 0 ? [note(words.t('digest.more', { count: left }))] : [];
  return message([...lines, ...groupTexts([shown])].join('\n'), [...head, ...shown, ...rest]);
}

const scopeText = (words: Words, { scope }: DigestInput): string =>
  scope ? words.t('digest.of', { organizations: words.join(scope) }) : words.t('digest.registry');

const titleText = (words: Words, input: DigestInput): string =>
  words.t('digest.title', {
    what: scopeText(words, input),
    from: words.day(input.from),
    until: words.day(input.until),
  });

/** A time without changes, in one line. */
function quiet(words: Words, input: DigestInput): Message {
  const text = words.t('digest.quiet', { title: titleText(words, input), late: overdueText(words, input) });
  return message(text, [line(text, overdueAct(words, input))]);
}

/** The way to the list of what is overdue, where anything is. */
const overdueAct = (words: Words, { standing }: DigestInput): Act | undefined =>
  standing.overdueReviews > 0 ? { label: words.t('do.due'), line: 'due overdue' } : undefined;

/** What a lead reads in ten seconds: how much changed, how much is late, and where. */
function headline(words: Words, input: DigestInput): string {
  const { changedTotal, registered, assessed, standing, acronyms } = input;
  const parts = [
    words.t('digest.changed', { count: changedTotal }),
    ...(registered ? [words.t('digest.registered', { count: registered })] : []),
    ...(assessed ? [words.t('digest.assessed', { count: assessed })] : []),
  ];
  const worst = standing.overdueByOrganization
    .slice(0, WORST)
    .map(({ organization, overdue }) =>
      words.t('digest.worst', { organization: acronyms.get(organization) ?? '?', overdue }),
    );
  const many = standing.overdueByOrganization.length > 1;
  return words.t(many ? 'digest.headlineWhere' : 'digest.headline', {
    parts: words.join(parts),
    late: overdueText(words, input),
    where: worst.join(', '),
  });
}

/** "7 reviews overdue, 2 more than before". */
function overdueText(words: Words, { standing, before }: DigestInput): string {
  const count = standing.overdueReviews;
  const text = words.t('digest.overdue', { count });
  if (!before) return text;
  const change = count - before.overdueReviews;
  if (change === 0) return count === 0 ? text : words.t('digest.sameAsBefore', { text });
  return change > 0
    ? words.t('digest.moreThanBefore', { text, count: change })
    : words.t('digest.fewerThanBefore', { text, count: -change });
}

/** "+3", "−2", "±0". */
export const changeSign = (words: Words, change: number): string =>
  change === 0 ? '±0' : `${change > 0 ? '+' : '−'}${words.number(Math.abs(change))}`;

/** The standing in a few lines, with its change where it is known how it stood before. */
export function standingLines(words: Words, standing: Standing, before: Totals | null = null): string[] {
  const { systems, tiers, lifecycles, complete, orphans, openReviews, overdueReviews } = standing;
  const count = (label: string, n: number) => words.t('label', { label, value: words.number(n) });
  const changed = (text: string, change: number | null) =>
    change === null ? text : words.t('digest.withChange', { text, change: changeSign(words, change) });
  const since = (now: number, then: number | undefined) => (then === undefined ? null : now - then);
  const lines = [
    changed(words.t('digest.systems', { count: systems }), since(systems, before?.systems)),
    words.t('digest.byTier', {
      list: TIERS.map((tier) =>
        count(tier === 'untiered' ? words.t('register.notDecided') : tier, tiers[tier]),
      ).join(', '),
    }),
    words.t('digest.byLifecycle', {
      list: Object.entries(lifecycles)
        .filter(([l, n]) => n > 0 && l !== 'retired')
        .map(([l, n]) => count(words.t(`lifecycle.${l as 'idea'}`), n))
        .join(', '),
    }),
    changed(words.t('digest.complete', { count: complete, systems }), since(complete, before?.complete)),
    changed(words.t('digest.openReviews', { count: openReviews }), since(openReviews, before?.openReviews)),
    changed(
      words.t('digest.overdueReviews', { count: overdueReviews }),
      since(overdueReviews, before?.overdueReviews),
    ),
  ];
  if (lifecycles.retired > 0) lines.push(words.t('digest.retired', { count: lifecycles.retired }));
  if (orphans > 0 || (before?.orphans ?? 0) > 0)
    lines.push(changed(words.t('digest.orphans', { count: orphans }), since(orphans, before?.orphans)));
  return lines;
}

function lateLines(words: Words, { scope, standing, acronyms }: DigestInput): string[] {
  const late = standing.overdueByOrganization;
  if (scope?.length === 1) return [];
  if (late.length === 0) return [];
  const lines = late
    .slice(0, LATE_ORGANIZATIONS)
    .map(({ organization, overdue }) =>
      words.t('digest.lateLine', { organization: acronyms.get(organization) ?? '?', count: overdue }),
    );
  const more = late.length - LATE_ORGANIZATIONS;
  return more > 0 ? [...lines, words.t('digest.lateMore', { count: more })] : lines;
}

/** For each organization a title and a line a system, each with the way to its card; long ones in several groups. */
function changeGroups(words: Words, { changed }: DigestInput): KnownBlock[][] {
  const byOrganization = new Map<string, KnownBlock[]>();
  for (const system of changed) {
    const lines = byOrganization.get(system.acronym) ?? [];
    const number = systemNumber(system.number);
    const open = {
      label: words.t('do.open'),
      says: words.t('do.openSays', { number }),
      line: `show ${number}`,
    };
    lines.push(line(systemText(words, system), open));
    byOrganization.set(system.acronym, lines);
  }
  return [...byOrganization].flatMap(([acronym, lines]) => {
    const groups: KnownBlock[][] = [];
    for (let at = 0; at < lines.length; at += TOGETHER)
      groups.push([...(at === 0 ? [title(acronym)] : []), ...lines.slice(at, at + TOGETHER)]);
    return groups;
  });
}

const systemText = (words: Words, system: ChangedSystem): string =>
  words.t('digest.line', {
    number: systemNumber(system.number),
    name: shortened(nameOf(words, system), NAME),
    news: newsText(words, system.news, system.tier),
  });

/** What happened to one system, on one line. */
export const newsText = (words: Words, news: readonly Folded[], tier: System['tier']): string =>
  news
    .map((item) =>
      item.kind === 'registered'
        ? words.t('digest.new', { tier: words.t(`tier.${tier}`) })
        : changeText(words, item),
    )
    .join('; ');

const groupTexts = (groups: readonly (readonly KnownBlock[])[]): string[] =>
  groups.flat().flatMap((block) => {
    if (block.type === 'section') return [block.text?.text ?? ''];
    if (block.type !== 'rich_text') return [];
    return block.elements.flatMap((e) =>
      e.elements.flatMap((part) => ('text' in part && part.text ? [part.text] : [])),
    );
  });
