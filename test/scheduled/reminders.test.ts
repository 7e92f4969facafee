import { describe, expect, test } from 'vitest';
import { instant } from '../../src/domain/day.ts';
import { aWorkspace } from '../support/a-workspace.ts';
import { buttonsOf, registers, textOf, WITHOUT_DIGEST } from '../support/workspace.ts';

describe('an owner', () => {
  const w = aWorkspace({ env: WITHOUT_DIGEST });
  const texts = (user: string) => w.reminders(user).map((m) => m.text);

  test('is reminded at each stage once, at work, the backup from the due day on', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Staged', tier: 'untiered', backup: 'U0CASEY' });
    const line = (due: string) => `${number} Staged: Tier triage (TRIAGE), due April 1, 2026, ${due}`;
    await w.moveTo('2026-03-02T16:59');
    expect(texts('U0AVERY')).toEqual([`1 review needs you\n${line('in 4 weeks')}`]);
    // Day 7 before it is due, in the evening; the service is off until day 6 at noon.
    await w.moveTo('2026-03-25T18:00');
    expect(w.reminders('U0AVERY')).toHaveLength(1);
    const first = w.reminders('U0AVERY')[0]!.ts;
    await w.moveTo('2026-03-26T12:00');
    // The new one takes the place of the old one, at the end of the conversation.
    await w.until(() => w.reminders('U0AVERY').every(({ ts }) => ts !== first));
    expect(texts('U0AVERY')).toEqual([`1 review needs you\n${line('in 6 days')}`]);
    const second = w.reminders('U0AVERY')[0]!.ts;
    await w.moveTo('2026-03-27T12:00');
    expect(w.reminders('U0AVERY').map(({ ts }) => ts)).toEqual([second]);
    await w.moveTo('2026-03-31T09:00:30');
    expect(texts('U0AVERY').at(-1)).toContain('tomorrow');
    expect(texts('U0CASEY')).toEqual([]);
    await w.moveTo('2026-04-01T09:00:30');
    expect(texts('U0AVERY').at(-1)).toContain('today');
    expect(texts('U0CASEY')).toEqual([`1 review needs you\n${line('today')} (you are the backup)`]);
    // A weekend, then the week's stage.
    const last = w.reminders('U0AVERY').at(-1)?.ts;
    await w.moveTo('2026-04-05T12:00');
    expect(w.reminders('U0AVERY').at(-1)?.ts).toBe(last);
    await w.moveTo('2026-04-08T09:15');
    expect(texts('U0AVERY').at(-1)).toContain('1 review is overdue');
    await w.until(() => w.reminders('U0AVERY').length === 1);
  });

  test('who records the review anywhere sees the reminders say so, in place', async () => {
    const number = /AI-\d+/.exec(texts('U0AVERY').at(-1) ?? '')?.[0] ?? '';
    await w.opens('U0CASEY', `/ai-registry assess ${number} TRIAGE`);
    await w.submits('U0CASEY', { tier: 'I', completedOn: '2026-04-07' });
    w.sandbox.as('U0CASEY').closeModal();
    await w.until(() => w.reminders('U0AVERY').every((m) => m.text.startsWith('All done')));
    expect(w.reminders('U0AVERY')).toHaveLength(1);
    const last = w.reminders('U0AVERY').at(-1);
    expect(last?.text).toBe(
      `All done, thank you\n${number} Staged: Tier triage, passed on April 7, 2026 (Casey Sample, April 8 at 09:15).`,
    );
    expect(buttonsOf(last?.blocks ?? [])).toEqual([]);
    await w.until(() => w.reminders('U0CASEY').at(-1)?.text.startsWith('All done'));
  });
});

