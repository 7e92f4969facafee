import Holidays from 'date-holidays';
import { LRUCache } from 'lru-cache';
import type { Day } from './domain/day.ts';
import { type IsHoliday, NO_HOLIDAYS } from './domain/reminder.ts';

const YEARS = 10;

/** Whether `region` names a country, or a country and a region of it, whose holidays are known: CA, CA-ON. */
export function isRegion(region: string): boolean {
  const [country = '', state] = region.split('-');
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries() ?? {}, country)) return false;
  return state === undefined || Object.hasOwn(known.getStates(country) ?? {}, state);
}

/** The public holidays of a region, the days that stand in for those at a weekend among them; null for none. */
export function publicHolidays(region: string | null): IsHoliday {
  if (region === null) return NO_HOLIDAYS;
  const [country = '', state] = region.split('-');
  const calendar = state ? new Holidays(country, state) : new Holidays(country);
  const years = new LRUCache<number, Set<string>>({ max: YEARS });
  return (on: Day) => {
    let days = years.get(on.year);
    if (!days) {
      const found = calendar.getHolidays(on.year).filter(({ type }) => type === 'public');
      days = new Set(found.map(({ date }) => date.slice(0, 10)));
      years.set(on.year, days);
    }
    return days.has(on.toString());
  };
}
