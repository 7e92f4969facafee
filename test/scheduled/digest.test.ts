import { describe, expect, test } from 'vitest';
import { DIGEST_CHANNEL } from '../../prisma/seed/sample.ts';
import type { Message } from '../../src/sandbox/state.ts';
import { aWorkspace } from '../support/a-workspace.ts';
import { buttonsOf, registers, type TestWorkspace } from '../support/workspace.ts';

const inChannel = (w: TestWorkspace) => w.sandbox.as('U0CASEY').reads(DIGEST_CHANNEL);
const digests = (w: TestWorkspace) => inChannel(w).filter((m) => !m.thread_ts);
const replies = (w: TestWorkspace) => inChannel(w).filter((m) => m.thread_ts);
const keyOf = (m: Message) => String(m.metadata?.event_payload.key);
/** The digests that somebody got in direct messages. */
const inbox = (w: TestWorkspace, user: string) => w.inbox(user).filter((m) => keyOf(m).startsWith('digest:'));
const picture = (w: TestWorkspace, { blocks }: Message) => {
  const block = blocks.find(({ type }) => type === 'image');
  const { id = '' } = (block?.slack_file ?? {}) as { id?: string };
  return block && { alt: String(block.alt_text), file: w.sandbox.files.get(id) };
};

describe('the weekly digest', () => {
  const w = aWorkspace({ at: '2026-03-04T10:00' });

  test('is posted on Monday at nine, once, with what changed folded by system in its thread, and in French', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Weekly', tier: 'untiered' });
    await w.opens('U0AVERY', `/ai-registry assess ${number} TRIAGE`);
    await w.submits('U0AVERY', { tier: 'II' });
    w.sandbox.as('U0AVERY').closeModal();
    await w.moveTo('2026-03-09T08:59:59');
    expect(digests(w)).toEqual([]);
    await w.moveTo('2026-03-09T09:00:01');
    await w.tick();
    expect(digests(w)).toHaveLength(1);
    expect(digests(w)[0]?.text).toBe(
      [
        'AI registry, March 4, 2026 to March 9, 2026',
        '1 system changed, 1 newly registered and 1 review recorded; no review overdue.',
        '1 system in the registry',
        'By tier: Not decided yet: 0, I: 0, II: 1, III: 0, IV: 0',
        'By lifecycle: Development: 1',
        'Complete records: 0 of 1',
        '3 open reviews',
        'No review overdue',
      ].join('\n'),
    );
    await w.until(() => replies(w).length === 3);
    const [french, changements, changes] = replies(w);
    expect(french?.text).toMatch(/^Registre de l’IA, du 4 mars 2026 au 9 mars 2026\n1 système modifié/);
    expect(changes?.text).toBe(`MTO\n${number} Weekly: registered, Tier II; TRIAGE passed`);
    expect(buttonsOf(changes?.blocks ?? [])).toEqual(['Open']);
    expect(changements?.text).toMatch(/Weekly\u00a0: inscription, /);
  });

  test('shows two charts as a picture, in words for those who don’t see it, in both languages', async () => {
    const [english, french] = [picture(w, digests(w)[0]!), picture(w, replies(w)[0]!)];
    expect(english?.alt).toMatch(
      /^Two charts\. Open reviews by organization: MTO 3, of which 0 due in 30 days and 0 overdue\. From /,
    );
    expect(french?.alt).toMatch(/^Deux graphiques\. Examens à faire par organisation\u00a0: MTO 3, dont 0/);
    for (const { file } of [english!, french!]) {
      expect(file?.mimetype).toBe('image/png');
      expect(file?.content.subarray(1, 4).toString()).toBe('PNG');
    }
  });

  test('of a quiet week is one line', async () => {
    await w.moveTo('2026-03-16T09:00:01');
    expect(digests(w)[1]?.text).toBe(
      'AI registry, March 9, 2026 to March 16, 2026: no record changed; no review overdue.',
    );
    expect(digests(w)[1]?.blocks).toHaveLength(1);
  });

  test('after missed runs covers the whole time since the last one, in one message, and says so', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'Meanwhile' });
    await w.moveTo('2026-04-15T12:00');
    await w.tick();
    expect(digests(w)).toHaveLength(3);
    expect(digests(w)[2]?.text).toMatch(
      /^AI registry, March 16, 2026 to April 15, 2026\n1 system changed .*It covers all the time since the last digest/,
    );
    await w.moveTo('2026-04-20T09:00:01');
    expect(digests(w)[3]?.text).toMatch(/^AI registry, April 15, 2026 to April 20, 2026: no record changed/);
  });

  test('of a quiet week in which something fell overdue has the way to it', () => {
    expect(digests(w)[3]?.text).toMatch(/1 review overdue, 1 more than before\.$/);
    expect(digests(w)[3]?.blocks).toHaveLength(1);
    expect(buttonsOf(digests(w)[3]?.blocks ?? [])).toEqual(['What is overdue']);
  });

  test('tells how much more is late than before', async () => {
    // "Meanwhile" was due on 15 April; two reviews of "Weekly" are due on 2 June.
    await w.moveTo('2026-05-30T23:55');
    await w.moveTo('2026-06-01T09:00:01');
    await registers(w, 'U0AVERY', { nameEn: 'Another' });
    await w.moveTo('2026-06-08T09:00:01');
    expect(digests(w).at(-1)?.text).toMatch(/1 newly registered; 3 reviews overdue, 2 more than before\.\n/);
    expect(digests(w).at(-1)?.text).toMatch(/\n3 systems in the registry \(\+1\)\n/);
  });

  test('compares with what the last one said, though no night in between was kept', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'One more' });
    await w.moveTo('2026-06-15T09:00:01');
    expect(digests(w).at(-1)?.text).toMatch(/\n4 systems in the registry \(\+1\)\n/);
  });

  test('that is too long goes on in its thread, within Slack’s limits, each line with the way to its card', async () => {
    const before = replies(w).length;
    for (let i = 0; i < 70; i++)
      await registers(w, 'U0AVERY', { nameEn: `${'A long name '.repeat(14)}${i}` });
    await w.moveTo('2026-07-06T09:00:01');
    await w.until(() => replies(w).length >= before + 5);
    const fresh = replies(w).slice(before);
    expect(digests(w).at(-1)?.text).toContain('70 systems changed');
    expect(fresh.flatMap((m) => buttonsOf(m.blocks)).filter((label) => label === 'Open')).toHaveLength(70);
  }, 40_000);

  test('goes without its picture when that can’t be had, rather than not at all', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'Unseen' });
    w.sandbox.faults.add({
      kind: 'refused',
      method: 'files.getUploadURLExternal',
      times: 9,
      error: 'missing_scope',
    });
    const count = digests(w).length;
    await w.moveTo('2026-07-13T09:00:01');
    w.sandbox.faults.clear();
    expect(digests(w)).toHaveLength(count + 1);
    expect(picture(w, digests(w).at(-1)!)).toBeUndefined();
    w.logged.length = 0;
  }, 40_000);
});

