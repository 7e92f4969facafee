import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, day, isBefore } from '../../src/domain/day.ts';
import {
  DEFAULT_POLICY,
  everyMonths,
  isMaterial,
  plan,
  requirements,
  type Traits,
} from '../../src/domain/policy.ts';
import { KNOWN, LIFECYCLES, TIERS, USERS } from '../../src/domain/system.ts';
import { anAssessment, aSystem, TODAY } from '../support/builders.ts';

const required = (traits: Partial<Traits>) =>
  requirements(aSystem(traits), DEFAULT_POLICY).map(({ rule }) => rule.type);

const opened = (
  before: Partial<Traits> | null,
  after: Partial<Traits>,
  assessments = [] as ReturnType<typeof anAssessment>[],
) => plan(before && aSystem(before), aSystem(after), assessments, DEFAULT_POLICY, TODAY);

const anyTraits: fc.Arbitrary<Traits> = fc.record({
  tier: fc.constantFrom(...TIERS),
  lifecycle: fc.constantFrom(...LIFECYCLES),
  users: fc.constantFrom(...USERS),
  personalInformation: fc.constantFrom(...KNOWN),
});

describe('the default policy', () => {
  test.each([
    ['an untiered system', { tier: 'untiered' }, ['TRIAGE', 'VALIDATE']],
    ['tier I', { tier: 'I' }, ['VALIDATE']],
    ['tier II in development', { tier: 'II' }, ['AIA', 'BIAS', 'VALIDATE']],
    ['tier II in pilot', { tier: 'II', lifecycle: 'pilot' }, ['AIA', 'TRA', 'BIAS', 'VALIDATE']],
    [
      'tier III in production',
      { tier: 'III', lifecycle: 'production' },
      ['AIA', 'TRA', 'HRIA', 'BIAS', 'PEER', 'VALIDATE'],
    ],
    ['personal information', { tier: 'I', personalInformation: 'yes' }, ['PIA', 'VALIDATE']],
    ['the public as users', { tier: 'I', users: 'both' }, ['ACC', 'VALIDATE']],
    ['a retired system', { tier: 'IV', lifecycle: 'retired', personalInformation: 'yes' }, []],
  ] as const)('asks of %s for %j: %j', (_, traits, types) => expect(required(traits)).toEqual(types));

  test('asks for an AIA each 6 months at tier IV and each 12 at II and III', () => {
    const aia = DEFAULT_POLICY.find(({ type }) => type === 'AIA')!;
    expect((['II', 'III', 'IV'] as const).map((tier) => everyMonths(aia, tier))).toEqual([12, 12, 6]);
  });

  test('confirms a record of tier I each 24 months, all others each 12', () => {
    const validate = DEFAULT_POLICY.find(({ type }) => type === 'VALIDATE')!;
    expect(TIERS.map((tier) => everyMonths(validate, tier))).toEqual([12, 24, 12, 12, 12]);
  });
});

describe('registering', () => {
  test('gives an untiered system 30 days to decide its tier', () =>
    expect(opened(null, { tier: 'untiered' }).open).toContainEqual({
      type: 'TRIAGE',
      countsFrom: TODAY,
      dueOn: day('2026-04-01'),
    }));
});

