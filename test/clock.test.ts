import { expect, test } from 'vitest';
import { lastWeekly, nextRun } from '../src/clock.ts';
import { instant } from '../src/domain/day.ts';

const TORONTO = 'America/Toronto';
const MONDAY_AT_NINE = '0 9 * * 1';

// The clocks go back on 1 November 2026 and forward on 14 March 2027.
test.each([
  ['at nine on Monday itself', '2026-11-02T14:00:00Z', '2026-11-02T14:00:00Z'],
  ['just before it', '2026-11-02T13:59:59Z', '2026-10-26T13:00:00Z'],
  ['on the Sunday on which the clocks go back', '2026-11-01T18:00:00Z', '2026-10-26T13:00:00Z'],
  ['a week after that', '2026-11-09T13:59:59Z', '2026-11-02T14:00:00Z'],
  ['in the week in which they go forward', '2027-03-15T12:59:59Z', '2027-03-08T14:00:00Z'],
  ['after it', '2027-03-15T13:00:00Z', '2027-03-15T13:00:00Z'],
])('the last weekly time is found %s', (_, now, last) =>
  expect(lastWeekly(MONDAY_AT_NINE, TORONTO, instant(now)).toString()).toBe(last),
);

test('a job keeps its hour on the wall when the clocks change', () => {
  expect(nextRun('0 9 * * *', TORONTO, instant('2026-10-31T13:00:00Z')).toString()).toBe(
    '2026-11-01T14:00:00Z',
  );
  expect(nextRun('0 9 * * *', TORONTO, instant('2027-03-13T14:00:00Z')).toString()).toBe(
    '2027-03-14T13:00:00Z',
  );
});