describe('a reminder', () => {
  const w = aWorkspace({ at: '2026-03-02T08:00', env: WITHOUT_DIGEST });

  test('lists all that is due, worst first, in one message, with all that can be done', async () => {
    const one = await registers(w, 'U0AVERY', { nameEn: 'One', tier: 'untiered' });
    await w.moveTo('2026-03-05T08:00');
    const two = await registers(w, 'U0AVERY', { nameEn: 'Two', tier: 'untiered' });
    await w.moveTo('2026-04-02T10:00');
    const [message, ...more] = w.reminders('U0AVERY');
    expect(more).toEqual([]);
    expect(message?.text.split('\n').map((text) => text.slice(0, 12))).toEqual(
      ['1 review is ', `${one} One:`, `${two} Two:`].map((t) => t.slice(0, 12)),
    );
    const all = ['Record', 'Snooze', 'Reassign', 'Not mine', 'Open'];
    expect(buttonsOf(message?.blocks ?? [])).toEqual([...all, ...all]);
    await w.clicks('U0AVERY', message!, 'Record');
    const form = await w.until(() => w.sandbox.as('U0AVERY').screen().modals.at(-1));
    expect(textOf(form.blocks)).toContain(`of ${one} One`);
    w.sandbox.as('U0AVERY').closeModal();
  });

  test('that is snoozed says so, and comes back on the day', async () => {
    const message = w.reminders('U0AVERY').at(-1)!;
    await w.clicks('U0AVERY', message, 'Snooze');
    await w.until(() => w.sandbox.as('U0AVERY').screen().modals.at(-1));
    await w.submits('U0AVERY', { when: 'monday' });
    w.sandbox.as('U0AVERY').closeModal();
    await w.until(() =>
      w
        .inbox('U0AVERY')
        .at(-1)
        ?.text.includes('(snoozed until April 7, 2026 by Avery Example, April 2 at 10:00)'),
    );
    const { ts } = message;
    // Good Friday, and Easter Monday, on which the snooze ends; it comes back on the day after.
    for (const on of ['2026-04-03', '2026-04-06']) {
      await w.moveTo(`${on}T10:00`);
      expect(w.reminders('U0AVERY').map((m) => m.ts)).toEqual([ts]);
    }
    await w.moveTo('2026-04-07T10:00');
    await w.until(() => w.reminders('U0AVERY').every((m) => m.ts !== ts));
    expect(w.reminders('U0AVERY')).toHaveLength(1);
    expect(w.reminders('U0AVERY')[0]?.text).toMatch(/One: .*6 days overdue/);
  });

  test('comes at work by the person’s own clock, in their language', async () => {
    await registers(w, 'U0ELI', { nameEn: 'West', tier: 'untiered' });
    const number = await registers(w, 'U0BENOIT', { nameEn: 'Est', tier: 'untiered' });
    await w.moveTo('2026-04-08T11:59');
    expect(w.reminders('U0ELI')).toEqual([]);
    expect(w.reminders('U0BENOIT').at(-1)?.text).toBe(
      `1 examen vous attend\n${number} Est\u00a0: Détermination du niveau (TRIAGE), échéance le 7 mai 2026, dans 4 semaines`,
    );
    await w.moveTo('2026-04-08T12:01');
    expect(w.reminders('U0ELI')).toHaveLength(1);
  });

  test('after a year off is one message a person, not a flood', async () => {
    const before = new Set(w.reminders('U0AVERY').map(({ ts }) => ts));
    await w.moveTo('2027-04-07T12:01');
    await w.tick();
    expect(w.reminders('U0AVERY').filter(({ ts }) => !before.has(ts))).toHaveLength(1);
    expect(w.reminders('U0AVERY').at(-1)?.text).toContain('overdue');
  });
});

describe('a reminder that could not go out in its hours', () => {
  const w = aWorkspace({ at: '2026-03-02T08:00', env: WITHOUT_DIGEST });

  test('does not come in the night or at the weekend, but anew on the next working day', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'Late', tier: 'untiered' });
    w.sandbox.faults.add({ kind: 'error', method: 'chat.postMessage', times: 100 });
    await w.moveTo('2026-03-27T16:50');
    await w.moveTo('2026-03-28T02:00');
    w.sandbox.faults.clear();
    // It may have reached Slack: the bot looks before it lets go of it.
    const late = { to: 'U0AVERY', state: 'withdrawn' } as const;
    await w.until(async () => (await w.daylight.store.deliveries.page(late, { limit: 1 })).items.length);
    await w.moveTo('2026-03-29T12:00');
    expect(w.reminders('U0AVERY')).toEqual([]);
    await w.moveTo('2026-03-30T09:15');
    // The old one may just have been under way: then it is made up for a quarter of an hour later.
    await w.moveTo('2026-03-30T09:30');
    await w.until(() => w.reminders('U0AVERY').length);
    expect(w.reminders('U0AVERY').map((m) => m.text)).toEqual([expect.stringContaining('in 2 days')]);
  });

  test('goes to the backup in the owner’s stead when the owner has left', async () => {
    await registers(w, 'U0FARAH', { nameEn: 'Orphan', tier: 'untiered', backup: 'U0CASEY' });
    await w.sandbox.changeUser('U0FARAH', { deleted: true });
    await w.until(async () => (await w.daylight.store.people.get('U0FARAH'))?.person.active === false);
    await w.moveTo('2026-04-22T10:00');
    expect(w.reminders('U0CASEY').at(-1)?.text).toContain('Orphan');
    expect(w.reminders('U0FARAH')).toEqual([]);
  });
});

