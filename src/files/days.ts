import { type Day, day, isDay } from '../domain/day.ts';
import { fold } from '../domain/text.ts';

/** What a cell says of a day: one day, one of two, or only a month or a year. */
export type DayRead =
  | { kind: 'day'; day: Day }
  | { kind: 'ambiguous'; dayFirst: Day; monthFirst: Day }
  /** Its first day; which century, where two digits leave that open, is a guess that somebody has to confirm. */
  | { kind: 'partial'; first: Day };

const MONTHS = [
  ['jan', 'january', 'janv', 'janvier', 'januari'],
  ['feb', 'february', 'fev', 'fevr', 'fevrier', 'februari'],
  ['mar', 'march', 'mars', 'maart', 'mrt'],
  ['apr', 'april', 'avr', 'avril'],
  ['may', 'mai', 'mei'],
  ['jun', 'june', 'juin', 'juni'],
  ['jul', 'july', 'juil', 'juillet', 'juli'],
  ['aug', 'august', 'aout', 'augustus'],
  ['sep', 'sept', 'september', 'septembre'],
  ['oct', 'october', 'octobre', 'okt', 'oktober'],
  ['nov', 'november', 'novembre'],
  ['dec', 'december', 'decembre'],
];
/** Two digits up to this are of this century. */
const PIVOT = 69;

const monthOf = (word: string): number => MONTHS.findIndex((names) => names.includes(word)) + 1;
const century = (year: string): number =>
  year.length > 2 ? Number(year) : Number(year) + (Number(year) > PIVOT ? 1900 : 2000);

function made(year: number, month: number, date: number): Day | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return year > 1900 && year < 2200 && isDay(text) ? day(text) : null;
}
const read = (found: Day | null): DayRead | null => found && { kind: 'day', day: found };
const partial = (found: Day | null): DayRead | null => found && { kind: 'partial', first: found };

/** Reads a day in the shapes in which inventories have them; null for what is none. Nothing is guessed. */
export function readDay(text: string): DayRead | null {
  const given = fold(text)
    .replace(/[,]/g, ' ')
    .replace(/(\d)(?:st|nd|rd|th|er)\b/g, '$1')
    .replace(/\s+/g, ' ');
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$/.exec(given);
  if (iso) return read(made(Number(iso[1]), Number(iso[2]), Number(iso[3])));
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(given);
  if (compact) return read(made(Number(compact[1]), Number(compact[2]), Number(compact[3])));
  const numbers = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)(?: .*)?$/.exec(given);
  if (numbers) return ofNumbers(Number(numbers[1]), Number(numbers[2]), numbers[3]!);
  if (/^\d{4}$/.test(given)) return partial(made(Number(given), 1, 1));
  const yearMonth = /^(\d{4})[-/.](\d{1,2})$/.exec(given);
  if (yearMonth) return partial(made(Number(yearMonth[1]), Number(yearMonth[2]), 1));
  const monthYear = /^(\d{1,2})[-/.](\d{4})$/.exec(given);
  if (monthYear) return partial(made(Number(monthYear[2]), Number(monthYear[1]), 1));
  return withMonthName(given);
}

/** 31/12/2024 and 12/31/2024 tell themselves apart; 03/04/2024 does not, unless it is 04/04. */
function ofNumbers(first: number, second: number, year: string): DayRead | null {
  const full = century(year);
  const dayFirst = made(full, second, first);
  const monthFirst = made(full, first, second);
  if (dayFirst && monthFirst && !dayFirst.equals(monthFirst))
    return { kind: 'ambiguous', dayFirst, monthFirst };
  const only = dayFirst ?? monthFirst;
  return year.length === 2 ? partial(only) : read(only);
}

/** "5 Jan 2024", "January 5 2024", "Jan-99", "janvier 2024". */
function withMonthName(given: string): DayRead | null {
  const parts = given.split(/[-/. ]+/).filter(Boolean);
  const at = parts.findIndex((part) => monthOf(part) > 0);
  if (at < 0) return null;
  const month = monthOf(parts[at]!);
  const rest = parts.filter((_, i) => i !== at);
  if (rest.some((part) => !/^\d{1,4}$/.test(part))) return null;
  const [a = '', b = ''] = rest;
  if (rest.length === 1) return partial(made(century(a), month, 1));
  if (rest.length !== 2) return null;
  const [date, year] = a.length === 4 ? [b, a] : [a, b];
  const found = made(century(year), month, Number(date));
  return year.length === 2 ? partial(found) : read(found);
}
