import { type Choices, IMPORTED, type Imported, type Mapping, type Remark } from '../domain/import.ts';
import { FIELDS, type Field, type FieldKind } from '../domain/record.ts';
import { CAPABILITIES, parseSystemNumber } from '../domain/system.ts';
import { pieces } from '../domain/text.ts';
import { readDay } from './days.ts';
import { knownWord } from './words.ts';

/** What a row says, in words of the domain; people and ministry still as they are written. */
export interface RowRead {
  values: Record<string, unknown>;
  number: number | null;
  ministry: string;
  owner: string;
  backup: string;
  remarks: Remark[];
}

/** A cell that was defused, so that no spreadsheet runs it, is read as it was. */
const undefused = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '');

const DAYS: readonly Imported[] = ['startedOn', 'retiredOn', 'validatedOn'];
const APART: readonly Imported[] = ['number', 'organizationId', 'ownerId', 'backupId'];

/** Reads one row by the mapping; cells that are empty say nothing. */
export function readRow(
  cells: readonly string[],
  headers: readonly string[],
  mapping: Mapping,
  choices: Choices,
): RowRead {
  const cellOf = (field: Imported): string => {
    const header = mapping[field];
    return header === undefined ? '' : undefused((cells[headers.indexOf(header)] ?? '').trim());
  };
  const row: RowRead = {
    values: {},
    number: ownNumber(cellOf('number')),
    ministry: cellOf('organizationId'),
    owner: cellOf('ownerId'),
    backup: cellOf('backupId'),
    remarks: [],
  };
  for (const field of IMPORTED) {
    const cell = APART.includes(field) ? '' : cellOf(field);
    if (cell !== '') readCell(row, field, cell, mapping[field] ?? field, choices);
  }
  if (!row.values.nameEn) row.remarks.push({ key: 'noName' });
  if (row.values.disclosure === 'restricted' && !row.values.exemption)
    row.remarks.push({ key: 'noExemption' });
  return row;
}

/** What is not understood here would make the record say something else than the table. */
const WEIGHTY: readonly Imported[] = ['tier', 'disclosure'];

/** Only numbers of our own: "AI-0042", not "AIR-7" or "17" of another register. */
const ownNumber = (cell: string): number | null =>
  /^ai[-–_ ]?\d+$/i.test(cell) ? parseSystemNumber(cell) : null;

function readCell(row: RowRead, field: Imported, cell: string, column: string, choices: Choices): void {
  if (DAYS.includes(field)) {
    readDayCell(row, field, cell, column, choices);
    return;
  }
  if (field === 'lifecycle') {
    const word = knownWord(field, cell);
    if (word) row.values.lifecycle = word;
    else row.remarks.push({ key: 'unknownWord', column, given: cell });
    return;
  }
  const kind: FieldKind = FIELDS[field as Field];
  if (kind.kind === 'choices') row.values[field] = capabilitiesIn(cell);
  else if (kind.kind === 'choice') {
    const word = knownWord(field, cell);
    if (word) row.values[field] = word;
    else
      row.remarks.push({
        key: WEIGHTY.includes(field) ? 'unknownWord' : 'notUnderstood',
        column,
        given: pieces(cell, 100)[0]!,
      });
  } else if (kind.kind === 'link') {
    if (URL.canParse(cell) && new URL(cell).protocol === 'https:') row.values[field] = cell;
    else row.remarks.push({ key: 'notHttps', column, given: pieces(cell, 100)[0]! });
  } else if (kind.kind === 'line' || kind.kind === 'text') {
    const characters = [...(kind.kind === 'line' ? cell.replace(/[\r\n]+/g, ' ') : cell)];
    row.values[field] = characters.slice(0, kind.max).join('');
    if (characters.length > kind.max) row.remarks.push({ key: 'cut', column, given: String(kind.max) });
  }
}

/** Any of several words, apart by semicolons, bars or commas, which may stand within one too; what is not known is "other". */
function capabilitiesIn(cell: string): string[] {
  const known = (part: string) => knownWord('capabilities', part);
  const apart = (text: string, by: RegExp) => text.split(by).filter((part) => part.trim() !== '');
  const words = apart(cell, /[;|\n]+/).flatMap((part) => {
    const whole = known(part);
    return whole ? [whole] : apart(part, /[,/]+/).map((word) => known(word) ?? 'other');
  });
  return CAPABILITIES.filter((capability) => words.includes(capability));
}

function readDayCell(row: RowRead, field: Imported, cell: string, column: string, choices: Choices): void {
  const found = readDay(cell);
  if (!found) {
    row.remarks.push({ key: 'notUnderstood', column, given: pieces(cell, 100)[0]! });
    return;
  }
  if (found.kind === 'day') row.values[field] = found.day;
  else if (found.kind === 'ambiguous') {
    if (choices.dayOrder) row.values[field] = choices.dayOrder === 'day' ? found.dayFirst : found.monthFirst;
    else row.remarks.push({ key: 'ambiguousDay', column, given: cell });
  } else if (choices.partialDays === 'first') row.values[field] = found.first;
  else if (choices.partialDays === 'empty') row.remarks.push({ key: 'emptyDay', column, given: cell });
  else row.remarks.push({ key: 'partialDay', column, given: cell });
}
