import { z } from 'zod';
import { type Answer, type Context, defineCommand, openForm, rest, say } from '../src/command.ts';
import {
  type Choices,
  FIRST_CHOICES,
  IMPORTED,
  type Imported,
  MAX_COLUMNS,
  MAX_ROWS,
  MAX_UPLOAD_BYTES,
  type Mapping,
  ministryKey,
  type Remark,
} from '../src/domain/import.ts';
import { STARTING_LIFECYCLES } from '../src/domain/system.ts';
import { fold } from '../src/domain/text.ts';
import { guessedMapping } from '../src/files/columns.ts';
import { reportCsv } from '../src/files/report.ts';
import { readTable } from '../src/files/table.ts';
import { defineForm, type Submitted } from '../src/form.ts';
import { Problem } from '../src/problem.ts';
import type { Import } from '../src/store/imports.ts';
import { importKey, importMessage, importUnderway, remarkText } from '../src/views/import.ts';
import {
  choicesForm,
  columnsForm,
  LEAVE,
  MOST_COLUMNS,
  ministriesForm,
  ministryField,
  pasteForm,
} from '../src/views/import-forms.ts';
import { problemMessage } from '../src/views/problem.ts';
import { organizationOption } from '../src/views/register-form.ts';

const OPTIONS = 100;
const PAGE = 500;
const MEGABYTE = 1024 * 1024;

/** Administrators, and leads for their own organizations. */
function mustImport({ caller }: Pick<Context, 'caller'>): void {
  if (!caller.administrator && caller.leads.length === 0) throw new Problem('mayNotImport');
}

/** A table of the caller's own, or any for administrators. */
async function theTable({ store, caller }: Context, id: number): Promise<Import> {
  const table = Number.isInteger(id) && id > 0 ? await store.imports.get(id) : null;
  if (!table || (table.by !== caller.id && !caller.administrator)) throw new Problem('noImport');
  return table;
}

/** Reads a table and keeps it; what it comes to is said in the caller's direct messages. */
async function begin(context: Context, name: string, content: Uint8Array): Promise<void> {
  const { store, caller, now, words } = context;
  mustImport(context);
  const table = await readTable(content);
  if ('fault' in table) {
    const values = { name, rows: words.number(MAX_ROWS), columns: words.number(MAX_COLUMNS) };
    throw new Problem(`table.${table.fault}`, values);
  }
  const before = await store.imports.lastLike(caller.id, table.headers);
  const mapping = before?.mapping ?? guessedMapping(table.headers);
  const choices = (before?.choices as Choices | undefined) ?? FIRST_CHOICES;
  await store.imports.start(
    { name, headers: table.headers, mapping, choices },
    table.rows,
    { by: caller.id, at: now },
    (id) => ({
      key: importKey(id),
      kind: 'import',
      to: caller.id,
      message: importUnderway(words, { name, state: 'checking', done: 0, total: table.rows.length }),
    }),
  );
}

const paste = defineForm({
  name: 'import',
  version: 1,
  state: z.object({}),
  fields: z.object({ table: z.string({ error: 'required' }) }),
  view: async ({ typed, banner, words }) => pasteForm(words, { typed, banner }),
  async submit({ fields, ...context }): Promise<Submitted> {
    try {
      await begin(context, context.words.t('import.pasted'), new TextEncoder().encode(fields.table));
    } catch (error) {
      if (error instanceof Problem) return { kind: 'errors', errors: { table: error } };
      throw error;
    }
    return { kind: 'done', message: problemMessage(context.words.t('import.onItsWay')) };
  },
});

const onTheWay = (context: Context): Submitted => ({
  kind: 'done',
  message: problemMessage(context.words.t('import.checkedAnew')),
});

const state = z.object({ id: z.number() });