describe('a lead’s digest', () => {
  const w = aWorkspace({ at: '2026-03-04T10:00' });

  test('comes to each lead by direct message, in their hours and language, of their organizations only', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'Of MTO' });
    const { id } = (await w.daylight.store.organizations.called('EDU'))!;
    await registers(w, 'U0FARAH', { nameEn: 'Of EDU', organization: String(id) });
    await w.moveTo('2026-03-09T08:59');
    expect(inbox(w, 'U0CASEY')).toEqual([]);
    await w.moveTo('2026-03-09T09:15');
    expect(inbox(w, 'U0CASEY').map((m) => m.text)).toEqual([
      expect.stringMatching(/^AI registry, MTO, March 4, 2026 to March 9, 2026\n1 system changed/),
    ]);
    const [french] = inbox(w, 'U0DOMINIQUE');
    expect(french?.text).toMatch(/^Registre de l’IA, EDU, du 4 mars/);
    expect(french?.text).toContain('Of EDU');
    expect(french?.text).not.toContain('Of MTO');
    expect(inbox(w, 'U0FARAH')).toEqual([]);
  });

  test('comes once a week, and covers exactly the time since the last one', async () => {
    await w.moveTo('2026-03-09T12:00');
    await w.moveTo('2026-03-10T10:00');
    expect(inbox(w, 'U0CASEY')).toHaveLength(1);
    await w.moveTo('2026-03-16T09:15');
    expect(inbox(w, 'U0CASEY').at(-1)?.text).toBe(
      'AI registry, MTO, March 9, 2026 to March 16, 2026: no record changed; no review overdue.',
    );
  });

  test('waits for the first working day after a holiday', async () => {
    // Easter Monday.
    await w.moveTo('2026-04-06T12:00');
    const count = inbox(w, 'U0CASEY').length;
    expect(count).toBe(2);
    await w.moveTo('2026-04-07T09:15');
    expect(inbox(w, 'U0CASEY')).toHaveLength(3);
  });
});