describe('a change of a system', () => {
  test('closes what no longer applies', () => {
    const pia = anAssessment({ type: 'PIA' });
    expect(opened({ personalInformation: 'yes' }, { personalInformation: 'no' }, [pia]).close).toEqual([pia]);
  });

  test('opens what begins to apply', () =>
    expect(opened({ users: 'staff' }, { users: 'public' }).open.map(({ type }) => type)).toContain('ACC'));

  test.each([
    ['tier up', { tier: 'III' }, { tier: 'IV' }],
    [
      'new personal information',
      { tier: 'III', personalInformation: 'unknown' },
      { tier: 'III', personalInformation: 'yes' },
    ],
    ['into production', { tier: 'III', lifecycle: 'pilot' }, { tier: 'III', lifecycle: 'production' }],
  ] as const)('brings HRIA within 90 days when it is material: %s', (_, before, after) => {
    const hria = anAssessment({ type: 'HRIA', dueOn: day('2027-01-01') });
    expect(opened(before, after, [hria]).move).toContainEqual({
      assessment: hria,
      dueOn: addDays(TODAY, 90),
    });
  });

  test('moves nothing when it is not material', () => {
    const hria = anAssessment({ type: 'HRIA', dueOn: day('2027-01-01') });
    expect(opened({ tier: 'III' }, { tier: 'III', users: 'both' }, [hria]).move).toEqual([]);
  });

  test('brings a review forward when its interval became shorter', () => {
    const aia = anAssessment({ type: 'AIA', countsFrom: day('2026-02-01'), dueOn: day('2027-02-01') });
    expect(opened({ tier: 'III' }, { tier: 'IV' }, [aia]).move).toContainEqual({
      assessment: aia,
      dueOn: day('2026-08-01'),
    });
  });

  test('leaves what a person found not required as it is, until a material change', () => {
    const excused = anAssessment({ type: 'HRIA', state: 'not-required', decidedBy: 'U1' });
    expect(
      opened({ tier: 'III' }, { tier: 'III', users: 'both' }, [excused]).open.map((o) => o.type),
    ).not.toContain('HRIA');
    expect(opened({ tier: 'III' }, { tier: 'IV' }, [excused]).open.map((o) => o.type)).toContain('HRIA');
  });

  test('never leaves a retired system with open assessments', () =>
    fc.assert(
      fc.property(anyTraits, (before) => {
        const open = requirements(before, DEFAULT_POLICY).map(({ rule }, id) =>
          anAssessment({ id, type: rule.type }),
        );
        const { open: opens, close } = plan(
          before,
          { ...before, lifecycle: 'retired' },
          open,
          DEFAULT_POLICY,
          TODAY,
        );
        expect(opens).toEqual([]);
        expect(close).toHaveLength(open.length);
      }),
    ));

  test('never puts a review off, nor lets its interval grow past the policy’s', () =>
    fc.assert(
      fc.property(anyTraits, anyTraits, fc.integer({ min: -400, max: 400 }), (before, after, days) => {
        const open = requirements(before, DEFAULT_POLICY).map(({ rule }, id) =>
          anAssessment({
            id,
            type: rule.type,
            countsFrom: addDays(TODAY, days - 300),
            dueOn: addDays(TODAY, days),
          }),
        );
        const result = plan(before, after, open, DEFAULT_POLICY, TODAY);
        for (const { assessment, dueOn } of result.move) expect(isBefore(dueOn, assessment.dueOn)).toBe(true);
        for (const { type, dueOn } of result.open) {
          const months = everyMonths(DEFAULT_POLICY.find((rule) => rule.type === type)!, after.tier) ?? 12;
          expect(isBefore(addMonths(TODAY, months), dueOn)).toBe(false);
        }
      }),
    ));

  test('asks for exactly what the policy requires, and nothing twice', () =>
    fc.assert(
      fc.property(anyTraits, anyTraits, (before, after) => {
        const open = requirements(before, DEFAULT_POLICY).map(({ rule }, id) =>
          anAssessment({ id, type: rule.type }),
        );
        const { open: opens, close } = plan(before, after, open, DEFAULT_POLICY, TODAY);
        const closed = new Set(close.map(({ type }) => type));
        const left = [
          ...open.map(({ type }) => type).filter((type) => !closed.has(type)),
          ...opens.map(({ type }) => type),
        ];
        expect(left.sort()).toEqual(
          requirements(after, DEFAULT_POLICY)
            .map(({ rule }) => rule.type)
            .sort(),
        );
      }),
    ));
});

test('a change is material in one direction only', () => {
  expect(isMaterial(aSystem({ tier: 'III' }), aSystem({ tier: 'II' }))).toBe(false);
  expect(isMaterial(aSystem({ lifecycle: 'production' }), aSystem({ lifecycle: 'paused' }))).toBe(false);
});
