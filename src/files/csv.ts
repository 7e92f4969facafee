import { setImmediate as breathe } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { cellOf, EXPORTED, type Exported, headerOf } from './registry.ts';

const BOM = '\uFEFF';
/** Rows that are written before others take their turn. */
const PAGE = 200;

const lines = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], {
    escape_formulas: true,
    record_delimiter: 'windows',
    // A line break of either kind stays within its cell for every reader.
    quoted_match: /[\r\n]/,
  });

/** A table of texts as CSV: cells that begin like a formula are defused, and a BOM makes Excel read its accents. */
export async function csv<Row>(
  header: readonly string[],
  rows: readonly Row[],
  cells: (row: Row) => readonly string[],
): Promise<Uint8Array> {
  const parts = [BOM, lines([header])];
  for (let at = 0; at < rows.length; at += PAGE) {
    parts.push(lines(rows.slice(at, at + PAGE).map(cells)));
    await breathe();
  }
  return new TextEncoder().encode(parts.join(''));
}

/** All fields of all records. */
export const registryCsv = (systems: readonly Exported[]): Promise<Uint8Array> =>
  csv(EXPORTED.map(headerOf), systems, (system) => EXPORTED.map((field) => cellOf(field, system)));
