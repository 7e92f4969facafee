import { stringify } from 'csv-stringify/sync';
import { cellOf, EXPORTED, type Exported, headerOf } from './registry.ts';

/** A table of texts as CSV: cells that begin like a formula are defused, and a BOM makes Excel read its accents. */
export const csv = (rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(
    stringify(rows as string[][], { bom: true, escape_formulas: true, record_delimiter: 'windows' }),
  );

/** All fields of all records. */
export const registryCsv = (systems: readonly Exported[]): Uint8Array =>
  csv([EXPORTED.map(headerOf), ...systems.map((system) => EXPORTED.map((field) => cellOf(field, system)))]);
