import { describe, expect, test } from 'vitest';
import { DIGEST_CHANNEL } from '../../prisma/seed/sample.ts';
import { aWorkspace } from '../support/a-workspace.ts';
import { registers } from '../support/workspace.ts';

describe('the weekly digest', () => {
  const w = aWorkspace({ at: '2026-03-04T10:00' });
  const digests = () =>
    w.sandbox
      .as('U0CASEY')
      .reads(DIGEST_CHANNEL)
      .filter((m) => !m.thread_ts);
  const replies = () =>
    w.sandbox
      .as('U0CASEY')
      .reads(DIGEST_CHANNEL)
      .filter((m) => m.thread_ts);

  test('is posted on Monday at nine, once, with what changed folded by system, and in French in its thread', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Weekly', tier: 'untiered' });
    await w.opens('U0AVERY', `/ai-registry assess ${number} TRIAGE`);
    await w.submits('U0AVERY', { tier: 'II' });
    w.sandbox.as('U0AVERY').closeModal();
    await w.moveTo('2026-03-09T08:59:59');
    expect(digests()).toEqual([]);
    await w.moveTo('2026-03-09T09:00:01');
    await w.tick();
    expect(digests()).toHaveLength(1);
    expect(digests()[0]?.text).toBe(
      [
        'AI registry, March 4, 2026 to March 9, 2026',
        '1 system changed, 1 newly registered, 1 review recorded and no review overdue.',
        '1 system in the registry',
        'By tier: Not decided yet: 0, I: 0, II: 1, III: 0, IV: 0',
        'By lifecycle: Development: 1',
        'Complete records: 0 of 1',
        'MTO',
        `${number} Weekly: registered, Tier II; TRIAGE passed`,
      ].join('\n'),
    );
    expect(replies()[0]?.text).toMatch(/^Registre de l’IA, du 4 mars 2026 au 9 mars 2026/);
  });

  test('of a quiet week says so in one line', async () => {
    await w.moveTo('2026-03-16T09:00:01');
    expect(digests()[1]?.text).toMatch(/\nA quiet week: nothing changed, no review overdue\.\n/);
  });

  test('after missed runs covers the whole time since the last one, in one message', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'Meanwhile' });
    await w.moveTo('2026-04-15T12:00');
    await w.tick();
    expect(digests()).toHaveLength(3);
    expect(digests()[2]?.text).toMatch(/^AI registry, March 16, 2026 to April 15, 2026\n1 system changed/);
    await w.moveTo('2026-04-20T09:00:01');
    expect(digests()[3]?.text).toMatch(/^AI registry, April 15, 2026 to April 20, 2026\nA quiet week/);
  });

  test('that is too long goes on in its thread, within Slack’s limits', async () => {
    for (let i = 0; i < 70; i++)
      await registers(w, 'U0AVERY', { nameEn: `${'A long name '.repeat(14)}${i}` });
    await w.moveTo('2026-04-27T09:00:01');
    await w.until(() =>
      replies().some((m) => m.text.includes('A long name') && m.text.includes('69: registered')),
    );
    expect(digests().at(-1)?.text).toContain('70 systems changed');
  }, 30_000);
});
