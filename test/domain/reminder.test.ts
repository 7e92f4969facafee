import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, day, daysBetween, instant, isBefore } from '../../src/domain/day.ts';
import {
  type Item,
  isWorkingTime,
  reminderFor,
  snoozeChoices,
  snoozeLimit,
  stageReached,
  type Told,
} from '../../src/domain/reminder.ts';
import { anAssessment, aPerson, TODAY } from '../support/builders.ts';

const anItem = (given: Partial<Item> & { dueIn?: number; snoozedUntil?: string } = {}): Item => ({
  assessment: anAssessment({
    dueOn: addDays(TODAY, given.dueIn ?? 7),
    snoozedUntil: given.snoozedUntil ? day(given.snoozedUntil) : null,
  }),
  role: given.role ?? 'owner',
  told: given.told ?? [],
});

describe('the stage that a review has reached', () => {
  test.each([
    [31, null],
    [30, '30'],
    [29, '30'],
    [8, '30'],
    [7, '7'],
    [6, '7'],
    [2, '7'],
    [1, '1'],
    [0, 'due'],
    [-1, 'due'],
    [-6, 'due'],
    [-7, 'late-7'],
    [-13, 'late-7'],
    [-14, 'late-14'],
    [-70, 'late-70'],
  ])('%i days before it is due is %s', (days, stage) =>
    expect(stageReached(addDays(TODAY, days), TODAY)).toBe(stage),
  );
});

describe('a reminder', () => {
  test('is owed on day 6 when the bot was down on day 7, once', () => {
    const item = anItem({ dueIn: 6 });
    expect(reminderFor([item], TODAY)?.map(({ stage }) => stage)).toEqual(['7']);
    const told: Told = { stage: '7', dueOn: item.assessment.dueOn, toldOn: TODAY };
    expect(reminderFor([{ ...item, told: [told] }], addDays(TODAY, 1))).toBeNull();
  });

  test('after a long silence tells the latest stage only', () =>
    expect(reminderFor([anItem({ dueIn: -40 })], TODAY)?.map(({ stage }) => stage)).toEqual(['late-35']));

  test('goes to the backup from the due day on', () => {
    expect(reminderFor([anItem({ role: 'backup', dueIn: 1 })], TODAY)).toBeNull();
    expect(reminderFor([anItem({ role: 'backup', dueIn: 0 })], TODAY)).toHaveLength(1);
  });

  test('lists all that is due, worst first, when one of them is news', () => {
    const old = anItem({ dueIn: 20 });
    const told = [{ stage: '30', dueOn: old.assessment.dueOn, toldOn: day('2026-02-20') }];
    const listed = reminderFor([{ ...old, told }, anItem({ dueIn: -3 })], TODAY);
    expect(listed?.map(({ stage }) => stage)).toEqual(['due', '30']);
  });

  test('says nothing of what is snoozed, and speaks again when the snooze ends', () => {
    const item = anItem({ dueIn: 3, snoozedUntil: '2026-03-04' });
    const told = [{ stage: '7', dueOn: item.assessment.dueOn, toldOn: TODAY }];
    expect(reminderFor([{ ...item, told }], day('2026-03-03'))).toBeNull();
    expect(reminderFor([{ ...item, told }], day('2026-03-04'))).toHaveLength(1);
  });

  test('begins anew when the due day was moved', () => {
    const item = anItem({ dueIn: 7 });
    expect(
      reminderFor([{ ...item, told: [{ stage: '7', dueOn: day('2026-12-01'), toldOn: TODAY }] }], TODAY),
    ).toHaveLength(1);
  });

  test('never tells a stage twice, whatever days the bot is up', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -45, max: 120 }), { maxLength: 80 }), (days) => {
        const told: Told[] = [];
        for (const offset of [...days].sort((a, b) => a - b)) {
          const today = addDays(TODAY, offset);
          const listed = reminderFor([{ ...anItem({ dueIn: 0 }), told }], today);
          for (const { stage, item } of listed ?? [])
            told.push({ stage, dueOn: item.assessment.dueOn, toldOn: today });
        }
        const stages = told.map(({ stage }) => stage);
        expect(new Set(stages).size).toBe(stages.length);
      }),
    ));
});

describe('working time', () => {
  test.each([
    ['2026-03-02T13:59:59Z', 'America/Toronto', false],
    ['2026-03-02T14:00:00Z', 'America/Toronto', true],
    ['2026-03-02T21:59:59Z', 'America/Toronto', true],
    ['2026-03-02T22:00:00Z', 'America/Toronto', false],
    ['2026-03-02T14:00:00Z', 'America/Vancouver', false],
    ['2026-03-02T17:00:00Z', 'America/Vancouver', true],
    ['2026-02-28T15:00:00Z', 'America/Toronto', false],
    ['2026-03-01T15:00:00Z', 'America/Toronto', false],
    // The clocks went forward on 8 March: nine o'clock came an hour earlier.
    ['2026-03-09T13:00:00Z', 'America/Toronto', true],
  ])('at %s in %s: %s', (now, zone, atWork) =>
    expect(isWorkingTime(instant(now), aPerson({ timeZone: zone }))).toBe(atWork),
  );
});

describe('a snooze', () => {
  test.each([
    ['two weeks at most', 30, '2026-03-16'],
    ['never past 30 days overdue', -25, '2026-03-07'],
  ])('is %s', (_, dueIn, limit) => expect(snoozeLimit(addDays(TODAY, dueIn), TODAY)).toEqual(day(limit)));

  test('is refused once a review is 30 days late', () =>
    expect(snoozeLimit(addDays(TODAY, -30), TODAY)).toBeNull());

  test('offers only days within the limit', () => {
    expect(snoozeChoices(addDays(TODAY, -27), TODAY)).toMatchObject({
      tomorrow: day('2026-03-03'),
      monday: null,
    });
    expect(snoozeChoices(addDays(TODAY, 5), TODAY).monday).toEqual(day('2026-03-09'));
  });

  test('never lasts longer than the limits, whatever the due day', () =>
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), (dueIn) => {
        const limit = snoozeLimit(addDays(TODAY, dueIn), TODAY);
        if (!limit) return;
        expect(daysBetween(TODAY, limit)).toBeLessThanOrEqual(14);
        expect(isBefore(addDays(addDays(TODAY, dueIn), 30), limit)).toBe(false);
      }),
    ));
});
