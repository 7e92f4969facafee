import { setImmediate as breathe } from 'node:timers/promises';
import { parse } from 'csv-parse';
import { MAX_COLUMNS, MAX_ROWS } from '../domain/import.ts';

/** A table as it stands in a file: every row with the line on which it begins. */
export interface Table {
  headers: string[];
  rows: { line: number; cells: string[] }[];
  /** Headers that stood there twice, or not at all, and what they are called now. */
  renamed: string[];
}

/** Why a file can't be read as a table. */
export type Unreadable = 'empty' | 'workbook' | 'notText' | 'tooManyRows' | 'tooManyColumns' | 'brokenQuotes';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const BREATHE_EVERY = 500;

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, i) => bytes[i] === byte);

/** The text of a file, whichever of the usual encodings it is in; or what kind of file it is instead. */
export function decoded(bytes: Uint8Array): { text: string } | { fault: Unreadable } {
  if (startsWith(bytes, 0x50, 0x4b) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return { fault: 'workbook' };
  if (startsWith(bytes, 0xff, 0xfe)) return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (startsWith(bytes, 0xfe, 0xff)) return { text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.includes(0) || startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return { fault: 'notText' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    // What Excel writes on Windows in the Americas and western Europe.
    return { text: new TextDecoder('windows-1252').decode(bytes) };
  }
}

/** The delimiter that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '\n' || char === '\r')) break;
    else if (!quoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ',';
}

/** Reads CSV in the usual shapes: with or without BOM, any usual delimiter, quoted new lines, uneven rows. */
export async function readTable(bytes: Uint8Array): Promise<Table | { fault: Unreadable }> {
  const file = decoded(bytes);
  if ('fault' in file) return file;
  const parser = parse(file.text, {
    bom: true,
    delimiter: delimiterOf(file.text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
  });
  let headers: string[] | null = null;
  let renamed: string[] = [];
  const rows: Table['rows'] = [];
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      const cells = record.map((cell) => cell.trim());
      const began = line;
      line = info.lines + 1;
      if (cells.every((cell) => cell === '')) continue;
      if (!headers) {
        if (cells.length > MAX_COLUMNS) return { fault: 'tooManyColumns' };
        ({ headers, renamed } = namedHeaders(cells));
        continue;
      }
      if (rows.length >= MAX_ROWS) return { fault: 'tooManyRows' };
      rows.push({ line: began, cells: headers.map((_, i) => cells[i] ?? '') });
      if (rows.length % BREATHE_EVERY === 0) await breathe();
    }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('CSV_')) return { fault: 'brokenQuotes' };
    throw error;
  }
  if (!headers || rows.length === 0) return { fault: 'empty' };
  return { headers, rows, renamed };
}

/** Every column gets a name of its own. */
function namedHeaders(cells: readonly string[]): { headers: string[]; renamed: string[] } {
  const seen = new Map<string, number>();
  const renamed: string[] = [];
  const headers = cells.map((cell, i) => {
    const name = cell || `#${i + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const own = times > 1 ? `${name} (${times})` : name;
    if (own !== cell) renamed.push(own);
    return own;
  });
  return { headers, renamed };
}
