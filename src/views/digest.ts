import type { KnownBlock } from '@slack/types';
import type { Day } from '../domain/day.ts';
import type { Folded, Standing } from '../domain/digest.ts';
import { type System, systemNumber, TIERS } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import {
  dealt,
  divider,
  fits,
  header,
  line,
  linesInSections,
  message,
  note,
  paragraphs,
  title,
} from './blocks.ts';
import { changeText } from './values.ts';

/** A system of which there is news. */
export interface ChangedSystem {
  number: number;
  name: string;
  acronym: string;
  tier: (typeof TIERS)[number];
  news: readonly Folded[];
}

export interface DigestInput {
  from: Day;
  /** The last day that the digest covers. */
  until: Day;
  /** The systems with news, by organization and name; bounded. */
  changed: readonly ChangedSystem[];
  /** How many systems have news, those left out included. */
  changedTotal: number;
  registered: number;
  assessed: number;
  standing: Standing;
  acronyms: ReadonlyMap<number, string>;
}

const LATE_ORGANIZATIONS = 12;

/** The channel's message: headline, standing, what is late, what changed as far as it fits; the rest for its thread. */
export function digest(words: Words, input: DigestInput): { message: Message; thread: Message[] } {
  const heading = words.t('digest.title', { from: words.day(input.from), until: words.day(input.until) });
  const summary = headline(words, input);
  const stand = standingLines(words, input.standing);
  const head: KnownBlock[] = [
    header(heading),
    line(summary),
    divider,
    title(words.t('digest.standing')),
    ...paragraphs(stand.join('\n')),
    ...lateBlocks(words, input),
  ];
  const groups = changeGroups(words, input);
  const left = input.changedTotal - input.changed.length;
  const rest = left > 0 ? [[note(words.t('digest.more', { count: left }))]] : [];
  const whole = [...head, divider, title(words.t('digest.changes')), ...groups.flat(), ...rest.flat()];
  const text = [heading, summary, ...stand].join('\n');
  if (groups.length === 0) return { message: message(text, head), thread: [] };
  if (fits(whole)) return { message: message([text, ...groupTexts(groups)].join('\n'), whole), thread: [] };
  const thread = dealt([...groups, ...rest]).map((blocks) =>
    message(groupTexts([blocks]).join('\n'), blocks),
  );
  return { message: message(text, [...head, note(words.t('digest.inThread'))]), thread };
}

function headline(words: Words, { changedTotal, registered, assessed, standing }: DigestInput): string {
  const late = words.t('digest.overdue', { count: standing.overdueReviews });
  if (changedTotal === 0) return words.t('digest.quiet', { late });
  const parts = [
    words.t('digest.changed', { count: changedTotal }),
    ...(registered ? [words.t('digest.registered', { count: registered })] : []),
    ...(assessed ? [words.t('digest.assessed', { count: assessed })] : []),
    late,
  ];
  return words.t('digest.headline', { parts: words.join(parts) });
}

/** The standing in a few lines. */
export function standingLines(words: Words, standing: Standing): string[] {
  const { systems, tiers, lifecycles, complete, orphans } = standing;
  const count = (label: string, n: number) => words.t('label', { label, value: words.number(n) });
  const lines = [
    words.t('digest.systems', { count: systems }),
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
    words.t('digest.complete', { count: complete, systems }),
  ];
  if (lifecycles.retired > 0) lines.push(words.t('digest.retired', { count: lifecycles.retired }));
  return orphans ? [...lines, words.t('digest.orphans', { count: orphans })] : lines;
}

function lateBlocks(words: Words, { standing, acronyms }: DigestInput): KnownBlock[] {
  const late = standing.overdueByOrganization;
  if (late.length === 0) return [note(words.t('digest.nothingLate'))];
  const lines = late
    .slice(0, LATE_ORGANIZATIONS)
    .map(({ organization, overdue }) =>
      words.t('digest.lateLine', { organization: acronyms.get(organization) ?? '?', count: overdue }),
    );
  const more = late.length - LATE_ORGANIZATIONS;
  const all = more > 0 ? [...lines, words.t('digest.lateMore', { count: more })] : lines;
  return [title(words.t('digest.late')), ...paragraphs(all.join('\n'))];
}

/** For each organization a title and a section, and further sections where one does not hold its lines. */
function changeGroups(words: Words, { changed }: DigestInput): KnownBlock[][] {
  const byOrganization = new Map<string, string[]>();
  for (const system of changed) {
    const lines = byOrganization.get(system.acronym) ?? [];
    lines.push(systemText(words, system));
    byOrganization.set(system.acronym, lines);
  }
  return [...byOrganization].flatMap(([acronym, lines]) => {
    const [first = line(' '), ...more] = linesInSections(lines);
    return [[title(acronym), first], ...more.map((section) => [section])];
  });
}

const systemText = (words: Words, { number, name, tier, news }: ChangedSystem): string =>
  words.t('digest.line', { number: systemNumber(number), name, news: newsText(words, news, tier) });

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
