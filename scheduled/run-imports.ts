import { dayIn } from '../src/domain/day.ts';
import { NO_COUNTS } from '../src/domain/import.ts';
import type { Caller } from '../src/domain/person.ts';
import { considered, judgement, lookUps } from '../src/importing.ts';
import type { Job, JobContext } from '../src/job.ts';
import type { Rewriting } from '../src/notice.ts';
import type { Import } from '../src/store/imports.ts';
import { importKey, importMessage, importStuck, importUnderway } from '../src/views/import.ts';

/** Renewed many times a second; who finds it ended goes on where the other one stopped. */
const LEASE_SECONDS = 5;
const REST_SECONDS = 60;
const PAGE = 50;
const PROGRESS_MS = 1000;
/** Written in one transaction, between two looks at whether to stop. */
const PROGRESS_ROWS = 25;

/** Checks tables that were sent, and writes those that were confirmed; says in their message how far it is. */
export const runImports: Job = {
  name: 'run-imports',
  cron: 'always',
  async *run(context) {
    const { store, wall, stopping } = context;
    let failed: unknown;
    while (!stopping()) {
      const table = await store.imports.claim(wall(), LEASE_SECONDS);
      if (!table) break;
      try {
        const caller = await context.people.caller(table.by);
        yield* table.state === 'checking' ? check(context, table, caller) : write(context, table, caller);
      } catch (error) {
        // One table that can't go on does not keep the others from it.
        failed = error;
        await store.imports.rest(table, wall(), REST_SECONDS);
        yield* await stuck(context, table);
      }
    }
    if (failed) throw failed;
  },
};

/** Says that it can't go on for now; it tries again by itself. */
async function stuck({ store, wordsFor }: JobContext, table: Import): Promise<Rewriting[]> {
  const person = await store.people.get(table.by);
  const message = importStuck(wordsFor(person?.person.language ?? 'en'), table);
  return [{ rewrites: importKey(table.id), message }];
}

/** The message of the table as it stands now. */
async function told(context: JobContext, id: number, caller: Caller, progress = 0): Promise<Rewriting[]> {
  const { store, wordsFor } = context;
  const table = await store.imports.get(id);
  if (!table) return [];
  const words = wordsFor(caller.language);
  if (table.state === 'checking' || table.state === 'writing') {
    const total = table.state === 'checking' ? table.rows : table.counts.new + table.counts.update;
    const message = importUnderway(words, { name: table.name, state: table.state, done: progress, total });
    return [{ rewrites: importKey(id), message }];
  }
  const refused = await store.imports.rows(id, 0, 2000, ['refused']);
  const sample = await store.imports.rows(id, 0, 3, ['new']);
  const names = await store.names([]);
  const message = importMessage(words, { table, refused, sample, names });
  return [{ rewrites: importKey(id), message }];
}

/** True at most once a second. */
function pace(wall: JobContext['wall']): () => boolean {
  let last = wall().epochMilliseconds;
  return () => {
    const now = wall().epochMilliseconds;
    if (now - last < PROGRESS_MS) return false;
    last = now;
    return true;
  };
}

async function* check(context: JobContext, table: Import, caller: Caller): AsyncGenerator<Rewriting> {
  const { store, wall, now } = context;
  const known = await lookUps(context);
  const counts = { ...NO_COUNTS };
  const isTime = pace(wall);
  let line = 0;
  while (true) {
    const rows = await store.imports.rows(table.id, line, PAGE);
    if (rows.length === 0) break;
    const judged = (await considered(context, table, rows, caller, known)).map(judgement);
    for (const { state } of judged) if (state !== 'waiting') counts[state] += 1;
    await store.imports.judged(table.id, judged);
    line = rows.at(-1)!.line;
    if (context.stopping() || !(await store.imports.renew(table, wall(), LEASE_SECONDS))) return;
    if (isTime())
      yield* await told(context, table.id, caller, counts.new + counts.update + counts.same + counts.refused);
  }
  if (await store.imports.finish(table, counts, now)) yield* await told(context, table.id, caller);
}

async function* write(context: JobContext, table: Import, caller: Caller): AsyncGenerator<Rewriting> {
  const { store, wall, timeZone } = context;
  const known = await lookUps(context);
  const isTime = pace(wall);
  let written = (await store.imports.counts(table.id)).done;
  while (true) {
    const rows = await store.imports.unwritten(table.id, PAGE);
    if (rows.length === 0) break;
    const all = await considered(context, table, rows, caller, known);
    // What somebody else did since the preview: nothing is left to write, or it may not be written any more.
    const settled = all.map(judgement).filter(({ state }) => state === 'same' || state === 'refused');
    await store.imports.judged(table.id, settled);
    const settledLines = new Set(settled.map(({ line }) => line));
    // Day and policy are those of the moment: an import may take minutes.
    const at = context.time();
    const policy = await context.policy();
    const entry = { by: table.by, at, today: dayIn(at, timeZone), policy };
    const writings = all.flatMap(({ row, writing }) => (settledLines.has(row.line) ? [] : (writing ?? [])));
    for (let from = 0; from < writings.length; from += PROGRESS_ROWS) {
      const some = writings.slice(from, from + PROGRESS_ROWS);
      await store.imports.write(table.id, some, entry, caller);
      written += some.length;
      if (context.stopping() || !(await store.imports.renew(table, wall(), LEASE_SECONDS))) return;
      if (isTime()) yield* await told(context, table.id, caller, written);
    }
  }
  const counts = await store.imports.counts(table.id);
  if (await store.imports.finish(table, counts, context.time())) yield* await told(context, table.id, caller);
}
