import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, day, daysBetween, instant, isBefore } from '../../src/domain/day.ts';
import { PRESET } from '../../src/domain/person.ts';
import {
  askedForOwner,
  type Item,
  isWorkingTime,
  NO_HOLIDAYS,
  reminderFor,
  snoozeChoices,
  snoozeLimit,
  stageReached,
  type Told,
} from '../../src/domain/reminder.ts';
import { publicHolidays } from '../../src/holidays.ts';
import { anAssessment, aPerson, TODAY } from '../support/builders.ts';

/** What is told today; null when nothing of it is news. */
const toldToday = (...given: Parameters<typeof reminderFor>) => {
  const { listed, news } = reminderFor(...given);
  return news ? listed : null;
};

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
    expect(toldToday([item], TODAY)?.map(({ stage }) => stage)).toEqual(['7']);
    const told: Told = { stage: '7', dueOn: item.assessment.dueOn, toldOn: TODAY };
    expect(toldToday([{ ...item, told: [told] }], addDays(TODAY, 1))).toBeNull();
  });

  test('after a long silence tells the latest stage only', () =>
    expect(toldToday([anItem({ dueIn: -40 })], TODAY)?.map(({ stage }) => stage)).toEqual(['late-35']));

  test('goes to the backup from the due day on', () => {
    expect(toldToday([anItem({ role: 'backup', dueIn: 1 })], TODAY)).toBeNull();
    expect(toldToday([anItem({ role: 'backup', dueIn: 0 })], TODAY)).toHaveLength(1);
  });

  test('lists all that is due, worst first, when one of them is news', () => {
    const old = anItem({ dueIn: 20 });
    const told = [{ stage: '30', dueOn: old.assessment.dueOn, toldOn: day('2026-02-20') }];
    const listed = toldToday([{ ...old, told }, anItem({ dueIn: -3 })], TODAY);
    expect(listed?.map(({ stage }) => stage)).toEqual(['due', '30']);
  });

  test('says nothing of what is snoozed, and speaks again when the snooze ends', () => {
    const item = anItem({ dueIn: 3, snoozedUntil: '2026-03-04' });
    const told = [{ stage: '7', dueOn: item.assessment.dueOn, toldOn: TODAY }];
    expect(toldToday([{ ...item, told }], day('2026-03-03'))).toBeNull();
    expect(toldToday([{ ...item, told }], day('2026-03-04'))).toHaveLength(1);
  });

  test('begins anew when the due day was moved', () => {
    const item = anItem({ dueIn: 7 });
    expect(
      toldToday([{ ...item, told: [{ stage: '7', dueOn: day('2026-12-01'), toldOn: TODAY }] }], TODAY),
    ).toHaveLength(1);
  });

  test('never tells a stage twice, whatever days the bot is up', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -45, max: 120 }), { maxLength: 80 }), (days) => {
        const told: Told[] = [];
        for (const offset of [...days].sort((a, b) => a - b)) {
          const today = addDays(TODAY, offset);
          const listed = toldToday([{ ...anItem({ dueIn: 0 }), told }], today);
          for (const { stage, item } of listed ?? [])
            told.push({ stage, dueOn: item.assessment.dueOn, toldOn: today });
        }
        const stages = told.map(({ stage }) => stage);
        expect(new Set(stages).size).toBe(stages.length);
      }),
    ));
});

describe('a due day that is a day off', () => {
  const ontario = publicHolidays('CA-ON');
  // Good Friday is 3 April 2026, Easter Monday the 6th; TODAY is a Monday.
  test.each([
    ['a Saturday', '2026-03-14', '2026-03-13'],
    ['a Sunday', '2026-03-15', '2026-03-13'],
    ['Good Friday', '2026-04-03', '2026-04-02'],
    ['Easter Monday', '2026-04-06', '2026-04-02'],
    ['Canada Day', '2026-07-01', '2026-06-30'],
    ['a leap day at work', '2028-02-29', '2028-02-29'],
  ])('(%s, %s) is told on the working day before it, %s', (_, dueOn, toldOn) => {
    const dueToday = (on: string) =>
      reminderFor(
        [{ ...anItem(), assessment: anAssessment({ dueOn: day(dueOn) }) }],
        day(on),
        PRESET,
        ontario,
      ).listed.map(({ stage }) => stage);
    expect(dueToday(toldOn)).toEqual(['due']);
    expect(dueToday(addDays(day(toldOn), -1).toString())).not.toEqual(['due']);
  });

  test('is told on its day to those who chose to hear on holidays', () => {
    const item = { ...anItem(), assessment: anAssessment({ dueOn: day('2026-04-03') }) };
    const settings = { ...PRESET, holidays: true };
    expect(
      reminderFor([item], day('2026-04-02'), settings, ontario).listed.map(({ stage }) => stage),
    ).toEqual(['1']);
  });
});

describe('who is asked for an owner', () => {
  test.each([
    [0, { backup: true, leads: true }, ['backup']],
    [6, { backup: true, leads: true }, ['backup']],
    [7, { backup: true, leads: true }, ['backup', 'lead']],
    [14, { backup: true, leads: true }, ['backup', 'lead', 'administrator']],
    [0, { backup: false, leads: true }, ['lead']],
    [0, { backup: false, leads: false }, ['administrator']],
  ] as const)('%i days after, with %o: %o', (days, there, asked) =>
    expect(askedForOwner(TODAY, addDays(TODAY, days), there)).toEqual(asked),
  );
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
    expect(isWorkingTime(instant(now), aPerson({ timeZone: zone }), NO_HOLIDAYS)).toBe(atWork),
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
      tomorrow: { until: day('2026-03-03'), heardOn: day('2026-03-03') },
      monday: null,
    });
    expect(snoozeChoices(addDays(TODAY, 5), TODAY).monday?.until).toEqual(day('2026-03-09'));
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
