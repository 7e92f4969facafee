import { expect, test } from 'vitest';
import { day } from '../src/domain/day.ts';
import { dayAhead, dayBack, writtenDay } from '../src/when.ts';

/** A Tuesday. */
const TODAY = day('2026-11-24');
const text = (found: { toString(): string } | null) => found?.toString();

test.each([
  ['december 1', '2026-12-01'],
  ['Dec 1st', '2026-12-01'],
  ['on 1 December', '2026-12-01'],
  ['January 5', '2027-01-05'],
  ['Dec. 1, 2027', '2027-12-01'],
  ['friday', '2026-11-27'],
  ['in two weeks', '2026-12-08'],
  ['2027-01-05', '2027-01-05'],
  ['1er décembre', '2026-12-01'],
  ['le 1er decembre', '2026-12-01'],
  ['5 août', '2027-08-05'],
  ['15 févr.', '2027-02-15'],
  ['vendredi', '2026-11-27'],
  ['dans 3 jours', '2026-11-27'],
])('a day ahead is understood as people write it: %s', (typed, expected) =>
  expect(text(writtenDay(typed, TODAY, 'ahead'))).toBe(expected),
);

test.each([
  ['november 1', '2026-11-01'],
  ['december 1', '2025-12-01'],
  ['depuis le 1er décembre', '2025-12-01'],
  ['since monday', '2026-11-23'],
  ['friday', '2026-11-20'],
  ['il y a 2 semaines', '2026-11-10'],
  ['week', '2026-11-17'],
])('looking back, the last such day is meant: %s', (typed, expected) =>
  expect(text(dayBack(typed, TODAY))).toBe(expected),
);

test.each([
  '12/01',
  '01.12.2026',
  '1-12',
  'may',
  'mar',
  'MTO',
  'december',
  'hello',
  'AI-0042',
  '2026-13-40',
  '',
])('what is no day, or may be two, is not guessed: “%s”', (typed) => {
  expect(dayAhead(typed, TODAY)).toBeNull();
  expect(dayBack(typed, TODAY)).toBeNull();
});
