import type { KnownBlock } from '@slack/types';
import { type Choices, type Imported, isRefusal, type Remark } from '../domain/import.ts';
import { shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';
import type { Import, ImportRow } from '../store/imports.ts';
import type { Key, Words } from '../words/words.ts';
import { type Act, buttons, header, line, message, note, paragraphs, title } from './blocks.ts';
import { fieldName, type Names } from './values.ts';

/** The key of the message in which an import goes on. */
export const importKey = (id: number): string => `import:${id}`;

/** What a column fills, in words. */
export const targetName = (words: Words, field: string): string =>
  field === 'number' ? words.t('import.number') : fieldName(words, field);

export interface ImportShown {
  table: Import;
  /** Some of the rows that are refused. */
  refused: readonly ImportRow[];
  /** A few of the rows that are new. */
  sample: readonly ImportRow[];
  names: Names;
}

const REASONS = 8;
const EXAMPLES = 5;
const COLUMNS = 40;

/** The message of an import that rests: its preview, or what came of it. */
export function importMessage(words: Words, shown: ImportShown): Message {
  const { table } = shown;
  const heading = words.t('import.heading', { name: shortened(table.name, 100) });
  if (table.state === 'cancelled') return simple(heading, words.t('import.cancelled'), []);
  return table.state === 'done' ? finished(words, heading, shown) : preview(words, heading, shown);
}

/** How far it is, in rows. */
export function importUnderway(
  words: Words,
  { name, state, done, total }: { name: string; state: 'checking' | 'writing'; done: number; total: number },
): Message {
  const key = state === 'checking' ? 'import.checking' : 'import.writing';
  const values = { done: words.number(done), total: words.number(total) };
  return simple(words.t('import.heading', { name: shortened(name, 100) }), words.t(key, values), []);
}

/** It could not go on for now. */
export const importStuck = (words: Words, { name }: Pick<Import, 'name'>): Message =>
  simple(words.t('import.heading', { name: shortened(name, 100) }), words.t('import.stuck'), []);

const simple = (heading: string, text: string, acts: readonly Act[]): Message =>
  message([heading, text].join('\n'), [header(heading), line(text), ...buttons(acts)]);

const countLines = (words: Words, { counts }: Import): string[] => [
  words.t('import.new', { count: counts.new }),
  words.t('import.update', { count: counts.update }),
  words.t('import.same', { count: counts.same }),
  words.t('import.refused', { count: counts.refused }),
];

/** Why rows are refused, the most frequent reason first, with a few examples of each. */
function reasonLines(words: Words, refused: readonly ImportRow[]): string[] {
  const byReason = new Map<string, { count: number; remark: Remark; examples: Set<string> }>();
  for (const { why } of refused) {
    const remark = (why as Remark[]).find(isRefusal);
    if (!remark) continue;
    const key = `${remark.key}:${remark.column ?? ''}`;
    const reason = byReason.get(key) ?? { count: 0, remark, examples: new Set<string>() };
    reason.count += 1;
    if (remark.given) reason.examples.add(shortened(remark.given, 60));
    byReason.set(key, reason);
  }
  return [...byReason.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, REASONS)
    .map(({ count, remark, examples }) =>
      words.t('import.reason', {
        count,
        why: remarkText(words, { ...remark, given: exampleText(words, [...examples]) }),
      }),
    );
}

/** The first few, and how many more. */
const exampleText = (words: Words, examples: readonly string[]): string => {
  const left = examples.length - EXAMPLES;
  const first = examples.slice(0, EXAMPLES).join(', ');
  return left > 0 ? words.t('import.andMore', { first, count: left }) : first;
};

/** One remark on a row, in words. */
export const remarkText = (words: Words, { key, column, given }: Remark): string =>
  words.t(`remark.${key}` as Key, { column: column ?? '', given: given ?? '' });

const hasReason = (refused: readonly ImportRow[], keys: readonly string[]): boolean =>
  refused.some(({ why }) => (why as Remark[]).some(({ key }) => keys.includes(key)));

function preview(words: Words, heading: string, { table, refused, sample, names }: ImportShown): Message {
  const { id, counts, mapping, headers } = table;
  const choices = table.choices as Choices;
  const used = new Set(Object.values(mapping));
  const taken = (Object.entries(mapping) as [Imported, string][])
    .sort((a, b) => headers.indexOf(a[1]) - headers.indexOf(b[1]))
    .slice(0, COLUMNS)
    .map(([field, column]) => words.t('import.column', { column, field: targetName(words, field) }));
  const left = headers.filter((name) => !used.has(name));
  const columns = [
    ...taken,
    ...(left.length > 0 ? [words.t('import.left', { columns: shortened(left.join(', '), 500) })] : []),
  ];
  const examples = sample.map(({ line: number, cells }) => {
    const kept = headers.flatMap((name, i) => (used.has(name) && cells[i] ? [cells[i]] : []));
    return words.t('import.example', { line: number, cells: shortened(kept.join(' · '), 150) });
  });
  const other = choices.otherMinistries;
  const decided = [
    ...(mapping.lifecycle
      ? []
      : [
          words.t('import.lifecycle', {
            lifecycle: words.t(`lifecycle.${choices.lifecycle}` as Key).toLowerCase(),
          }),
        ]),
    ...(typeof other === 'number'
      ? [words.t('import.others', { organization: names.organizations.get(other) ?? '' })]
      : []),
    ...(mapping.ownerId ? [] : [words.t('import.owner')]),
  ];
  const reasons = reasonLines(words, refused);
  const count = counts.new + counts.update;
  const ministries = hasReason(refused, ['unknownMinistry', 'noMinistry', 'leftOut']);
  const acts: Act[] = [
    ...(count > 0
      ? [{ label: words.t('import.write', { count }), line: `import write ${id}`, primary: true }]
      : []),
    { label: words.t('import.columns'), line: `import columns ${id}` },
    ...(ministries || Object.keys(choices.ministries).length > 0 || other !== null
      ? [{ label: words.t('import.ministries'), line: `import ministries ${id}` }]
      : []),
    { label: words.t('import.choices'), line: `import choices ${id}` },
    { label: words.t('import.report'), line: `import report ${id}` },
    { label: words.t('do.cancel'), line: `import cancel ${id}` },
  ];
  const lines = countLines(words, table);
  return message([heading, ...lines, ...reasons, ...columns, words.t('import.nothingYet')].join('\n'), [
    header(heading),
    ...paragraphs(lines.join('\n')),
    ...section(words.t('import.whyRefused'), reasons),
    ...section(words.t('import.columnsTitle'), columns),
    ...section(words.t('import.examples'), examples),
    ...(decided.length > 0 ? [note(decided.join('\n'))] : []),
    note(words.t('import.nothingYet')),
    ...buttons(acts),
  ]);
}

const section = (name: string, lines: readonly string[]): KnownBlock[] =>
  lines.length > 0 ? [title(name), ...paragraphs(lines.join('\n'))] : [];

function finished(words: Words, heading: string, { table, refused }: ImportShown): Message {
  const done = words.t('import.done', { count: table.counts.done });
  const lines = countLines(words, table);
  const reasons = reasonLines(words, refused);
  return message([heading, done, ...lines, ...reasons].join('\n'), [
    header(heading),
    line(done),
    ...paragraphs(lines.join('\n')),
    ...section(words.t('import.whyRefused'), reasons),
    ...buttons([{ label: words.t('import.report'), line: `import report ${table.id}` }]),
  ]);
}
