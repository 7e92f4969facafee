import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/sandbox/state.ts';
import { ministryField } from '../../src/views/import-forms.ts';
import { aWorkspace } from '../support/a-workspace.ts';
import { buttonsOf, organizationId, registers, textOf } from '../support/workspace.ts';

// Tables in and out, through the real Bolt: uploaded to the direct messages, previewed, written, exported.
const w = aWorkspace();
const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const says = async (user: string, line: string) => w.types(user, `/ai-registry ${line}`);

/** Sends a file, and waits for the message of its import to say `what`. */
async function uploads(user: string, name: string, content: Buffer, what: RegExp): Promise<Message> {
  const before = w.inbox(user).length;
  await w.sandbox.as(user).sends(w.sandbox.as(user).im(), name, content);
  return w.until(() =>
    w
      .inbox(user)
      .slice(before)
      .find((m) => m.bot && what.test(m.text)),
  );
}

/** Clicks, and waits for the same message to say `what`. */
async function goesOn(user: string, message: Message, label: string, what: RegExp): Promise<Message> {
  await w.clicks(user, message, label);
  return w.until(() => w.inbox(user).find((m) => m.ts === message.ts && what.test(m.text)));
}

/** The files that came to somebody since. */
const filesAfter = (user: string, ts: string) =>
  w
    .inbox(user)
    .filter((m) => m.files?.length && Number(m.ts) > Number(ts))
    .flatMap((m) => m.files ?? []);

const contentOf = (id: string): string => w.sandbox.files.get(id)?.content.toString('utf8') ?? '';

async function exported(user: string, line: string): Promise<{ name: string; text: string }[]> {
  const since = String(w.inbox(user).at(-1)?.ts ?? 0);
  await says(user, line);
  const files = await w.until(() => {
    const found = filesAfter(user, since);
    return found.length > 0 && found;
  });
  return files.map(({ id, name }) => ({ name, text: contentOf(id) }));
}

