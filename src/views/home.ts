import type { HomeView, KnownBlock } from '@slack/types';
import type { Day } from '../domain/day.ts';
import type { Standing } from '../domain/digest.ts';
import type { Settings } from '../domain/person.ts';
import { snoozeLimit } from '../domain/reminder.ts';
import { systemNumber } from '../domain/system.ts';
import type { Import } from '../store/imports.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, divider, header, line, note, paragraphs, title } from './blocks.ts';
import { systemBlocks, type Work } from './mine.ts';
import { assessLine, reviewLine } from './reviews.ts';
import { settingsText } from './settings.ts';
import { type Watched, watchedBlocks } from './watches.ts';

/** The standing of an organization that somebody leads. */
export interface Led {
  acronym: string;
  standing: Standing;
}

/** What administrators look after: systems without an owner, records with gaps, tables with refused rows. */
export interface Queue {
  orphans: Work['systems'];
  incomplete: Work['systems'];
  refused: readonly Import[];
}

export interface HomeInput {
  work: Work;
  watched: readonly Watched[];
  settings: Settings;
  led: readonly Led[];
  /** Null for those who are no administrators. */
  queue: Queue | null;
}

/** App Home: the place to work from. */
export const home = (words: Words, input: HomeInput, today: Day): HomeView => ({
  type: 'home',
  blocks: [
    header(words.t('home.title')),
    line(words.t('home.intro')),
    ...buttons([
      { label: words.t('do.register'), line: 'register', primary: true },
      { label: words.t('do.browse'), line: 'list' },
      { label: words.t('do.overdue'), line: 'list overdue' },
      { label: words.t('do.stats'), line: 'stats' },
      { label: words.t('do.help'), line: 'help' },
    ]),
    divider,
    ...reviewSection(words, input.work, today),
    title(words.t('mine.systems', { count: input.work.systems.total })),
    ...systemBlocks(words, input.work.systems),
    ...allOf(words, input.work.systems, 'list mine'),
    ...input.led.flatMap((led) => ledSection(words, led)),
    ...(input.queue ? queueSection(words, input.queue) : []),
    divider,
    title(words.t('watch.title')),
    ...watchedBlocks(words, input.watched),
    title(words.t('settings.title')),
    ...paragraphs(settingsText(words, input.settings).join('\n')),
    ...buttons([{ label: words.t('do.settings'), line: 'settings' }]),
  ],
});

/** Reviews worst first, each to be recorded or put off. */
function reviewSection(words: Words, { reviews }: Work, today: Day): KnownBlock[] {
  const heading = title(words.t('mine.reviews', { count: reviews.total }));
  if (reviews.total === 0) return [heading, note(words.t('mine.noReviews'))];
  const rows = reviews.items.flatMap(({ assessment, system }) => {
    const name = { type: assessment.type, number: systemNumber(system.number) };
    const acts: Act[] = [
      { label: words.t('do.record'), says: words.t('do.recordOf', name), line: assessLine(assessment) },
      ...(snoozeLimit(assessment.dueOn, today)
        ? [
            {
              label: words.t('do.snooze'),
              says: words.t('do.snoozeOf', name),
              line: `snooze ${name.number} ${name.type}`,
            },
          ]
        : []),
    ];
    return [line(reviewLine(words, assessment, system.nameEn, today)), ...buttons(acts)];
  });
  const more = reviews.next ? [{ label: words.t('mine.more'), line: `mine from:${reviews.next}` }] : [];
  return [heading, ...rows, ...buttons(more)];
}

const allOf = (words: Words, { total, items }: Work['systems'], command: string): KnownBlock[] =>
  total > items.length ? buttons([{ label: words.t('do.allCount', { count: total }), line: command }]) : [];

const ledSection = (words: Words, { acronym, standing }: Led): KnownBlock[] => [
  divider,
  title(words.t('stats.of', { organization: acronym })),
  ...paragraphs(
    [
      words.t('digest.systems', { count: standing.systems }),
      words.t('digest.complete', { count: standing.complete, systems: standing.systems }),
      words.t('digest.openReviews', { count: standing.openReviews }),
      words.t('digest.overdueReviews', { count: standing.overdueReviews }),
    ].join('\n'),
  ),
  ...buttons([
    { label: words.t('do.due'), line: `due overdue ${acronym}` },
    { label: words.t('do.stats'), line: `stats ${acronym}` },
  ]),
];

function queueSection(words: Words, { orphans, incomplete, refused }: Queue): KnownBlock[] {
  return [
    divider,
    title(words.t('home.orphans', { count: orphans.total })),
    ...(orphans.total ? systemBlocks(words, orphans) : [note(words.t('home.noOrphans'))]),
    ...allOf(words, orphans, 'list orphans'),
    title(words.t('home.incomplete', { count: incomplete.total })),
    ...(incomplete.total ? systemBlocks(words, incomplete) : [note(words.t('card.complete'))]),
    ...allOf(words, incomplete, 'list incomplete'),
    title(words.t('home.refused')),
    ...(refused.length
      ? refused.map(({ id, name, counts }) =>
          line(words.t('home.refusedIn', { name, count: counts.refused }), {
            label: words.t('import.report'),
            line: `import report ${id}`,
          }),
        )
      : [note(words.t('home.noRefused'))]),
  ];
}

/** App Home for a guest: the sentence that says why it is empty. */
export const closedHome = (text: string): HomeView => ({ type: 'home', blocks: [line(text)] });
