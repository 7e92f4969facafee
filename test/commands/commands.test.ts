import { describe, expect, test } from 'vitest';
import { aWorkspace } from '../support/a-workspace.ts';
import { buttonsOf, CHANNEL, organizationId, registers, textOf } from '../support/workspace.ts';

// Every command, typed, clicked and submitted, through the real Bolt: over Socket Mode and over signed HTTP.
describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  const w = aWorkspace({ mode });

  test('help shows every command and what to do next, to its caller only', async () => {
    const answer = await w.types('U0AVERY', '/ai-registry');
    expect(answer.only).toBe('U0AVERY');
    for (const name of ['register', 'show', 'find', 'list', 'mine', 'assess', 'snooze'])
      expect(answer.text).toContain(`/ai-registry ${name}`);
    expect(buttonsOf(answer.blocks)).toEqual(['Register a system', 'My work', 'All systems']);
    expect((await w.types('U0AVERY', '/ai-registry help list')).text).toMatch(
      /^\/ai-registry list \[ministry\]/,
    );
  });

  test('register opens a form, and confirms what is due when and why, and what is unknown', async () => {
    const form = await w.opens('U0AVERY', '/ai-registry register “Parking permits”');
    expect(form.title?.text).toBe('Register an AI system');
    const { view } = await w.submits('U0AVERY', {
      organization: await organizationId(w, 'MTO'),
      descriptionEn: 'Checks permits.',
      lifecycle: 'pilot',
      tier: 'III',
      personalInformation: 'yes',
      users: 'both',
      backup: 'U0CASEY',
    });
    const text = textOf(view?.blocks ?? []);
    expect(text).toMatch(/Parking permits is in the registry as AI-\d{4}/);
    expect(text).toContain('Privacy impact assessment (PIA)');
    expect(text).toContain('May 31, 2026, in 3 months, because it uses personal information');
    expect(text).toContain('because its lifecycle is “pilot” and it is tier III');
    expect(text).toMatch(/Still unknown: accountable executive/);
    w.sandbox.as('U0AVERY').closeModal();
  });

  test('register puts errors at their fields', async () => {
    await w.opens('U0AVERY', '/ai-registry register');
    const organization = await organizationId(w, 'EDU');
    const fields = { nameEn: 'x', organization, descriptionEn: 'd', lifecycle: 'idea' };
    expect((await w.submits('U0AVERY', { ...fields, nameEn: '   ' })).errors).toEqual({
      nameEn: 'Fill this in, please.',
    });
    expect((await w.submits('U0AVERY', { ...fields, backup: 'U0AVERY' })).errors?.backup).toMatch(
      /somebody other than the owner/,
    );
    expect((await w.submits('U0AVERY', { ...fields, owner: 'U0GUEST' })).errors?.owner).toMatch(
      /Gus Guest is a guest/,
    );
    expect((await w.submits('U0AVERY', { ...fields, organization: '99999' })).errors?.organization).toMatch(
      /Choose an organization/,
    );
    expect(
      (await w.submits('U0AVERY', { ...fields, descriptionEn: 'x'.repeat(3001) })).errors?.descriptionEn,
    ).toMatch(/3000 characters at most/);
    w.sandbox.as('U0AVERY').closeModal();
  });

  test('register refuses a name that the organization has, with a button to the one that exists, and keeps the text', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Twin' });
    await w.opens('U0CASEY', '/ai-registry register twin');
    const { view } = await w.submits('U0CASEY', {
      organization: await organizationId(w, 'MTO'),
      descriptionEn: 'My own words',
      lifecycle: 'idea',
    });
    expect(textOf(view?.blocks ?? [])).toContain(`MTO has a system of this name already: ${number}`);
    expect(buttonsOf(view?.blocks ?? [])).toEqual([`${number} Twin`]);
    expect(JSON.stringify(view)).toContain('My own words');
    w.sandbox.as('U0CASEY').closeModal();
  });

  test('show takes a number or a name, and offers each caller what they may do', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Road salt planner', personalInformation: 'yes' });
    const mine = await w.types('U0AVERY', `/ai-registry show ${number}`);
    expect(mine.text).toContain('Road salt planner');
    expect(buttonsOf(mine.blocks)).toContain('Record PIA');
    const theirs = await w.types('U0FARAH', '/ai-registry show road SALT planner');
    expect(theirs.text).toContain(number);
    expect(buttonsOf(theirs.blocks)).toEqual(['History', 'Watch']);
    expect(buttonsOf((await w.types('U0CASEY', `/ai-registry show ${number}`)).blocks)).toContain(
      'Record PIA',
    );
  });

  test('show offers all systems of one name, and the nearest ones for a name that nobody has', async () => {
    const one = await registers(w, 'U0AVERY', { nameEn: 'Copilot for all' });
    const other = await registers(w, 'U0AVERY', {
      nameEn: 'Copilot for all',
      organization: await organizationId(w, 'EDU'),
    });
    const several = await w.types('U0AVERY', '/ai-registry show Copilot for all');
    expect(buttonsOf(several.blocks)).toEqual([
      `${one} Copilot for all (MTO)`,
      `${other} Copilot for all (EDU)`,
    ]);
    const none = await w.types('U0AVERY', '/ai-registry show Copylot');
    expect(none.text).toContain('No system is called “Copylot”');
    expect(buttonsOf(none.blocks)).toContain(`${one} Copilot for all (MTO)`);
    expect((await w.types('U0AVERY', '/ai-registry show AI-9999')).text).toBe(
      'There is no AI-9999 in the registry. Look for it by name, or list all systems.',
    );
  });

  test('find forgives typing errors, accents and case', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Détection de feux' });
    expect((await w.types('U0FARAH', '/ai-registry find DETECTON')).text).toContain(
      `${number} Détection de feux`,
    );
    expect((await w.types('U0FARAH', '/ai-registry find qqqqqqq')).text).toBe('Nothing matches “qqqqqqq”.');
    expect((await w.types('U0FARAH', '/ai-registry find')).text).toMatch(/^What are you looking for\?/);
  });

  test('list takes filters in any order and either language, says how many, and pages', async () => {
    for (let i = 0; i < 12; i++)
      await registers(w, 'U0DOMINIQUE', {
        nameEn: `Paged ${String(i).padStart(2, '0')}`,
        organization: await organizationId(w, 'TVO'),
        tier: 'IV',
      });
    const first = await w.types('U0DOMINIQUE', '/ai-registry list iv TVO');
    expect(first.text).toMatch(/^12 systèmes\s: Niveau IV et TVO/);
    await w.clicks('U0DOMINIQUE', first, 'Page suivante');
    await w.until(() =>
      w.sandbox
        .as('U0DOMINIQUE')
        .reads(CHANNEL)
        .find((m) => m.ts === first.ts)
        ?.text.includes('Paged 11'),
    );
    const same = await w.types(
      'U0AVERY',
      '/ai-registry list Ontario Educational Communications Authority, tier iv development',
    );
    expect(same.text).toMatch(/^12 systems: TVO, Tier IV,? and Development/);
    expect((await w.types('U0AVERY', '/ai-registry list mine TVO')).text).toBe(
      'No system fits: mine and TVO.',
    );
  });

  test('list says what it understood and what not, with the nearest right line', async () => {
    const answer = await w.types('U0AVERY', '/ai-registry list MTO overdu');
    expect(answer.text).toMatch(/^I understood MTO, but not “overdu”/);
    expect(buttonsOf(answer.blocks)[0]).toBe('overdue');
  });

  test('mine shows my open reviews, worst first, and my systems', async () => {
    const number = await registers(w, 'U0ELI', { nameEn: 'Fire model', tier: 'untiered' });
    const answer = await w.types('U0ELI', '/ai-registry mine');
    expect(answer.text.split('\n')).toEqual([
      'My 2 open reviews, worst first',
      `${number} Fire model: Tier triage (TRIAGE), due April 1, 2026, in 4 weeks`,
      `${number} Fire model: Confirmation that the record is true (VALIDATE), due March 2, 2027, in 12 months`,
      'My system',
      `${number} Fire model · MTO · Tier not decided · Development`,
    ]);
  });

  test('assess records an outcome, and says when it is due again', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Assessed', personalInformation: 'yes' });
    await w.opens('U0AVERY', `/ai-registry assess ${number} pia`);
    const { view } = await w.submits('U0AVERY', {
      verdict: 'conditions',
      evidence: 'https://example.org/pia',
      note: 'Delete after a year',
    });
    expect(textOf(view?.blocks ?? [])).toContain('passed with conditions on March 2, 2026');
    expect(textOf(view?.blocks ?? [])).toContain('Next due: March 2, 2028');
    w.sandbox.as('U0AVERY').closeModal();
  });

  test('assess refuses evidence without https, days in the future or the far past, and an excuse without a reason, at their fields', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Strict', personalInformation: 'yes' });
    await w.opens('U0AVERY', `/ai-registry assess ${number} PIA`);
    for (const evidence of ['http://example.org', 'javascript:alert(1)', 'see the share']) {
      expect((await w.submits('U0AVERY', { evidence })).errors?.evidence).toMatch(/begins with https/);
    }
    expect((await w.submits('U0AVERY', { completedOn: '2026-03-03' })).errors?.completedOn).toMatch(
      /in the future/,
    );
    expect((await w.submits('U0AVERY', { completedOn: '1999-12-31' })).errors?.completedOn).toMatch(
      /too far in the past/,
    );
    expect((await w.submits('U0AVERY', { verdict: 'not-required' })).errors?.note).toBe('Say why, please.');
    expect(
      (await w.submits('U0AVERY', { verdict: 'waived', note: 'x', until: '2026-03-02' })).errors?.until,
    ).toMatch(/from March 3, 2026 to/);
    const { view } = await w.submits('U0AVERY', {
      verdict: 'waived',
      note: 'A new system comes in June',
      until: '2026-06-30',
    });
    expect(textOf(view?.blocks ?? [])).toContain('waived until June 30, 2026: A new system comes in June');
    w.sandbox.as('U0AVERY').closeModal();
  });

  test('assess of a triage decides the tier', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Undecided', tier: 'untiered' });
    await w.opens('U0AVERY', `/ai-registry assess ${number} TRIAGE`);
    expect((await w.submits('U0AVERY', {})).errors?.tier).toMatch(/Choose the tier/);
    const { view } = await w.submits('U0AVERY', { tier: 'III' });
    expect(textOf(view?.blocks ?? [])).toContain('Decided: Tier III.');
    w.sandbox.as('U0AVERY').closeModal();
    expect((await w.types('U0AVERY', `/ai-registry show ${number}`)).text).toContain(
      'Independent peer review',
    );
  });

  test('assess offers the open reviews when none, or a wrong one, was named', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Which', personalInformation: 'yes' });
    expect(buttonsOf((await w.types('U0AVERY', `/ai-registry assess ${number}`)).blocks)).toContain(
      'Privacy impact assessment (PIA)',
    );
    expect((await w.types('U0AVERY', `/ai-registry assess ${number} PIX`)).text).toMatch(
      /“PIX” is not a type of review/,
    );
    expect((await w.types('U0AVERY', `/ai-registry assess ${number} HRIA`)).text).toMatch(/no open HRIA/);
  });

  test('nobody but owner, backup, leads and administrators records a review', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Guarded' });
    expect((await w.types('U0FARAH', `/ai-registry assess ${number} VALIDATE`)).text).toBe(
      `${number} can be changed by its owner, its backup, the leads of MTO and administrators. Ask Avery Example, its owner.`,
    );
    for (const user of ['U0CASEY', 'U0MORGAN']) {
      await w.opens(user, `/ai-registry assess ${number} VALIDATE`);
      w.sandbox.as(user).closeModal();
    }
  });

  test('snooze puts a reminder off within its limits', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Sleepy', tier: 'untiered' });
    expect((await w.types('U0AVERY', `/ai-registry snooze ${number} TRIAGE tomorrow`)).text).toBe(
      `You won't be reminded of TRIAGE of ${number} before Tuesday, March 3, 09:00 (your time).`,
    );
    expect((await w.types('U0AVERY', `/ai-registry snooze ${number} TRIAGE 2026-12-24`)).text).toBe(
      'Choose a day from March 3, 2026 to March 16, 2026.',
    );
    expect((await w.types('U0AVERY', `/ai-registry snooze ${number} TRIAGE march 6`)).text).toContain(
      'before Friday, March 6, 09:00',
    );
    const soon = await w.types('U0AVERY', `/ai-registry snooze ${number} TRIAGE soon`);
    expect(soon.text).toMatch(/“soon” is not a day that I understand/);
    expect(buttonsOf(soon.blocks)[0]).toBe('tomorrow');
    expect((await w.types('U0AVERY', `/ai-registry snooze ${number} TRIAGE 2026-02-30`)).text).toMatch(
      /“2026-02-30” is not a day/,
    );
    await w.opens('U0AVERY', `/ai-registry snooze ${number} TRIAGE`);
    expect((await w.submits('U0AVERY', { when: 'day' })).errors?.day).toBe('Pick a day.');
    const { view } = await w.submits('U0AVERY', { when: 'monday' });
    expect(textOf(view?.blocks ?? [])).toContain('before Monday, March 9, 09:00');
    w.sandbox.as('U0AVERY').closeModal();
  });

  test('assess takes the name of a review, and the card then shows its evidence and note', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Evident', personalInformation: 'yes' });
    await w.opens('U0AVERY', `/ai-registry assess ${number} privacy`);
    expect((await w.submits('U0AVERY', { verdict: 'conditions' })).errors?.note).toBe('Say why, please.');
    await w.submits('U0AVERY', {
      verdict: 'conditions',
      evidence: 'https://example.org/e',
      note: 'Only in May',
    });
    w.sandbox.as('U0AVERY').closeModal();
    const card = textOf((await w.types('U0FARAH', `/ai-registry ${number}`)).blocks);
    expect(card).toContain('passed with conditions on March 2, 2026: Only in May');
    expect(card).toContain('https://example.org/e');
  });

  test('list takes several filters of one kind as either of them, and short names in either language', async () => {
    const education = await registers(w, 'U0AVERY', {
      nameEn: 'Or one',
      organization: await organizationId(w, 'EDU'),
      lifecycle: 'paused',
    });
    const health = await registers(w, 'U0AVERY', {
      nameEn: 'Or two',
      organization: await organizationId(w, 'MOH'),
      lifecycle: 'paused',
    });
    const answer = await w.types('U0AVERY', '/ai-registry list paused santé education');
    expect(answer.text).toMatch(/^2 systems: Paused, MOH,? and EDU/);
    for (const number of [education, health]) expect(answer.text).toContain(number);
    expect((await w.types('U0AVERY', '/ai-registry list tier 2 paused')).text).toBe(
      'No system fits: Tier II and Paused.',
    );
  });

  test('a paragraph after a command is answered within Slack’s limits', async () => {
    const answer = await w.types('U0AVERY', `/ai-registry blah ${'word 🙂 '.repeat(800)}`);
    expect(answer.text).toMatch(/“blah” is not something I know/);
    await w.types('U0AVERY', `/ai-registry find ${'slow words '.repeat(300)}`);
  });

  test('anything else gets what was meant, as buttons that do it', async () => {
    const answer = await w.types('U0AVERY', '/ai-registry shwo AI-1');
    expect(answer.text).toMatch(/“shwo” is not something I know/);
    expect(buttonsOf(answer.blocks)).toEqual(['show AI-1', 'find shwo AI-1', 'Help']);
    const before = w.sandbox.as('U0AVERY').reads(CHANNEL).length;
    await w.clicks('U0AVERY', answer, 'show AI-1');
    await w.until(() => w.sandbox.as('U0AVERY').reads(CHANNEL).length > before);
  });

  test('a typing error in a command of the other language gets what was meant, too', async () => {
    const answer = await w.types('U0AVERY', '/ai-registry trasnferer AI-1');
    expect(buttonsOf(answer.blocks)).toEqual(['transférer AI-1', 'find trasnferer AI-1', 'Help']);
  });

  test('a person with a French locale gets French throughout', async () => {
    expect((await w.types('U0BENOIT', '/ai-registry aide')).text).toMatch(/^Ce que Daylight peut faire/);
    const number = await registers(w, 'U0BENOIT', {
      nameEn: 'Prévision',
      organization: await organizationId(w, 'MOH'),
      tier: 'untiered',
    });
    const nonBreaking = (text: string) => text.replaceAll(' :', '\u00a0:');
    expect((await w.types('U0BENOIT', `/ai-registry voir ${number}`)).text).toBe(
      nonBreaking(
        `${number} Prévision, MOH. Niveau à déterminer, Développement. Examens à faire : Détermination du niveau (TRIAGE) : 1er avril 2026, dans 4 semaines; Confirmation que la fiche est exacte (VALIDATE) : 2 mars 2027, dans 12 mois`,
      ),
    );
    expect((await w.types('U0BENOIT', '/ai-registry voir AI-9999')).text).toMatch(
      /^AI-9999 ne figure pas au registre/,
    );
  });

  test('guests look nothing up and change nothing', async () => {
    for (const line of ['', 'list', 'show AI-1', 'register x']) {
      expect((await w.types('U0GUEST', `/ai-registry ${line}`)).text).toMatch(
        /open to members of this workspace/,
      );
    }
    await w.sandbox.as('U0GUEST').openHome();
    const home = await w.until(() => w.sandbox.as('U0GUEST').screen().home);
    expect(textOf(home.blocks)).toMatch(/open to members/);
    await w.sandbox.as('U0GUEST').shortcut('register');
    const modal = await w.until(() => w.sandbox.as('U0GUEST').screen().modals.at(-1));
    expect(textOf(modal.blocks)).toMatch(/open to members/);
  });

  test('the shortcut and App Home do what the commands do', async () => {
    await w.sandbox.as('U0FARAH').shortcut('register');
    expect((await w.until(() => w.sandbox.as('U0FARAH').screen().modals.at(-1))).callback_id).toBe(
      'register',
    );
    w.sandbox.as('U0FARAH').closeModal();
    const number = await registers(w, 'U0FARAH', { nameEn: 'From home' });
    await w.sandbox.as('U0FARAH').openHome();
    const home = await w.until(() => {
      const view = w.sandbox.as('U0FARAH').screen().home;
      return view && textOf(view.blocks).includes(number) ? view : null;
    });
    expect(buttonsOf(home.blocks)).toEqual(
      expect.arrayContaining(['Record', 'Open', 'Register a system', 'Help']),
    );
  });

  test('a caller who asks for a name full of markup sees it as typed, and nobody is pinged', async () => {
    const nameEn = '<!channel> *bold* _it_ ~no~ `code` مرحبا 🙂';
    const number = await registers(w, 'U0AVERY', { nameEn, descriptionEn: '<@U0CASEY>\n'.repeat(10) });
    const card = await w.types('U0AVERY', `/ai-registry show ${number}`);
    expect(textOf(card.blocks)).toContain(`${number} ${nameEn}`);
    expect(card.text).toContain('&lt;!channel&gt;');
    expect(JSON.stringify(card.blocks)).not.toContain('"mrkdwn"');
  });
});
