import { describe, expect, test } from 'vitest';
import { aWorkspace } from '../support/a-workspace.ts';
import { buttonsOf, CHANNEL, organizationId, registers, textOf } from '../support/workspace.ts';

// What happens around the slash command: mentions, direct messages, a message's shortcut, App Home.
const w = aWorkspace();
const inChannel = (user: string) => w.sandbox.as(user).reads(CHANNEL);

describe('a mention', () => {
  test('with a system’s number is answered with its card in the thread, for everybody', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Mentioned' });
    await w.sandbox.as('U0FARAH').say(CHANNEL, `@daylight what about ${number}?`);
    const asked = inChannel('U0FARAH').at(-1)!;
    const card = await w.until(() => inChannel('U0ELI').find((m) => m.bot && m.thread_ts === asked.ts));
    expect(card.text).toContain('Mentioned');
    expect(buttonsOf(card.blocks)).toEqual([]);
    await w.sandbox.as('U0ELI').say(CHANNEL, `@daylight ${number}`, asked.ts);
    await w.until(() => inChannel('U0ELI').filter((m) => m.bot && m.thread_ts === asked.ts).length === 2);
  });

  test('of a restricted system, and of anything else, is for its writer alone', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Hidden' });
    await w.opens('U0AVERY', `/ai-registry edit ${number} disclosure`);
    await w.submits('U0AVERY', { disclosure: 'restricted', exemption: 'security', exemptionReason: 'x' });
    w.sandbox.as('U0AVERY').closeModal();
    await w.sandbox.as('U0FARAH').say(CHANNEL, `@daylight ${number}`);
    const answer = await w.until(() => inChannel('U0FARAH').find((m) => m.only && m.text.includes('Hidden')));
    expect(answer.only).toBe('U0FARAH');
    expect(inChannel('U0ELI').some((m) => m.text.includes('Hidden'))).toBe(false);
    await w.sandbox.as('U0GUEST').say(CHANNEL, `@daylight ${number}`);
    await w.until(() =>
      inChannel('U0GUEST').find((m) => m.only === 'U0GUEST' && /open to members/.test(m.text)),
    );
  });
});

test('in direct messages a line works without the slash, and a form is one click away', async () => {
  const im = w.sandbox.as('U0FARAH').im();
  await w.sandbox.as('U0FARAH').say(im, 'list MTO');
  await w.until(() => w.inbox('U0FARAH').find((m) => m.bot && / systems?: MTO|No system fits/.test(m.text)));
  await w.sandbox.as('U0FARAH').say(im, 'register Written to you');
  const click = await w.until(() => w.inbox('U0FARAH').find((m) => m.text === 'One click opens the form.'));
  await w.clicks('U0FARAH', click, 'Open the form');
  const form = await w.until(() => w.sandbox.as('U0FARAH').screen().modals.at(-1));
  expect(JSON.stringify(form.blocks)).toContain('Written to you');
  w.sandbox.as('U0FARAH').closeModal();
});

test('a message’s shortcut takes its text as the first draft, and leaves a link in its thread', async () => {
  await w.sandbox.as('U0ELI').say(CHANNEL, 'We try a model that counts <moose> & deer');
  const message = inChannel('U0ELI').at(-1)!;
  await w.sandbox.as('U0FARAH').messageShortcut('register-message', CHANNEL, message.ts);
  const form = await w.until(() => w.sandbox.as('U0FARAH').screen().modals.at(-1));
  expect(JSON.stringify(form.blocks)).toContain('We try a model that counts <moose> & deer');
  await w.submits('U0FARAH', {
    nameEn: 'Moose counter',
    organization: await organizationId(w, 'MNR'),
    lifecycle: 'pilot',
  });
  w.sandbox.as('U0FARAH').closeModal();
  const link = await w.until(() => inChannel('U0ELI').find((m) => m.thread_ts === message.ts));
  expect(link.text).toMatch(/^Moose counter was registered from this message as AI-\d+/);
  expect(buttonsOf(link.blocks)[0]).toMatch(/^Open AI-/);
});

describe('App Home', () => {
  const homeOf = async (user: string) => {
    await w.sandbox.as(user).openHome();
    return textOf((await w.until(() => w.sandbox.as(user).screen().home)).blocks);
  };

  test('shows an owner their reviews, systems, what they follow and their settings', async () => {
    const number = await registers(w, 'U0ELI', { nameEn: 'At home', tier: 'untiered' });
    await w.types('U0ELI', '/ai-registry watch MTO');
    const text = await homeOf('U0ELI');
    for (const part of [`${number} At home`, 'Snooze', 'What I watch', 'MTO', 'I write to you from 09:00'])
      expect(text).toContain(part);
    expect(text).not.toContain('Tables with refused rows');
  });

  test('shows a lead how their organization stands, and an administrator what needs them', async () => {
    expect(await homeOf('U0CASEY')).toContain('How MTO stands');
    const orphan = await registers(w, 'U0BENOIT', { nameEn: 'Left behind' });
    await w.sandbox.changeUser('U0BENOIT', { deleted: true });
    // Slack hears that the event arrived before anything is done about it.
    await w.until(async () => (await w.daylight.store.people.get('U0BENOIT'))?.person.active === false);
    const text = await homeOf('U0MORGAN');
    expect(text).toContain('1 system without an active owner');
    expect(text).toContain(`${orphan} Left behind`);
    expect(text).toMatch(/\d+ incomplete records/);
  });
});
