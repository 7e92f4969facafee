import { describe, expect, test } from 'vitest';
import { instant } from '../../src/domain/day.ts';
import { aWorkspace } from '../support/a-workspace.ts';
import { buttonsOf, registers, type TestWorkspace, textOf, WITHOUT_DIGEST } from '../support/workspace.ts';

const lastReminder = (w: TestWorkspace, user: string) => w.reminders(user).at(-1);

describe('what nobody does for long', () => {
  const w = aWorkspace({ at: '2026-03-02T08:00', env: WITHOUT_DIGEST });
  const last = (user: string) => lastReminder(w, user)?.text ?? '';

  test('is told to the leads two weeks after its due day, as one list with the owners', async () => {
    // Due on 1 April.
    const one = await registers(w, 'U0AVERY', { nameEn: 'One', tier: 'untiered' });
    const two = await registers(w, 'U0FARAH', { nameEn: 'Two', tier: 'untiered' });
    await w.moveTo('2026-04-14T10:00');
    expect(w.reminders('U0CASEY')).toEqual([]);
    await w.moveTo('2026-04-15T10:00');
    expect(w.reminders('U0CASEY')).toHaveLength(1);
    expect(last('U0CASEY').split('\n')).toEqual([
      '2 reviews of your organizations are at least two weeks overdue',
      `${one} One (MTO): TRIAGE, April 1, 2026, 2 weeks overdue. Owner: Avery Example.`,
      `${two} Two (MTO): TRIAGE, April 1, 2026, 2 weeks overdue. Owner: Farah Fictive.`,
    ]);
    expect(w.reminders('U0MORGAN')).toEqual([]);
    expect(w.reminders('U0DOMINIQUE')).toEqual([]);
  });

  test('is told to them once a week, the new list in place of the old one', async () => {
    const { ts } = w.reminders('U0CASEY')[0]!;
    for (const on of ['2026-04-16', '2026-04-17']) {
      await w.moveTo(`${on}T10:00`);
      expect(w.reminders('U0CASEY').map((m) => m.ts)).toEqual([ts]);
    }
    await w.moveTo('2026-04-20T10:00');
    await w.until(() => w.reminders('U0CASEY').every((m) => m.ts !== ts));
    expect(w.reminders('U0CASEY')).toHaveLength(1);
  });

  test('is told to administrators from 30 days on, and to nobody in the night', async () => {
    await w.moveTo('2026-04-30T10:00');
    expect(w.reminders('U0MORGAN')).toEqual([]);
    await w.moveTo('2026-05-01T03:00');
    expect(w.reminders('U0MORGAN')).toEqual([]);
    await w.moveTo('2026-05-01T10:00');
    expect(last('U0MORGAN')).toMatch(/^2 reviews in the registry are 30 days overdue or more\n/);
    expect(buttonsOf(w.reminders('U0MORGAN')[0]!.blocks)).toEqual(['Open', 'Open', 'What is overdue']);
  });

  test('and is then done says so on the lists, with who did it', async () => {
    await w.opens('U0AVERY', '/ai-registry assess AI-0001 TRIAGE');
    await w.submits('U0AVERY', { tier: 'I', completedOn: '2026-04-30' });
    w.sandbox.as('U0AVERY').closeModal();
    await w.until(() =>
      last('U0MORGAN').includes('passed on April 30, 2026 (Avery Example, May 1 at 10:00)'),
    );
    expect(last('U0MORGAN')).toMatch(/^1 review in the registry is 30 days overdue or more\n/);
  });

  test('stands in one message with what the lead has to do themselves', async () => {
    const own = await registers(w, 'U0CASEY', { nameEn: 'Own', tier: 'untiered' });
    await w.moveTo('2026-05-04T10:00');
    const text = last('U0CASEY');
    expect(text).toMatch(/^1 review needs you\n/);
    expect(text).toContain(`${own} Own: `);
    expect(text).toContain('At least two weeks overdue, in your organizations (1)');
    // The list that it replaces is taken away right after it.
    await w.until(() => w.reminders('U0CASEY').length === 1);
  });
});

