import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextDue, overdue } from '../../src/domain/assessment.ts';
import { addDays, addMonths, day, isBefore } from '../../src/domain/day.ts';
import { anAssessment, TODAY } from '../support/builders.ts';

const anyDay = fc.integer({ min: 0, max: 4000 }).map((days) => addDays(day('2024-01-01'), days));

describe('next due', () => {
  test.each([
    ['early', '2026-03-01', '2026-01-10', 12, '2027-01-10'],
    ['late', '2026-03-01', '2026-05-20', 12, '2027-03-01'],
    ['on the day', '2026-03-01', '2026-03-01', 24, '2028-03-01'],
    ['on 31 August, for six months', '2026-08-31', '2026-08-31', 6, '2027-02-28'],
    ['on 31 August before a leap year, for six months', '2027-08-31', '2027-08-31', 6, '2028-02-29'],
    ['on a leap day', '2028-02-29', '2028-02-29', 12, '2029-02-28'],
  ])('a review completed %s is next due an interval after the earlier day', (_, due, done, months, next) =>
    expect(nextDue(day(due), day(done), months)).toEqual(day(next)),
  );

  test('is never further from the completion, nor from the day it was due, than the policy allows', () =>
    fc.assert(
      fc.property(anyDay, anyDay, fc.constantFrom(6, 12, 24), (due, done, months) => {
        const next = nextDue(due, done, months);
        expect(isBefore(addMonths(due, months), next)).toBe(false);
        expect(isBefore(addMonths(done, months), next)).toBe(false);
      }),
    ));
});

describe('overdue', () => {
  test.each(['not-started', 'in-progress', 'submitted'] as const)('holds for a review that is %s', (state) =>
    expect(overdue(anAssessment({ state, dueOn: day('2026-03-01') }), TODAY)).toBe(true),
  );

  test.each(['completed', 'waived', 'not-required'] as const)(
    'does not hold for a review that is %s',
    (state) => expect(overdue(anAssessment({ state, dueOn: day('2026-03-01') }), TODAY)).toBe(false),
  );

  test('begins the day after the due day', () =>
    expect(overdue(anAssessment({ dueOn: TODAY }), TODAY)).toBe(false));
});
