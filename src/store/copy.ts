import { createHash } from 'node:crypto';
import type { Transaction } from './connection.ts';
import type { Column } from './reading.ts';
import { insertRows, jsonText } from './row-writing.ts';

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
type Row = Record<string, unknown>;

/** What is used of a table by Prisma, whichever it is. */
interface Rows {
  findMany(query: object): Promise<Row[]>;
  update(input: object): Promise<unknown>;
  deleteMany(input: object): Promise<unknown>;
}

/** Rows that are read at once. */
const PAGE = 200;

const rowsOf = (db: Transaction, table: Table): Rows =>
  db[(table[0]!.toLowerCase() + table.slice(1)) as Uncapitalize<Table>] as unknown as Rows;

const keyOf = (table: Table, row: Row): Row =>
  Object.fromEntries(TABLES[table].key.map((column) => [column, row[column]]));

/** A key as Prisma names it where it looks for one row. */
function whereOf(table: Table, row: Row): object {
  const key = keyOf(table, row);
  return TABLES[table].key.length === 1 ? key : { [TABLES[table].key.join('_')]: key };
}

async function* pages(db: Transaction, table: Table): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  while (true) {
    const rows: Row[] = await rowsOf(db, table).findMany({
      orderBy: TABLES[table].key.map((column) => ({ [column]: 'asc' })),
      take: PAGE,
      ...(last && { cursor: whereOf(table, last), skip: 1 }),
    });
    if (rows.length > 0) yield rows;
    last = rows.at(-1);
    if (rows.length < PAGE) return;
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
export async function sums(db: Transaction): Promise<Map<string, Sum>> {
  const found = new Map<string, Sum>();
  for (const table of Object.keys(TABLES) as Table[]) {
    const { add, sum } = summing();
    for await (const rows of pages(db, table)) add(rows);
    found.set(table, sum());
  }
  return found;
}

/** Takes everything out, those first that refer to others. */
export async function emptied(db: Transaction): Promise<void> {
  for (const table of (Object.keys(TABLES) as Table[]).reverse()) await rowsOf(db, table).deleteMany({});
}

/** A row as it is inserted; `own`, which may refer to one that comes after it, is yet to be said. */
function columnsOf({ json = [], own }: Settings, row: Row): Record<string, Column> {
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
    for await (const rows of pages(from, table)) {
      add(rows);
      if (own) referring.push(...rows.filter((row) => row[own] !== null));
      await insertRows(
        into,
        table,
        rows.map((row) => columnsOf(settings, row)),
      );
    }
    for (const row of referring)
      await rowsOf(into, table).update({ where: whereOf(table, row), data: { [own!]: row[own!] } });
    read.set(table, sum());
  }
  return read;
}
