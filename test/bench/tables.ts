import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { Temporal } from 'temporal-polyfill';
import { ADMINISTRATOR } from '../../prisma/seed/sample.ts';
import type { Message } from '../../src/sandbox/state.ts';
import { organizationId, startWorkspace, type TestWorkspace } from '../support/workspace.ts';

// `npm run bench:tables -- records.csv [rows]`: a published register is imported, imported again, exported, and imported
// from its own export into an empty registry; then many rows are, while somebody else types commands.
const [file = '', rows = '5000'] = process.argv.slice(2);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const PATIENCE_MS = 180_000;
let failed = false;
const expect = (what: string, isSo: boolean): void => {
  print(`${isSo ? 'holds' : 'FAILS'}: ${what}`);
  failed ||= !isSo;
};

async function until<T>(found: () => T | undefined | false): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const value = found();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain for ${found}`);
}

const inbox = (w: TestWorkspace): Message[] => w.inbox(ADMINISTRATOR);
const messageWhere = (w: TestWorkspace, ts: string | null, what: RegExp, from: number) =>
  until(() =>
    inbox(w)
      .slice(from)
      .find((m) => m.bot && (!ts || m.ts === ts) && what.test(m.text)),
  );

/** Sends a table, decides about its ministries, writes it; the counts of the message at the end. */
async function imports(w: TestWorkspace, content: Buffer, others: string | null): Promise<string> {
  const from = inbox(w).length;
  await w.sandbox.as(ADMINISTRATOR).sends(w.sandbox.as(ADMINISTRATOR).im(), 'table.csv', content);
  let preview = await messageWhere(w, null, /Nothing is written before/, from);
  preview = await messageWhere(w, preview.ts, /^(?!.*Checking)[\s\S]*New: /, from);
  if (others) {
    await w.clicks(ADMINISTRATOR, preview, 'Ministries');
    await until(() => w.sandbox.as(ADMINISTRATOR).screen().modals.length > 0);
    await w.submits(ADMINISTRATOR, { others });
    w.sandbox.as(ADMINISTRATOR).closeModal();
    preview = await messageWhere(w, preview.ts, /Refused: 0 rows/, from);
  }
  const write = /Write [\d,]+ rows?/.exec(JSON.stringify(preview.blocks))?.[0];
  if (!write) return preview.text;
  await w.clicks(ADMINISTRATOR, preview, write);
  return (await messageWhere(w, preview.ts, /Done: /, from)).text;
}

async function exports(w: TestWorkspace): Promise<Buffer> {
  const before = inbox(w).length;
  await w.types(ADMINISTRATOR, '/ai-registry export csv');
  const file_ = await until(
    () =>
      inbox(w)
        .slice(before)
        .find((m) => m.files?.length)?.files?.[0],
  );
  return w.sandbox.files.get(file_.id)!.content;
}

/** The registry's systems as an export has them, without what an import can't know. */
const content = (csv: Buffer): string =>
  JSON.stringify(
    parse(csv, { columns: true, bom: true }).map((row) => ({ ...(row as object), validatedOn: '' })),
  );

const first = await startWorkspace({});
const second = await startWorkspace({});
if (file) {
  const table = readFileSync(file);
  const total = (parse(table, { columns: true, bom: true, relax_column_count: true }) as object[]).length;
  const once = await imports(first.workspace, table, await organizationId(first.workspace, 'TBS'));
  print(once.split('\n').slice(1, 6).join('; '));
  const counted = [...once.matchAll(/^(?:New|Updates?|Same as in the registry|Refused): ([\d,]+) rows?/gm)];
  const sum = counted.reduce((all, [, n = '0']) => all + Number(n.replaceAll(',', '')), 0);
  expect(`${total} rows of ${file.split('/').at(-1)} are accounted for`, sum === total);
  const again = await imports(first.workspace, table, await organizationId(first.workspace, 'TBS'));
  expect('imported again, nothing changes', /New: 0 rows\nUpdates: 0 rows/.test(again));
  const own = await exports(first.workspace);
  const back = await imports(second.workspace, own, null);
  print(back.split('\n').slice(1, 6).join('; '));
  expect(
    'its own export, in an empty registry, is the same content',
    content(await exports(second.workspace)) === content(own),
  );
}

const many = Number(rows);
const table = Buffer.from(
  stringify([
    ['name', 'ministry', 'description', 'status', 'tier', 'personal information', 'users'],
    ...Array.from({ length: many }, (_, i) => [
      `Imported system ${i} ${['router', 'planner', 'reader'][i % 3]}`,
      ['MTO', 'MOH', 'EDU', 'MNR', 'MOF'][i % 5],
      `Helps with case ${i}.`,
      ['In production', 'pilot', 'development'][i % 3],
      ['I', 'II', 'III', 'IV'][i % 4],
      i % 2 ? 'yes' : 'no',
      'staff',
    ]),
  ]),
);
const w = first.workspace;
/** Somebody else types a command every tenth of a second, for as long as `going` says; how long each took, sorted. */
async function typing(going: () => boolean): Promise<number[]> {
  const waits: number[] = [];
  while (going()) {
    const began = performance.now();
    await w.types('U0AVERY', `/ai-registry list ${['MTO', 'EDU', 'MOF'][waits.length % 3]}`);
    waits.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return waits.sort((a, b) => a - b);
}
const shown = (waits: readonly number[]): string => {
  const p = (q: number) => (waits[Math.floor((waits.length - 1) * q)] ?? 0).toFixed(0);
  return `${waits.length} commands: median ${p(0.5)}, 95th percentile ${p(0.95)}, longest ${p(1)} ms`;
};
let left = 50;
print(`alone, ${shown(await typing(() => left-- > 0))}`);
let running = true;
const others = typing(() => running);
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const began = performance.now();
const report = await imports(w, table, null);
const seconds = (performance.now() - began) / 1000;
delay.disable();
running = false;
print(report.split('\n').slice(1, 6).join('; '));
print(`${many} rows checked and written in ${seconds.toFixed(1)} s`);
print(`meanwhile, ${shown(await others)}; longest hold of the event loop ${(delay.max / 1e6).toFixed(0)} ms`);
const verified = await w.daylight.store.history.verify(Temporal.Now.instant());
expect(`the history of ${verified.entries} entries is intact`, verified.broken.length === 0);
expect(
  'nothing was logged as a warning',
  first.workspace.logged.length + second.workspace.logged.length === 0,
);
await first.stop();
await second.stop();
process.exit(failed ? 1 : 0);
