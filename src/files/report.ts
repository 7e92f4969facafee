import { systemNumber } from '../domain/system.ts';
import { csv } from './csv.ts';

export interface ReportLine {
  line: number;
  state: string;
  number: number | null;
  why: string;
  cells: readonly string[];
}

/** Every row of an import, with what became of it and why. */
export const reportCsv = (
  headings: readonly string[],
  headers: readonly string[],
  lines: readonly ReportLine[],
): Promise<Uint8Array> =>
  csv([...headings, ...headers], lines, ({ line, state, number, why, cells }) => [
    String(line),
    state,
    number === null ? '' : systemNumber(number),
    why,
    ...cells,
  ]);
