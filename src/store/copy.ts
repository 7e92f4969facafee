import { createHash } from 'node:crypto';
import type { Transaction } from './connection.ts';
import { allColumns, type Column, listed, type Query, type Value } from './reading.ts';
import { insertRows, jsonText, updateRows } from './row-writing.ts';
import { statementsOf } from './statements.ts';

// The whole registry, from one database into another: row by row in the order of their keys, checked by count and hash.

interface Settings {
  key: readonly string[];
  /** Its ids are counted by the database. */
  counted?: true;
  /** The column that refers to its own table. */
  own?: string;
  /** The columns that hold JSON. */
  json?: readonly string[];
}

/** Every table, those first that others refer to. */
export const TABLES = {
  Organization: { key: ['id'], json: ['aliases'], counted: true, own: 'successorId' },
  OrganizationChange: { key: ['id'], json: ['from', 'to'], counted: true },
  Person: { key: ['id'], json: ['weekdays'] },
  Watch: { key: ['personId', 'target'] },
  Lead: { key: ['organizationId', 'personId'] },
  System: { key: ['id'], json: ['capabilities', 'tierAnswers'], counted: true, own: 'mergedIntoId' },
  Assessment: { key: ['id'], counted: true },
  Change: { key: ['id'], json: ['from', 'to'], counted: true },
  Undo: { key: ['systemId'], json: ['before'] },
  Transfer: { key: ['id'], counted: true },
  Disclaimer: { key: ['id'], counted: true },
  PolicyVersion: { key: ['id'], json: ['rules'], counted: true },
  Import: { key: ['id'], json: ['headers', 'mapping', 'choices', 'counts'], counted: true },
  ImportRow: { key: ['importId', 'line'], json: ['cells', 'why'] },
  DayStanding: { key: ['day', 'organizationId'] },
  Fact: { key: ['key'], json: ['value'] },
  Request: { key: ['key'] },
  Notice: { key: ['id'], json: ['message', 'stated'], counted: true },
  Reminder: { key: ['noticeId', 'assessmentId'] },
  OwnerSought: { key: ['noticeId', 'systemId'] },
  ReportReader: { key: ['personId'] },
  Schedule: { key: ['name'] },
} as const satisfies Record<string, Settings>;

type Table = keyof typeof TABLES;
type Row = Record<string, Column>;

/** Rows that are read at once. */
const PAGE = 500;

/** The values of a row's key. */
const keyOf = (table: Table, row: Row): Value[] => TABLES[table].key.map((name) => row[name] as Value);

async function* pages(read: Query, table: Table): AsyncGenerator<Row[]> {
  const { key } = TABLES[table];
  const order = key.map((name) => `"${name}"`).join(', ');
  const page = (where: string) =>
    `SELECT ${allColumns(table)} FROM "${table}" ${where} ORDER BY ${order} LIMIT ${PAGE}`;
  const next = page(`WHERE (${order}) > (${listed(key)})`);
  let rows = await read<Row>(page(''));
  while (rows.length > 0) {
    yield rows;
    rows = rows.length < PAGE ? [] : await read<Row>(next, ...keyOf(table, rows.at(-1)!));
  }
}

/** How many rows a table has, and a hash over all that they say. */
export interface Sum {
  rows: number;
  hash: string;
}

function summing(): { add(rows: readonly Row[]): void; sum(): Sum } {
  // Each row by itself: databases order text by rules of their own.
  let total = 0n;
  let count = 0;
  return {
    add(rows) {
      for (const row of rows) {
        const hash = createHash('sha256').update(JSON.stringify(row)).digest('hex');
        total = (total + BigInt(`0x${hash}`)) % 2n ** 256n;
        count += 1;
      }
    },
    sum: () => ({ rows: count, hash: total.toString(16).padStart(64, '0') }),
  };
}

/** What stands in every table. */
export async function sums(read: Query): Promise<Map<string, Sum>> {
  const found = new Map<string, Sum>();
  for (const table of Object.keys(TABLES) as Table[]) {
    const { add, sum } = summing();
    for await (const rows of pages(read, table)) add(rows);
    found.set(table, sum());
  }
  return found;
}

/** Takes everything out, those first that refer to others. */
export async function emptied(db: Transaction): Promise<void> {
  for (const table of Object.keys(TABLES).reverse()) await statementsOf(db).run(`DELETE FROM "${table}"`);
}

/** A row as it is inserted; `own`, which may refer to one that comes after it, is yet to be said. */
function columnsOf({ json = [], own }: Settings, row: Row): Row {
  const columns = Object.entries(row).map(([name, value]) => {
    if (name === own) return [name, null];
    return [name, json.includes(name) ? jsonText(value) : value];
  });
  return Object.fromEntries(columns);
}

/** Copies everything into empty tables; what it read is summed up, to be compared with what then stands there. */
export async function copied(from: Transaction, into: Transaction): Promise<Map<string, Sum>> {
  const read = new Map<string, Sum>();
  for (const table of Object.keys(TABLES) as Table[]) {
    const { add, sum } = summing();
    const settings: Settings = TABLES[table];
    const { own } = settings;
    const referring: Row[] = [];
    for await (const rows of pages(statementsOf(from).read, table)) {
      add(rows);
      if (own) referring.push(...rows.filter((row) => row[own] !== null));
      await insertRows(
        into,
        table,
        rows.map((row) => columnsOf(settings, row)),
      );
    }
    for (const row of referring)
      await updateRows(into, table, { [own!]: row[own!]! }, { id: row.id as number });
    read.set(table, sum());
  }
  return read;
}