describe('a system whose owner can’t be reached', () => {
  const w = aWorkspace({ at: '2026-03-02T08:00', env: WITHOUT_DIGEST });
  const last = (user: string) => lastReminder(w, user)?.text ?? '';
  let number = '';

  test.each([
    ['left the workspace', 'Rudderless', { deleted: true }],
    ['became a guest', 'Abandoned', { is_restricted: true }],
  ])('because they %s is offered to its backup', async (_, name, fields) => {
    number = await registers(w, 'U0FARAH', { nameEn: name, tier: 'I', backup: 'U0AVERY' });
    await w.sandbox.changeUser('U0FARAH', fields);
    await w.until(async () => {
      const { person } = (await w.daylight.store.people.get('U0FARAH'))!;
      return !person.active || person.guest;
    });
    await w.moveTo(name === 'Rudderless' ? '2026-03-03T10:00' : '2026-03-09T10:00');
    expect(last('U0AVERY')).toContain(
      `${number} ${name} (MTO): Farah Fictive can't be reached any more. Avery Example is the backup`,
    );
    expect(last('U0CASEY')).toBe('');
    await w.clicks('U0AVERY', lastReminder(w, 'U0AVERY')!, 'Take over');
    await w.until(() =>
      last('U0AVERY').includes(`${number} ${name} (MTO): Avery Example answers for it now.`),
    );
    await w.types('U0AVERY', `/ai-registry retire ${number}`);
    await w.sandbox.changeUser('U0FARAH', { deleted: false, is_restricted: false });
  });

  test('because direct messages don’t arrive is offered to its backup, who gets its reminders too', async () => {
    number = await registers(w, 'U0FARAH', { nameEn: 'Deaf', tier: 'untiered', backup: 'U0AVERY' });
    await w.sandbox.changeUser('U0FARAH', { blocks_apps: true });
    await w.moveTo('2026-03-16T10:00');
    await w.until(async () => (await w.daylight.store.people.get('U0FARAH'))?.person.blocked);
    await w.moveTo('2026-03-16T10:15');
    await w.until(() => last('U0AVERY').includes('Deaf'));
    expect(w.reminders('U0FARAH')).toEqual([]);
    expect(last('U0AVERY')).toMatch(/Deaf: Tier triage \(TRIAGE\).*\n1 system needs a new owner\n/s);
  });

  test('is put to the leads a week later, to administrators two weeks later, and stands in the orphan queue', async () => {
    await w.moveTo('2026-03-20T10:00');
    expect(last('U0CASEY')).not.toContain('Deaf');
    await w.moveTo('2026-03-23T10:15');
    expect(last('U0CASEY')).toContain('Deaf (MTO): Farah Fictive can');
    expect(buttonsOf(lastReminder(w, 'U0CASEY')!.blocks)).toEqual(['Name an owner']);
    expect(last('U0MORGAN')).not.toContain('Deaf');
    await w.moveTo('2026-03-30T10:15');
    expect(last('U0MORGAN')).toContain('Deaf (MTO): Farah Fictive can');
    expect((await w.types('U0MORGAN', '/ai-registry list orphans')).text).toContain(number);
  });

  test('without a backup is put to the leads at once', async () => {
    await w.sandbox.changeUser('U0FARAH', { blocks_apps: false });
    await w.types('U0FARAH', '/ai-registry mine');
    await w.until(async () => !(await w.daylight.store.people.get('U0FARAH'))?.person.blocked);
    const alone = await registers(w, 'U0FARAH', { nameEn: 'Alone', tier: 'I' });
    await w.sandbox.changeUser('U0FARAH', { deleted: true });
    await w.until(async () => !(await w.daylight.store.people.get('U0FARAH'))?.person.active);
    await w.moveTo('2026-04-07T10:15');
    expect(last('U0CASEY')).toContain(
      `${alone} Alone (MTO): Farah Fictive can't be reached any more, and there is no backup.`,
    );
  });

  test('that nobody told us of is found the next morning', async () => {
    const silent = await registers(w, 'U0BENOIT', { nameEn: 'Silent', tier: 'I', backup: 'U0AVERY' });
    w.sandbox.state.users.get('U0BENOIT')!.deleted = true;
    await w.moveTo('2026-04-08T05:30');
    await w.until(async () => !(await w.daylight.store.people.get('U0BENOIT'))?.person.active);
    w.sandbox.state.users.delete('U0BENOIT');
    // Who does not stand in the list of members counts as gone when Slack does not know them by name either.
    const ghost = { id: 'U0GHOST', name: 'Ghost', language: 'en', timeZone: 'America/Toronto' } as const;
    await w.daylight.store.people.save(
      { ...ghost, active: true, guest: false },
      instant('2026-04-01T00:00:00Z'),
    );
    await w.moveTo('2026-04-09T05:30');
    await w.until(async () => !(await w.daylight.store.people.get('U0GHOST'))?.person.active);
    await w.moveTo('2026-04-13T10:15');
    await w.until(() => last('U0AVERY').includes(`${silent} Silent (MTO): Benoît Exemple can't be reached`));
  });
});

