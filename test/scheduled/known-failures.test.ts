import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/sandbox/state.ts';
import { aWorkspace } from '../support/a-workspace.ts';
import { organizationId, registers, WITHOUT_DIGEST } from '../support/workspace.ts';

// What other tools were found to do wrong (domain.md, "Known failures"), each tried here.

const digests = (messages: Message[]) =>
  messages.filter((m) => String(m.metadata?.event_payload.key).startsWith('digest:'));

describe('a reminder loop that returns after the first item of the first organization', () => {
  const w = aWorkspace({ at: '2026-03-02T08:00', env: WITHOUT_DIGEST });

  test('here every owner of every organization is told of every review', async () => {
    const numbers = new Map<string, string[]>();
    for (const [user, acronym] of [
      ['U0AVERY', 'MTO'],
      ['U0BENOIT', 'MOH'],
      ['U0DOMINIQUE', 'EDU'],
      ['U0FARAH', 'TBS'],
    ] as const) {
      const organization = await organizationId(w, acronym);
      for (const name of ['One', 'Two'])
        numbers.set(user, [
          ...(numbers.get(user) ?? []),
          await registers(w, user, { nameEn: `${name} of ${acronym}`, organization, tier: 'untiered' }),
        ]);
    }
    await w.moveTo('2026-03-02T10:00');
    for (const [user, own] of numbers) {
      expect(w.reminders(user)).toHaveLength(1);
      for (const number of own) expect(w.reminders(user)[0]?.text).toContain(number);
    }
  });
});

describe('a weekly digest query without a filter by assignee, so that everybody gets everybody’s list', () => {
  const w = aWorkspace({ at: '2026-03-04T10:00' });

  test('here reminders and leads’ digests name nothing that is somebody else’s', async () => {
    const [mto, edu] = [await organizationId(w, 'MTO'), await organizationId(w, 'EDU')];
    await registers(w, 'U0AVERY', { nameEn: 'Of Avery', organization: mto, tier: 'untiered' });
    await registers(w, 'U0FARAH', { nameEn: 'Of Farah', organization: edu, tier: 'untiered' });
    await w.moveTo('2026-03-09T09:15');
    const read = (user: string) =>
      w
        .inbox(user)
        .map(({ text }) => text)
        .join('\n');
    expect([read('U0AVERY').includes('Of Avery'), read('U0AVERY').includes('Of Farah')]).toEqual([
      true,
      false,
    ]);
    expect([read('U0FARAH').includes('Of Farah'), read('U0FARAH').includes('Of Avery')]).toEqual([
      true,
      false,
    ]);
    expect(digests(w.inbox('U0CASEY')).map(({ text }) => text.includes('Of Farah'))).toEqual([false]);
    expect(digests(w.inbox('U0DOMINIQUE')).map(({ text }) => text.includes('Of Avery'))).toEqual([false]);
    expect(w.inbox('U0ELI')).toEqual([]);
  });
});

describe('reminders that match exact days, so that a missed run loses them for good', () => {
  const w = aWorkspace({ at: '2026-03-02T18:00', env: WITHOUT_DIGEST });

  test('here a stage whose day was missed is told on the first day after it', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'Missed', tier: 'untiered' });
    // Due on 1 April; the service was off on 25 March, seven days before, and the day after.
    await w.moveTo('2026-03-24T20:00');
    expect(w.reminders('U0AVERY')).toEqual([]);
    await w.moveTo('2026-03-27T10:00');
    expect(w.reminders('U0AVERY').map(({ text }) => text)).toEqual([expect.stringContaining('in 5 days')]);
  });
});

