import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { FIRST_CHOICES } from '../../src/domain/import.ts';
import { guessedMapping } from '../../src/files/columns.ts';
import { registryCsv } from '../../src/files/csv.ts';
import { readDay } from '../../src/files/days.ts';
import { registryJson, registrySchema } from '../../src/files/json.ts';
import { readRow } from '../../src/files/row.ts';
import { readTable } from '../../src/files/table.ts';
import { knownWord, SYNONYMS } from '../../src/files/words.ts';
import { choiceText } from '../../src/views/values.ts';
import { wordsFor } from '../../src/words/words.ts';
import { anOrganization, aSystem } from '../support/builders.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const cp1252 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const cells = async (bytes: Uint8Array): Promise<unknown> => {
  const table = await readTable(bytes);
  return 'fault' in table ? table.fault : [table.headers, ...table.rows.map((row) => row.cells)];
};

describe('a table is read', () => {
  test.each([
    ['with a BOM', utf8('\uFEFFname,ministry\nA,B')],
    ['with semicolons', utf8('name;ministry\r\nA;B\r\n')],
    ['with tabs', utf8('name\tministry\nA\tB')],
    ['in UTF-16', Uint8Array.from([0xff, 0xfe, ...Buffer.from('name,ministry\nA,B', 'utf16le')])],
    ['with blank lines and spaces', utf8('\n name , ministry \n\nA, B\n\n')],
  ])('%s', async (_, bytes) =>
    expect(await cells(bytes)).toEqual([
      ['name', 'ministry'],
      ['A', 'B'],
    ]),
  );

  test('in Windows-1252', async () =>
    expect(await cells(cp1252('nom,ministère\nÉté,Santé'))).toEqual([
      ['nom', 'ministère'],
      ['Été', 'Santé'],
    ]));

  test('with quoted new lines, uneven rows, and headers that are missing or stand there twice', async () => {
    expect(await cells(utf8('name,name,\n"A\nB",C,D,E\nF'))).toEqual([
      ['name', 'name (2)', '#3'],
      ['A\nB', 'C', 'D'],
      ['F', '', ''],
    ]);
  });

  test('with the line on which each row begins', async () => {
    const table = await readTable(utf8('name\n"A\nB"\nC'));
    expect('rows' in table && table.rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  test.each([
    ['a workbook', Uint8Array.from([0x50, 0x4b, 3, 4]), 'workbook'],
    ['a PDF', utf8('%PDF-1.7'), 'notText'],
    ['only a header', utf8('name,ministry\n'), 'empty'],
    ['20,001 rows', utf8(`name\n${'x\n'.repeat(20_001)}`), 'tooManyRows'],
  ])('not when it is %s', async (_, bytes, fault) => expect(await cells(bytes)).toBe(fault));
});

describe('a day is read', () => {
  test.each([
    ['2024-12-31', '2024-12-31'],
    ['2024/1/5', '2024-01-05'],
    ['20241231', '2024-12-31'],
    ['2025-06-26T07:39:09Z', '2025-06-26'],
    ['31/12/2024', '2024-12-31'],
    ['12/31/2024', '2024-12-31'],
    ['04/04/2024', '2024-04-04'],
    ['31.12.2024', '2024-12-31'],
    ['5 January 2024', '2024-01-05'],
    ['January 5th, 2024', '2024-01-05'],
    ['5 févr. 2024', '2024-02-05'],
    ['05-Mar-2024', '2024-03-05'],
  ])('from %s', (text, day) => {
    const read = readDay(text);
    expect(read?.kind === 'day' && read.day.toString()).toBe(day);
  });

  test.each(['03/04/2024', '1-2-2024', '11/12/24'])('%s is ambiguous', (text) =>
    expect(readDay(text)?.kind).toBe('ambiguous'),
  );

  test.each([
    ['Jan-99', '1999-01-01'],
    ['2019', '2019-01-01'],
    ['2019-06', '2019-06-01'],
    ['06/2019', '2019-06-01'],
    ['mars 2021', '2021-03-01'],
    ['31/12/98', '1998-12-31'],
  ])('%s is not one day; its first is %s', (text, first) => {
    const read = readDay(text);
    expect(read?.kind === 'partial' && read.first.toString()).toBe(first);
  });

  test.each(['', 'soon', '2024-02-30', '32/01/2024', 'Q3 2024', 'constructor', '99999'])(
    'not from “%s”',
    (text) => expect(readDay(text)).toBeNull(),
  );
});

describe('columns are guessed', () => {
  test.each([
    [
      'ours',
      ['number', 'nameEn', 'organization', 'owner'],
      ['number', 'nameEn', 'organizationId', 'ownerId'],
    ],
    [
      'the UK’s',
      ['tool_name', 'publishing_body', 'phase', 'appeals_and_review'],
      ['nameEn', 'organizationId', 'lifecycle', 'challenge'],
    ],
    [
      'Canada’s',
      ['name_ai_system_en', 'government_organization', 'ai_system_status_en'],
      ['nameEn', 'organizationId', 'lifecycle'],
    ],
    [
      'the Dutch',
      ['naam', 'organisatie', 'doel', 'wettelijke_basis'],
      ['nameEn', 'organizationId', 'purpose', 'authority'],
    ],
    [
      'the US',
      ['Use Case Name', 'Agency', 'Bureau', 'Stage of Development'],
      ['nameEn', 'organizationId', 'branch', 'lifecycle'],
    ],
    [
      'French',
      ['Nom', 'Ministère', 'État', 'Fournisseur'],
      ['nameEn', 'organizationId', 'lifecycle', 'vendor'],
    ],
  ])('from %s names', (_, headers, fields) => {
    const mapping = guessedMapping(headers);
    expect(fields.map((field) => mapping[field as 'nameEn'])).toEqual(headers);
  });
});

describe('a row', () => {
  const read = (row: Record<string, string>) => {
    const headers = Object.keys(row);
    return readRow(Object.values(row), headers, guessedMapping(headers), FIRST_CHOICES);
  };

  test('is read in the words of other registers', () => {
    const { values } = read({
      name: 'A',
      status: 'In production',
      tier: 'Level 3',
      users: 'Employees',
      'personal information': 'Y',
    });
    expect(values).toMatchObject({
      lifecycle: 'production',
      tier: 'III',
      users: 'staff',
      personalInformation: 'yes',
    });
  });

  test.each(['en', 'fr'] as const)('is read in the words that our own exports use: %s', (language) => {
    for (const [field, values] of Object.entries(SYNONYMS))
      for (const value of Object.keys(values))
        expect([field, knownWord(field, choiceText(wordsFor(language), field, value))]).toEqual([
          field,
          value,
        ]);
  });

  test('has several capabilities apart by semicolons or commas, though commas stand within one', () => {
    const capabilities = (cell: string) => read({ name: 'A', capabilities: cell }).values.capabilities;
    expect(capabilities('Language: translation, summaries; Search')).toEqual(['language', 'search']);
    expect(capabilities('Langue : traduction, résumés; Recherche')).toEqual(['language', 'search']);
    expect(capabilities('search, prediction')).toEqual(['prediction', 'search']);
    expect(capabilities('search/tea leaves')).toEqual(['search', 'other']);
  });

  test('is refused where a word that is not known would make the record say something else, and told of where not', () => {
    expect(read({ name: 'A', status: 'zzz' }).remarks[0]?.key).toBe('unknownWord');
    expect(read({ name: 'A', users: 'zzz' }).remarks[0]?.key).toBe('notUnderstood');
    expect(read({ name: '' }).remarks[0]?.key).toBe('noName');
    expect(read({ name: 'A', 'access level': 'restricted' }).remarks[0]?.key).toBe('noExemption');
  });

  test('keeps 3,000 emoji of a text whole', () =>
    expect(read({ name: 'A', description: '🙂'.repeat(3000) }).values.descriptionEn).toBe('🙂'.repeat(3000)));
});

describe('an export', () => {
  const exported = {
    system: aSystem({
      nameEn: '=cmd()',
      descriptionEn: 'one\ntwo\r\n=three',
      capabilities: ['search', 'other'],
    }),
    organization: anOrganization(),
    ownerEmail: null,
  };

  test('is read by others as it was written, with formulas defused and line breaks in their cells', async () => {
    const [row] = parse(Buffer.from(await registryCsv([exported])), { bom: true, columns: true }) as Record<
      string,
      string
    >[];
    expect(row).toMatchObject({
      nameEn: "'=cmd()",
      descriptionEn: 'one\ntwo\r\n=three',
      capabilities: 'search; other',
    });
    const text = new TextDecoder().decode(await registryCsv([exported]));
    expect(text).toContain('"one\ntwo\r\n=three"');
  });

  test('as JSON fits its own schema', async () => {
    const json = JSON.parse(new TextDecoder().decode(await registryJson([exported], '2026-03-02')));
    expect(registrySchema.safeParse(json).error).toBeUndefined();
  });
});