describe('import', () => {
  test('previews, writes nothing before it is confirmed, and does nothing the second time', async () => {
    const table = [
      'name,ministry,description,status,vendor',
      'Chat helper,MTO,Answers questions,In production,Acme',
      'Road sensor,Transportation,Counts cars,pilot,',
      'Lost one,Ministry of Magic,?,idea,',
      ',MTO,No name,idea,',
      'chat HELPER,MTO,Again,idea,',
    ].join('\n');
    const preview = await uploads('U0MORGAN', 'systems.csv', bytes(table), /New: 2 rows/);
    expect(preview.text).toContain('Refused: 3 rows');
    expect(preview.text).toContain("I don't know these ministries: Ministry of Magic");
    expect(preview.text).toContain('name → Name');
    expect((await says('U0MORGAN', 'find Chat helper')).text).toMatch(/Nothing matches/);
    await goesOn('U0MORGAN', preview, 'Write 2 rows', /Done: 2 rows are written/);
    const found = await says('U0AVERY', 'show Chat helper');
    expect(textOf(found.blocks)).toContain('Production');
    expect(found.text).toContain('MTO');
    const again = await uploads('U0MORGAN', 'systems.csv', bytes(table), /Same as in the registry: 2 rows/);
    expect(again.text).toContain('New: 0 rows');
    expect(buttonsOf(again.blocks).some((label) => label.startsWith('Write'))).toBe(false);
  });

  test('updates what differs, and leaves alone what a cell does not say', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Updated by table', descriptionEn: 'Kept' });
    const table = `\uFEFFnumber;name;vendor;description\r\n${number};Updated by table;Beta;\r\n`;
    const preview = await uploads('U0MORGAN', 'update.csv', bytes(table), /Update: 1 row/);
    await goesOn('U0MORGAN', preview, 'Write 1 row', /Done: 1 row/);
    const system = await w.daylight.store.systems.get(Number(number.slice(3)));
    expect(system).toMatchObject({ vendor: 'Beta', descriptionEn: 'Kept' });
  });

  test('asks how days are read that may be read in two ways, and never guesses', async () => {
    const table =
      'name,ministry,launch date\nA1,MTO,03/04/2024\nA2,MTO,31/12/2024\nA3,MTO,Jan-99\nA4,MTO,2019';
    const preview = await uploads('U0MORGAN', 'days.csv', bytes(table), /New: 1 row/);
    expect(preview.text).toMatch(/03\/04\/2024 in launch date may be read in two ways/);
    await w.clicks('U0MORGAN', preview, 'Days and lifecycle');
    await w.until(() => w.sandbox.as('U0MORGAN').screen().modals.length > 0);
    await w.submits('U0MORGAN', { dayOrder: 'day', partialDays: 'first' });
    w.sandbox.as('U0MORGAN').closeModal();
    const decided = await w.until(() =>
      w.inbox('U0MORGAN').find((m) => m.ts === preview.ts && /New: 4 rows/.test(m.text)),
    );
    await goesOn('U0MORGAN', decided, 'Write 4 rows', /Done: 4 rows/);
    const mto = (await w.daylight.store.organizations.called('MTO'))!.id;
    const names = ['A1', 'A2', 'A3', 'A4'];
    const systems = await Promise.all(names.map((name) => w.daylight.store.systems.named(mto, name)));
    expect(systems.map((s) => String(s?.startedOn))).toEqual([
      '2024-04-03',
      '2024-12-31',
      '1999-01-01',
      '2019-01-01',
    ]);
  });

  test('a lead imports for their own organization only; others not at all', async () => {
    const table = 'name,ministry\nFor MTO,MTO\nFor EDU,EDU';
    const preview = await uploads('U0CASEY', 'lead.csv', bytes(table), /New: 1 row/);
    expect(preview.text).toContain('an organization that you don');
    await uploads('U0AVERY', 'mine.csv', bytes(table), /Administrators import, and leads/);
    await goesOn('U0CASEY', preview, 'Cancel', /Cancelled. Nothing was written/);
  });

  test('ministries that the registry does not know are mapped by hand, one by one or all others', async () => {
    const table = 'name,ministry\nMagic one,Magic\nMagic two,Magic\nNo ministry,\nOdd,Oddities';
    const preview = await uploads('U0MORGAN', 'ministries.csv', bytes(table), /Refused: 4 rows/);
    await w.clicks('U0MORGAN', preview, 'Ministries');
    const view = await w.until(() => w.sandbox.as('U0MORGAN').screen().modals.at(-1));
    expect(textOf(view.blocks)).toContain('Magic');
    await w.submits('U0MORGAN', {
      [ministryField('Magic')]: await organizationId(w, 'MCM'),
      others: await organizationId(w, 'MOS'),
    });
    w.sandbox.as('U0MORGAN').closeModal();
    const mapped = await w.until(() =>
      w.inbox('U0MORGAN').find((m) => m.ts === preview.ts && /New: 4 rows/.test(m.text)),
    );
    await goesOn('U0MORGAN', mapped, 'Write 4 rows', /Done: 4 rows/);
    expect((await says('U0AVERY', 'list MCM')).text).toContain('Magic two');
    expect((await says('U0AVERY', 'list MOS')).text).toMatch(/No ministry[\s\S]*Odd/);
  });

  test('whoever types the name of a file is shown how it is sent', async () => {
    expect(await w.opens('U0MORGAN', '/ai-registry import inventory.csv')).toMatchObject({
      callback_id: 'import',
    });
  });

  test('a table can be pasted, and its columns mapped by hand', async () => {
    await w.opens('U0MORGAN', '/ai-registry import');
    expect((await w.submits('U0MORGAN', { table: 'x' })).errors?.table).toMatch(/no rows under its header/);
    const before = w.inbox('U0MORGAN').length;
    await w.submits('U0MORGAN', { table: 'what,who\nPasted one,MTO' });
    w.sandbox.as('U0MORGAN').closeModal();
    const preview = await w.until(() =>
      w
        .inbox('U0MORGAN')
        .slice(before)
        .find((m) => /Refused: 1 row/.test(m.text)),
    );
    await w.clicks('U0MORGAN', preview, 'Columns');
    await w.until(() => w.sandbox.as('U0MORGAN').screen().modals.length > 0);
    expect((await w.submits('U0MORGAN', { c0: 'nameEn', c1: 'nameEn' })).errors?.c1).toMatch(
      /fills that already/,
    );
    await w.submits('U0MORGAN', { c0: 'nameEn', c1: 'organizationId' });
    w.sandbox.as('U0MORGAN').closeModal();
    await w.until(() => w.inbox('U0MORGAN').find((m) => m.ts === preview.ts && /New: 1 row/.test(m.text)));
  });

  test.each([
    ['a workbook', Buffer.from([0x50, 0x4b, 3, 4]), /is a workbook/],
    ['no text', Buffer.from([1, 0, 2, 0, 0, 0]), /is not a text file/],
    ['nothing', bytes('name,ministry\n'), /has no rows/],
    ['a quotation mark that never closes', bytes('name,ministry\n"A,MTO\nB,MTO'), /never closed/],
    ['11 MB', Buffer.alloc(11 * 1024 * 1024, 'a'), /is 11 MB; the limit is 10 MB/],
  ])('refuses %s with a sentence that says what to do', async (_, content, sentence) => {
    await uploads('U0MORGAN', 'bad.csv', content, sentence);
  });

  test('the report accounts for every row', async () => {
    const table = 'name,ministry,extra\n=cmd(),MTO,e\nNobody’s,,f';
    const preview = await uploads('U0MORGAN', 'report.csv', bytes(table), /New: 1 row/);
    const since = preview.ts;
    await w.clicks('U0MORGAN', preview, 'Report (CSV)');
    const [file] = await w.until(() => {
      const found = filesAfter('U0MORGAN', since);
      return found.length > 0 && found;
    });
    const rows = parse(contentOf(file!.id), { bom: true }) as string[][];
    expect(rows[0]).toEqual(['Line', 'Outcome', 'Number', 'Why', 'name', 'ministry', 'extra']);
    expect(rows[1]).toEqual(['2', 'new', '', '', "'=cmd()", 'MTO', 'e']);
    expect(rows[2]?.[1]).toBe('refused');
  });
});

