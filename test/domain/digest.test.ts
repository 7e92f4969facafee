import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewChange } from '../../src/domain/change.ts';
import { instant } from '../../src/domain/day.ts';
import { folding, nextWindow, type Window } from '../../src/domain/digest.ts';

const edited = (field: string, from: string | null, to: string | null): NewChange => ({
  kind: 'edited',
  field,
  from,
  to,
});
const folded = (...changes: NewChange[]) => {
  const fold = folding();
  for (const change of changes) fold.add(change);
  return fold.lines();
};

describe('folding', () => {
  test('makes five edits of a field one line, from the first value to the last', () =>
    expect(
      folded(...['I', 'II', 'III', 'II', 'IV'].map((to, i) => edited('tier', i ? 'x' : 'untiered', to))),
    ).toEqual([{ kind: 'edited', field: 'tier', from: 'untiered', to: 'IV', times: 5 }]));

  test('says nothing of a value that came back to where it was', () =>
    expect(folded(edited('tier', 'I', 'II'), edited('tier', 'II', 'I'))).toEqual([]));

  test('makes one line of all edits that nobody waits for', () =>
    expect(folded(edited('vendor', null, 'A'), edited('data', null, 'B'))).toMatchObject([
      { field: null, times: 2 },
    ]));

  test('tells of a registration, not of the edits that came with it', () =>
    expect(
      folded({ kind: 'registered', field: null, from: null, to: 'x' }, edited('tier', 'untiered', 'II')).map(
        (l) => l.kind,
      ),
    ).toEqual(['registered']));

  test('leaves the bookkeeping of the policy out', () =>
    expect(folded({ kind: 'opened', field: 'PIA', from: null, to: '2026-03-02' })).toEqual([]));
});

test('digests’ windows tile time: neither gap nor overlap, whenever they run', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 1, maxLength: 30 }),
      (pauses) => {
        const began = instant('2026-01-05T14:00:00Z');
        let now = began;
        let last: Window | null = null;
        for (const seconds of pauses) {
          now = now.add({ seconds: seconds + 60 });
          const window: Window = nextWindow(last, began, now);
          expect(window.from).toEqual(last?.until ?? began);
          expect(window.until.epochMilliseconds).toBeGreaterThan(window.from.epochMilliseconds - 1);
          last = window;
        }
      },
    ),
  ));