const columns = defineForm({
  name: 'import-columns',
  version: 1,
  state,
  fields: z.looseObject({}),
  view: async ({ state: s, typed, banner, ...context }) =>
    columnsForm(context.words, { table: await theTable(context, s.id), typed, banner }),
  async submit({ state: s, fields, ...context }): Promise<Submitted> {
    const table = await theTable(context, s.id);
    const mapping: Mapping = {};
    const errors: Record<string, Problem> = {};
    for (const [i, column] of table.headers.slice(0, MOST_COLUMNS).entries()) {
      const field = (fields as Record<string, unknown>)[`c${i}`];
      if (field === LEAVE || !IMPORTED.includes(field as Imported)) continue;
      if (mapping[field as Imported])
        errors[`c${i}`] = new Problem('columnTwice', { column: mapping[field as Imported] ?? '' });
      mapping[field as Imported] = column;
    }
    if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
    if (!mapping.nameEn && !mapping.number)
      return { kind: 'errors', errors: { c0: new Problem('noNameColumn') } };
    if (!(await context.store.imports.decide(s.id, { mapping }))) throw new Problem('importOver');
    return onTheWay(context);
  },
});

const choices = defineForm({
  name: 'import-choices',
  version: 1,
  state,
  fields: z.object({
    dayOrder: z.enum(['ask', 'day', 'month'], { error: 'required' }),
    partialDays: z.enum(['ask', 'first', 'empty'], { error: 'required' }),
    lifecycle: z.enum(STARTING_LIFECYCLES, { error: 'required' }),
  }),
  view: async ({ state: s, typed, banner, ...context }) =>
    choicesForm(context.words, { table: await theTable(context, s.id), typed, banner }),
  async submit({ state: s, fields, ...context }): Promise<Submitted> {
    await theTable(context, s.id);
    const decided: Partial<Choices> = {
      dayOrder: fields.dayOrder === 'ask' ? null : fields.dayOrder,
      partialDays: fields.partialDays === 'ask' ? null : fields.partialDays,
      lifecycle: fields.lifecycle,
    };
    if (!(await context.store.imports.decide(s.id, { choices: decided }))) throw new Problem('importOver');
    return onTheWay(context);
  },
});