describe('export', () => {
  test('gives all fields as csv, with cells that begin like a formula defused', async () => {
    await registers(w, 'U0AVERY', {
      nameEn: '=HYPERLINK("x")',
      organization: await organizationId(w, 'TBS'),
    });
    const [file] = await exported('U0FARAH', 'export csv TBS');
    const [row] = parse(file!.text, { bom: true, columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({ nameEn: `'=HYPERLINK("x")`, organization: 'TBS', owner: 'U0AVERY' });
  });

  test('gives json with its schema, Ontario’s nine columns, ATRS, and a dataset for CKAN in both languages', async () => {
    const [json, schema] = await exported('U0FARAH', 'export json TBS');
    expect(JSON.parse(json!.text).systems[0].lifecycle).toBe('development');
    expect(JSON.parse(schema!.text).properties.systems.type).toBe('array');
    const [ontario] = await exported('U0FARAH', 'export ontario');
    expect((parse(ontario!.text, { bom: true }) as string[][])[0]).toHaveLength(9);
    const [atrs] = await exported('U0FARAH', 'export atrs');
    expect(atrs!.text).toContain('senior_responsible_owner');
    const ckan = await exported('U0DOMINIQUE', 'exporter ckan');
    expect(ckan.map(({ name }) => name)).toEqual([
      'dataset.json',
      expect.stringMatching(/-en\.csv$/),
      expect.stringMatching(/-fr\.csv$/),
    ]);
    expect(ckan[2]!.text).toContain('Ministère');
  });

  test('restricted records leave by csv and json only, and only to those who may change them', async () => {
    const number = await registers(w, 'U0AVERY', {
      nameEn: 'Secretive',
      organization: await organizationId(w, 'CO'),
    });
    await w.opens('U0AVERY', `/ai-registry edit ${number} disclosure`);
    await w.submits('U0AVERY', { disclosure: 'restricted', exemption: 'security', exemptionReason: 'x' });
    w.sandbox.as('U0AVERY').closeModal();
    expect((await exported('U0AVERY', 'export csv CO'))[0]!.text).toContain('Secretive');
    expect((await exported('U0FARAH', 'export csv CO'))[0]!.text).not.toContain('Secretive');
    expect((await exported('U0AVERY', 'export ontario CO'))[0]!.text).not.toContain('Secretive');
  });
});