describe('“overdue” that covers one state only, so that work in progress goes silent', () => {
  const w = aWorkspace({ at: '2026-03-02T18:00', env: WITHOUT_DIGEST });

  test.each(['in-progress', 'submitted'])(
    'here a review that is %s is overdue like any other',
    async (state) => {
      const number = await registers(w, 'U0AVERY', { nameEn: `At ${state}`, tier: 'untiered' });
      await w.database.beside(
        `UPDATE "Assessment" SET "state" = '${state}' WHERE "systemId" = ${Number(number.slice(3))} AND "type" = 'TRIAGE'`,
      );
      await w.moveTo(state === 'in-progress' ? '2026-04-09T10:00' : '2026-05-20T10:00');
      expect(w.reminders('U0AVERY').at(-1)?.text).toMatch(new RegExp(`${number} At ${state}: .* overdue`));
      expect((await w.types('U0ELI', '/ai-registry due overdue')).text).toContain(`At ${state}`);
    },
  );
});

describe('no record of deliveries, so nobody can tell whether a person was told', () => {
  const w = aWorkspace({ at: '2026-03-02T08:00', env: WITHOUT_DIGEST });

  test('here administrators see what was sent to whom when, and people what they were sent', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'Recorded', tier: 'untiered' });
    await w.moveTo('2026-03-02T10:00');
    const all = await w.types('U0MORGAN', '/ai-registry delivery');
    expect(all.text).toMatch(/Waiting: 0, Sent: \d, Failed: 0, Withdrawn: 0/);
    expect(all.text).toContain('Reminder to Avery Example: sent March 2 at 10:00.');
    expect((await w.types('U0AVERY', '/ai-registry mine sent')).text).toContain(
      'Reminder: March 2 at 10:00.',
    );
    expect((await w.types('U0ELI', '/ai-registry mine sent')).text).toContain('No message fits.');
    expect((await w.types('U0ELI', '/ai-registry delivery')).text).toMatch(/Only administrators/);
  });

  test('and what failed, why, and send it again', async () => {
    await w.sandbox.changeUser('U0AVERY', { blocks_apps: true });
    await w.moveTo('2026-03-25T10:00');
    const failed = await w.types('U0MORGAN', '/ai-registry delivery failed @avery');
    expect(failed.text).toContain(
      'Reminder to Avery Example: failed (March 25 at 10:00). Reason: direct messages of apps do not reach this person.',
    );
    await w.sandbox.changeUser('U0AVERY', { blocks_apps: false });
    await w.clicks('U0MORGAN', failed, 'Send again');
    await w.until(() => w.reminders('U0AVERY').some(({ text }) => text.includes('in 7 days')));
  });
});

describe('a flood of old reminders after the service was off or a setting was turned on again', () => {
  const w = aWorkspace({ at: '2026-03-02T18:00', env: WITHOUT_DIGEST });

  test.each([
    ['a day', '2026-04-02T12:00'],
    ['a week', '2026-04-10T12:00'],
    ['a year', '2027-04-12T12:00'],
  ])('here %s off is made up for by one message', async (off, back) => {
    await registers(w, 'U0AVERY', { nameEn: `Before ${off}`, tier: 'untiered' });
    const before = new Set(w.reminders('U0AVERY').map(({ ts }) => ts));
    await w.moveTo(back);
    await w.tick();
    expect(w.reminders('U0AVERY').filter(({ ts }) => !before.has(ts))).toHaveLength(1);
  });

  test('here early stages that are turned on again bring the next one, not all that were not sent', async () => {
    const set = async (earlyStages: string | null) => {
      await w.opens('U0ELI', '/ai-registry settings');
      await w.submits('U0ELI', { earlyStages });
      w.sandbox.as('U0ELI').closeModal();
    };
    await set(null);
    await registers(w, 'U0ELI', { nameEn: 'Quiet before', tier: 'untiered' });
    await w.moveTo('2027-05-06T15:00');
    expect(w.reminders('U0ELI')).toEqual([]);
    await set('on');
    await w.moveTo('2027-05-07T15:00');
    await w.moveTo('2027-05-10T15:00');
    expect(w.reminders('U0ELI')).toHaveLength(1);
  });
});