describe('from the message', () => {
  const w = aWorkspace({ at: '2026-03-02T08:00', env: WITHOUT_DIGEST });
  const last = (user: string) => lastReminder(w, user)!;
  const lastWord = (user: string) =>
    w.inbox(user).findLast((m) => /^(transfer|not-mine)/.test(String(m.metadata?.event_payload.key)));
  const done = async (user: string) => {
    const view = w.sandbox.as(user).screen().modals.at(-1);
    const text = textOf(view?.blocks ?? []);
    while (w.sandbox.as(user).screen().modals.length > 0) w.sandbox.as(user).closeModal();
    return text;
  };
  let number = '';
  const clicks = async (user: string, label: string) => {
    await w.clicks(user, last(user), label);
    return w.until(() => w.sandbox.as(user).screen().modals.at(-1));
  };

  test('a review is reassigned to the backup; both are told, and it may be taken back', async () => {
    number = await registers(w, 'U0AVERY', { nameEn: 'Handed', tier: 'untiered', backup: 'U0ELI' });
    await w.moveTo('2026-03-23T10:00');
    const form = await clicks('U0AVERY', 'Reassign');
    expect(textOf(form.blocks)).toContain('Eli Placeholder, its backup');
    await w.submits('U0AVERY', { to: 'U0ELI', why: 'You know it better.' });
    expect(await done('U0AVERY')).toContain('Eli Placeholder was asked to take over');
    await w.until(() =>
      last('U0AVERY').text.includes(
        '(Avery Example asked Eli Placeholder to take it over, March 23 at 10:00)',
      ),
    );
    await w.until(() =>
      lastWord('U0ELI')?.text.includes(
        `Avery Example asks you to take over ${number} Handed.\nReason: You know it better.`,
      ),
    );
    await w.clicks('U0AVERY', last('U0AVERY'), 'Undo');
    await w.until(() => !last('U0AVERY').text.includes('asked Eli'));
    await w.until(() => lastWord('U0ELI')?.text.startsWith('The offer to take over'));
    expect(buttonsOf(lastWord('U0ELI')!.blocks)).toEqual([`Open ${number}`]);
  });

  test('a review is reassigned to somebody else, and the message says since when they answer for it', async () => {
    await clicks('U0AVERY', 'Reassign');
    expect((await w.submits('U0AVERY', { to: 'somebody' })).errors?.owner).toBe(
      'Choose who is to take it over.',
    );
    await w.submits('U0AVERY', { to: 'somebody', owner: 'U0CASEY' });
    await done('U0AVERY');
    await w.clicks('U0CASEY', await w.until(() => lastWord('U0CASEY')), 'Accept');
    await w.until(() =>
      w
        .inbox('U0AVERY')
        .some((m) => /Casey Sample has answered for it since March 23 at 10:0\d/.test(m.text)),
    );
  });

  test('what isn’t theirs goes to the lead with the reason, and may be taken back', async () => {
    const wrong = await registers(w, 'U0AVERY', { nameEn: 'Wrong', tier: 'untiered' });
    await w.moveTo('2026-04-01T10:00');
    await clicks('U0AVERY', 'Not mine');
    expect((await w.submits('U0AVERY', { why: ' ' })).errors?.why).toBe('Say why, please.');
    await w.submits('U0AVERY', { why: 'I moved to another branch.' });
    expect(await done('U0AVERY')).toContain('Casey Sample will find out who answers for');
    await w.until(() =>
      lastWord('U0CASEY')?.text.startsWith(
        `Avery Example says that ${wrong} Wrong isn't theirs.\nReason: I moved to another branch.`,
      ),
    );
    await w.until(() => last('U0AVERY').text.includes("you said that it isn't yours, April 1 at 10:00"));
    await w.clicks('U0AVERY', last('U0AVERY'), 'Undo');
    await w.until(() => !last('U0AVERY').text.includes('you said'));
    await w.until(() => lastWord('U0CASEY')?.text.startsWith('Avery Example took it back'));
  });

  test('a backup whose it isn’t says so: the owner stays, and another backup is asked for', async () => {
    const backed = await registers(w, 'U0AVERY', { nameEn: 'Backed', tier: 'untiered', backup: 'U0ELI' });
    const form = await w.opens('U0ELI', `/ai-registry not-mine ${backed}`);
    expect(textOf(form.blocks)).toContain('Goes to Casey Sample.');
    expect(textOf(form.blocks)).toContain('Until then you stay its backup.');
    await w.submits('U0ELI', { why: 'I left that team.' });
    expect(await done('U0ELI')).toContain('will find another backup');
    await w.until(() => lastWord('U0CASEY')?.text.includes('Eli Placeholder, its backup, says that'));
    expect(lastWord('U0CASEY')?.text).toContain('Its owner, Avery Example, stays the same');
    expect(buttonsOf(lastWord('U0CASEY')!.blocks)).toEqual(['Name a backup', `Open ${backed}`]);
    const transfer = await w.opens('U0AVERY', `/ai-registry transfer ${backed}`);
    expect(textOf(transfer.blocks)).not.toContain('its backup');
    await done('U0AVERY');
  });

  test('a snooze is taken back within ten minutes; after that nobody is offered to', async () => {
    await clicks('U0AVERY', 'Snooze');
    await w.submits('U0AVERY', { when: 'tomorrow' });
    await done('U0AVERY');
    await w.until(() => buttonsOf(last('U0AVERY').blocks).includes('Undo'));
    await w.clicks('U0AVERY', last('U0AVERY'), 'Undo');
    await w.until(() => !last('U0AVERY').text.includes('snoozed'));
    await clicks('U0AVERY', 'Snooze');
    await w.submits('U0AVERY', { when: 'tomorrow' });
    await done('U0AVERY');
    await w.until(() => buttonsOf(last('U0AVERY').blocks).includes('Undo'));
    await w.moveTo('2026-04-01T10:12');
    await w.until(() => !buttonsOf(last('U0AVERY').blocks).includes('Undo'));
    expect(last('U0AVERY').text).toContain('(snoozed until April 2, 2026 by Avery Example, April 1 at 10:0');
  });

  test('a recorded review is taken back, and is due as before', async () => {
    await clicks('U0AVERY', 'Record');
    await w.submits('U0AVERY', { tier: 'I' });
    await done('U0AVERY');
    await w.until(() => last('U0AVERY').text.startsWith('All done'));
    await w.clicks('U0AVERY', last('U0AVERY'), 'Undo');
    await w.until(() => buttonsOf(last('U0AVERY').blocks).includes('Record'));
  });
});