/** The ministries that rows name and the registry does not know, the most frequent first; and those that were decided. */
async function unknownMinistries({ store }: Context, table: Import): Promise<string[]> {
  const counts = new Map<string, { name: string; count: number }>();
  const column = table.mapping.organizationId;
  const at = column === undefined ? -1 : table.headers.indexOf(column);
  const decided = (table.choices as Choices).ministries;
  let line = 0;
  while (true) {
    const rows = await store.imports.rows(table.id, line, PAGE);
    for (const { cells, why } of rows) {
      const name = cells[at] ?? '';
      const isUnknown = (why as Remark[] | null)?.some(
        ({ key }) => key === 'unknownMinistry' || key === 'leftOut',
      );
      if (name === '' || (!isUnknown && decided[ministryKey(name)] === undefined)) continue;
      const known = counts.get(ministryKey(name)) ?? { name, count: 0 };
      counts.set(ministryKey(name), { ...known, count: known.count + 1 });
    }
    if (rows.length < PAGE) break;
    line = rows.at(-1)!.line;
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
    .map(({ name }) => name);
}

const ministries = defineForm({
  name: 'import-ministries',
  version: 1,
  state,
  fields: z.looseObject({ others: z.string().nullish() }),
  async view({ state: s, typed, banner, ...context }) {
    const table = await theTable(context, s.id);
    const unknown = await unknownMinistries(context, table);
    const decided = table.choices as Choices;
    const all = new Map((await context.store.organizations.all()).map((o) => [o.id, o]));
    const chosen = new Map(
      unknown.flatMap((name) => {
        const found = all.get(Number(decided.ministries[ministryKey(name)]));
        return found ? [[name, found] as const] : [];
      }),
    );
    const others = all.get(Number(decided.otherMinistries)) ?? null;
    return ministriesForm(context.words, { unknown, chosen, others, typed, banner });
  },
  async submit({ state: s, fields, ...context }): Promise<Submitted> {
    const table = await theTable(context, s.id);
    const given = fields as Record<string, unknown>;
    const chosen = { ...(table.choices as Choices).ministries };
    const unknown = await unknownMinistries(context, table);
    const shown = unknown.filter((name) => ministryField(name) in given);
    const known = new Set((await context.store.organizations.all()).map(({ id }) => id));
    for (const name of shown) {
      const id = Number(given[ministryField(name)]);
      if (known.has(id)) chosen[ministryKey(name)] = id;
      else delete chosen[ministryKey(name)];
    }
    const others = Number(given.others);
    const decided: Partial<Choices> = {
      ministries: chosen,
      otherMinistries: known.has(others) ? others : null,
    };
    if (!(await context.store.imports.decide(s.id, { choices: decided }))) throw new Problem('importOver');
    return onTheWay(context);
  },
  options: {
    ministry: async ({ query, store, words, caller }) =>
      (await store.organizations.search(query, OPTIONS))
        .filter(({ id }) => caller.administrator || caller.leads.includes(id))
        .map((o) => organizationOption(words, o)),
  },
});

/** What can be done with a table that was sent, as its buttons say it. */
const ON_A_TABLE = ['write', 'cancel', 'report', 'columns', 'choices', 'ministries'] as const;

export const importTable = defineCommand({
  name: 'import',
  nameFr: 'importer',
  group: 'tables',
  summary: 'import.summary',
  usage: { en: '', fr: '' },
  args: z.object({ what: rest, id: rest }),
  forms: [paste, columns, choices, ministries],
  async run({ args, ...context }) {
    mustImport(context);
    if (context.upload) return received(context, context.upload);
    const what = fold(args.what);
    // What is no word of ours is most likely the name of a file, and the form says how to send it.
    if (!(ON_A_TABLE as readonly string[]).includes(what)) return openForm('import', {});
    const table = await theTable(context, Number(args.id));
    if (what === 'write') return confirmed(context, table);
    if (what === 'cancel') return cancelled(context, table);
    if (what === 'report') return report(context, table);
    if (table.state !== 'ready' && table.state !== 'checking') throw new Problem('importOver');
    return openForm(`import-${what}`, { id: table.id });
  },
});

async function received(
  context: Context,
  { name, bytes, content }: NonNullable<Context['upload']>,
): Promise<Answer> {
  if (!content)
    throw new Problem('tooLarge', {
      name,
      size: context.words.number(Math.ceil(bytes / MEGABYTE)),
      max: context.words.number(MAX_UPLOAD_BYTES / MEGABYTE),
    });
  await begin(context, name, content);
  return { kind: 'owed' };
}

async function confirmed({ store, words }: Context, { id }: Import): Promise<Answer> {
  if (!(await store.imports.confirm(id))) throw new Problem('importOver');
  return say(problemMessage(words.t('import.begun')));
}

async function cancelled({ store, words, now }: Context, table: Import): Promise<Answer> {
  if (!(await store.imports.cancel(table.id))) throw new Problem('importOver');
  const names = await store.names([]);
  const shown = { table: { ...table, state: 'cancelled' as const }, refused: [], sample: [], names };
  await store.notices.rewrite(importKey(table.id), importMessage(words, shown), now);
  return say(problemMessage(words.t('import.cancelled')));
}

/** Every row of the table, with what became of it. */
async function report({ store, words }: Context, table: Import): Promise<Answer> {
  const lines = [];
  let last = 0;
  while (true) {
    const rows = await store.imports.rows(table.id, last, PAGE);
    for (const row of rows)
      lines.push({
        line: row.line,
        state: words.t(`import.state.${row.state}`),
        number: row.system,
        why: ((row.why as Remark[] | null) ?? []).map((remark) => remarkText(words, remark)).join(' '),
        cells: row.cells,
      });
    if (rows.length < PAGE) break;
    last = rows.at(-1)!.line;
  }
  const headings = [
    words.t('import.line'),
    words.t('import.outcome'),
    words.t('import.number'),
    words.t('import.why'),
  ];
  const content = await reportCsv(headings, table.headers, lines);
  const text = words.t('import.reportOf', { name: table.name });
  return {
    kind: 'files',
    files: [{ name: `report-${table.id}.csv`, content }],
    message: problemMessage(text),
  };
}