describe('a reminder that is still owed when its day is over', () => {
  const w = aWorkspace({ at: '2026-03-02T08:00', env: WITHOUT_DIGEST });

  test('is made up for on the next working day, without waiting for Slack', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'Owed', tier: 'untiered' });
    w.sandbox.faults.add({ kind: 'rate-limited', method: 'chat.postMessage', times: 100, retryAfter: 1 });
    w.sandbox.moveTime(instant('2026-03-27T20:50:00Z').epochMilliseconds);
    await w.daylight.tick();
    await w.until(() => w.sandbox.calls.get('chat.postMessage')?.refused);
    const monday = instant('2026-03-30T13:15:00Z').epochMilliseconds;
    w.sandbox.moveTime(monday);
    // What was under way just then is refused or over, before Slack takes messages again.
    await w.until(async () => {
      const { items } = await w.daylight.store.deliveries.page({ to: 'U0AVERY' }, { limit: 5 });
      return items.every(({ state, at }) => state !== 'owed' || at.epochMilliseconds >= monday);
    });
    w.sandbox.faults.clear();
    await w.daylight.tick();
    // One that was under way just then is made up for a quarter of an hour later.
    await w.moveTo('2026-03-30T09:30');
    await w.until(() => w.reminders('U0AVERY').length);
    expect(w.reminders('U0AVERY').map((m) => m.text)).toEqual([expect.stringContaining('in 2 days')]);
  });
});

describe('what somebody changes', () => {
  const w = aWorkspace({ at: '2026-03-02T08:00', env: WITHOUT_DIGEST });
  const says = (line: string) => w.types('U0AVERY', `/ai-registry ${line}`);

  test('is seen in the reminders that were sent; what is taken back is seen as well, with its old due day', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Back and forth', tier: 'untiered' });
    await w.moveTo('2026-04-10T10:00');
    const before = w.reminders('U0AVERY').at(-1)!;
    expect(before.text).toContain('1 review is overdue');
    await says(`retire ${number}`);
    await w.until(() => w.reminders('U0AVERY').at(-1)?.text.startsWith('Nothing is left to do here'));
    await says(`undo ${number}`);
    await w.until(() => w.reminders('U0AVERY').find((m) => m.ts === before.ts)?.text === before.text);
    await says(`retire ${number}`);
    await says(`restore ${number}`);
    const open = await w.daylight.store.assessments.openOf(Number(number.slice(3)));
    expect(open.find(({ type }) => type === 'TRIAGE')?.dueOn.toString()).toBe('2026-04-01');
  });

  test('of their settings decides when they are told, and whether early', async () => {
    await w.opens('U0ELI', '/ai-registry settings');
    await w.submits('U0ELI', { hour: '13', weekdays: '2\n3', earlyStages: null });
    w.sandbox.as('U0ELI').closeModal();
    await registers(w, 'U0ELI', { nameEn: 'By my hour', tier: 'untiered' });
    // Due on Sunday, 10 May. Eli lives in Vancouver, three hours behind.
    await w.moveTo('2026-05-05T17:00');
    expect(w.reminders('U0ELI')).toEqual([]);
    await w.moveTo('2026-05-11T17:00');
    expect(w.reminders('U0ELI')).toEqual([]);
    await w.moveTo('2026-05-12T15:30');
    expect(w.reminders('U0ELI')).toEqual([]);
    await w.moveTo('2026-05-12T16:05');
    expect(w.reminders('U0ELI')).toHaveLength(1);
  });
});
