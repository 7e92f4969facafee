import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeness } from '../../src/domain/completeness.ts';
import { day, isoWeek, nextMonday } from '../../src/domain/day.ts';
import { isCalled } from '../../src/domain/organization.ts';
import { mayEdit, mayUse } from '../../src/domain/permission.ts';
import { languageOf } from '../../src/domain/person.ts';
import { parseSystemNumber, systemNumber } from '../../src/domain/system.ts';
import { fold, pieces, shortened } from '../../src/domain/text.ts';
import { aCaller, anOrganization, aSystem } from '../support/builders.ts';

describe('a system’s number', () => {
  test.each([
    ['AI-0042', 42],
    ['ai-42', 42],
    ['AI 42', 42],
    ['IA-0042', 42],
    ['42', 42],
    ['AI–0042', 42],
    ['AI-12345', 12345],
    ['AI', null],
    ['forty', null],
    ['', null],
    ['4 2', null],
  ])('“%s” is %s', (typed, number) => expect(parseSystemNumber(typed)).toBe(number));

  test('is read as it is written', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (n) => {
        expect(parseSystemNumber(systemNumber(n))).toBe(n);
      }),
    ));
});

describe('text', () => {
  test('is compared without case, accents and spare spaces', () =>
    expect(fold('  Évaluation   de l’ŒUVRE ')).toBe('evaluation de l’oeuvre'));

  test('is cut between whole characters, and nothing of it is lost', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 20, max: 80 }),
        (text, max) => {
          const parts = pieces(text, max);
          expect(parts.join('')).toBe(text);
          for (const part of parts) expect(part.length).toBeLessThanOrEqual(max);
        },
      ),
    ));

  test('that is too long ends in an ellipsis within the limit', () => {
    expect(shortened('🙂'.repeat(50), 20)).toBe(`${'🙂'.repeat(9)}…`);
    expect(shortened('short', 20)).toBe('short');
  });
});

describe('completeness', () => {
  test('names what is missing, unknown among it', () =>
    expect(completeness(aSystem({ tier: 'untiered', users: 'unknown' })).missing).toEqual(
      expect.arrayContaining(['tier', 'users', 'backupId']),
    ));

  test('is 100 percent when nothing is missing', () => {
    const filled = {
      backupId: 'U2',
      executive: 'x',
      purpose: 'x',
      capabilities: ['search'],
      autonomy: 'reviews',
      oversight: 'x',
      data: 'x',
      developer: 'vendor',
      authority: 'x',
      notice: 'yes',
      challenge: 'x',
      disclosure: 'open',
    } as const;
    expect(completeness(aSystem({ ...filled, capabilities: ['search'] }))).toEqual({
      percent: 100,
      missing: [],
    });
  });
});

describe('permission', () => {
  const system = aSystem({ ownerId: 'U1', backupId: 'U2', organizationId: 1 });
  test.each([
    ['the owner', aCaller({ id: 'U1' }), true],
    ['the backup', aCaller({ id: 'U2' }), true],
    ['a lead of the organization', aCaller({ id: 'U9', leads: [1] }), true],
    ['a lead of another organization', aCaller({ id: 'U9', leads: [2] }), false],
    ['an administrator', aCaller({ id: 'U9', administrator: true }), true],
    ['anybody else', aCaller({ id: 'U9' }), false],
    ['an owner who became a guest', aCaller({ id: 'U1', guest: true }), false],
    ['an owner whose account is deactivated', aCaller({ id: 'U1', active: false }), false],
  ])('lets %s change a record: %s', (_, caller, may) => expect(mayEdit(caller, system)).toBe(may));

  test('lets guests use nothing', () => expect(mayUse(aCaller({ guest: true }))).toBe(false));
});

test.each([
  ['mto', true],
  ['Ministère des transports', true],
  ['ministry of transportation', true],
  ['TRANSPORTATION', true],
  ['Transit', false],
])('an organization is called by acronym, name or alias in either language: “%s” %s', (typed, is) =>
  expect(isCalled(anOrganization(), typed)).toBe(is),
);

test.each([
  ['fr-CA', 'fr'],
  ['fr', 'fr'],
  ['fr_FR', 'fr'],
  ['fry-NL', 'en'],
  ['en-US', 'en'],
  [undefined, 'en'],
])('a person with locale %s reads %s', (locale, language) => expect(languageOf(locale)).toBe(language));

test('weeks are ISO weeks, and next Monday is never today', () => {
  expect(isoWeek(day('2027-01-03'))).toBe('2026-W53');
  expect(isoWeek(day('2027-01-04'))).toBe('2027-W01');
  expect(nextMonday(day('2026-03-02'))).toEqual(day('2026-03-09'));
  expect(nextMonday(day('2026-03-08'))).toEqual(day('2026-03-09'));
});