describe('on demand', () => {
  const w = aWorkspace({ at: '2026-03-04T10:00' });

  test('anybody asks for what changed, since when, and of which ministry, in either order', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'Of MTO' });
    const { id } = (await w.daylight.store.organizations.called('EDU'))!;
    await registers(w, 'U0FARAH', { nameEn: 'Of EDU', organization: String(id) });
    const says = async (line: string) => (await w.types('U0ELI', `/ai-registry ${line}`)).text;
    expect(await says('digest')).toMatch(
      /^AI registry, February 25, 2026 to March 4, 2026\n2 systems changed/,
    );
    for (const line of [
      'digest MTO yesterday',
      'digest yesterday MTO',
      'digest since yesterday Transportation',
    ])
      expect(await says(line)).toMatch(/^AI registry, MTO, March 3, 2026 to March 4, 2026\n1 system changed/);
    expect(await says('digest nowhere')).toMatch(/“nowhere”/);
  });

  test('an administrator sees beforehand what the channel will read, and nobody else does', async () => {
    expect((await w.types('U0ELI', '/ai-registry digest preview')).text).toMatch(/Only administrators/);
    await w.moveTo('2026-03-04T10:05');
    await w.types('U0MORGAN', '/ai-registry digest preview');
    const seen = await w.until(() => w.inbox('U0MORGAN').find((m) => m.text.startsWith('AI registry, ')));
    expect(picture(w, seen)?.alt).toMatch(/^Two charts/);
    await w.until(() =>
      w.inbox('U0MORGAN').some((m) => m.thread_ts === seen.ts && m.text.includes('Of EDU')),
    );
    expect(digests(w)).toEqual([]);
  });
});

describe('the monthly report', () => {
  const w = aWorkspace({ at: '2026-03-04T10:00' });
  const reports = (user: string) => w.inbox(user).filter((m) => keyOf(m).startsWith('report:'));

  test('goes to whom an administrator names, on the first working day of the next month', async () => {
    expect((await w.types('U0ELI', '/ai-registry report to @farah monthly')).text).toMatch(
      /Only administrators/,
    );
    expect((await w.types('U0MORGAN', '/ai-registry report to @farah monthly')).text).toMatch(
      /^Farah Fictive gets the report on the first working day/,
    );
    await registers(w, 'U0AVERY', {
      nameEn: 'Secretive',
      lifecycle: 'production',
      tier: 'III',
      users: 'public',
    });
    await registers(w, 'U0AVERY', { nameEn: 'Harmless', lifecycle: 'idea', tier: 'I' });
    await w.moveTo('2026-03-31T12:00');
    expect(reports('U0FARAH')).toEqual([]);
    await w.moveTo('2026-04-01T09:15');
    await w.until(() => reports('U0FARAH').length);
    const [report] = reports('U0FARAH');
    expect(report?.text.split('\n').slice(0, 4)).toEqual([
      'AI in government, March 2026',
      'No AI in secret, of 1 in production: 1 system is in production and not disclosed to the public.',
      'AI we can trust, of 1 in production: 1 system is in production without its reviews.',
      'AI for all, of 1 that serves the public: 1 system serves the public without an accessibility or human rights review, or without a way to contest a result.',
    ]);
    expect(report?.text).toContain(
      '1 thing to decide\nAI-0001 Secretive (MTO, Tier III): in production and not disclosed',
    );
    expect(picture(w, report!)?.file?.mimetype).toBe('image/png');
    await w.moveTo('2026-04-02T12:00');
    expect(reports('U0FARAH')).toHaveLength(1);
  });

  test('is seen by an administrator at any time, and stops when they say so', async () => {
    await w.types('U0MORGAN', '/ai-registry report now');
    await w.until(() =>
      w.inbox('U0MORGAN').find((m) => m.text.startsWith('AI in government, April 2, 2026')),
    );
    expect((await w.types('U0MORGAN', '/ai-registry report')).text).toContain(
      'Farah Fictive, since March 4, 2026',
    );
    await w.types('U0MORGAN', '/ai-registry report stop @farah');
    await w.moveTo('2026-05-01T12:00');
    expect(reports('U0FARAH')).toHaveLength(1);
    expect((await w.types('U0MORGAN', '/ai-registry report stop @farah')).text).toMatch(/does not get/);
  });
});
