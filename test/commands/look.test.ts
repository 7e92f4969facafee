import { describe, expect, test } from 'vitest';
import { aWorkspace } from '../support/a-workspace.ts';
import { buttonsOf, CHANNEL, organizationId, registers, textOf } from '../support/workspace.ts';

// Looking back, following, and what leads and administrators do, through the real Bolt.
const w = aWorkspace();
const says = async (user: string, line: string) => w.types(user, `/ai-registry ${line}`);
const sent = async (user: string, fields: Record<string, string | null>) => {
  const { errors, view } = await w.submits(user, fields);
  if (!errors) w.sandbox.as(user).closeModal();
  return { errors, text: textOf(view?.blocks ?? []), view };
};

describe('history', () => {
  test('of a system, a person and a ministry, since a day, and paged', async () => {
    const number = await registers(w, 'U0ELI', {
      nameEn: 'Chronicled',
      organization: await organizationId(w, 'MNR'),
    });
    for (let i = 0; i < 9; i++) {
      await says('U0ELI', `retire ${number}`);
      await says('U0ELI', `restore ${number}`);
    }
    const first = await says('U0FARAH', `history ${number}`);
    expect(first.text).toContain('Lifecycle: Retired → Development');
    await w.clicks('U0FARAH', first, 'Older');
    await w.until(() =>
      w.sandbox
        .as('U0FARAH')
        .reads(CHANNEL)
        .find((m) => m.ts === first.ts && buttonsOf(m.blocks).includes('Newest')),
    );
    expect((await says('U0FARAH', 'history @eli week')).text).toContain(`${number} Chronicled`);
    expect((await says('U0FARAH', 'history MNR today')).text).toContain('Eli Placeholder');
    expect((await says('U0FARAH', 'history EDU')).text).toContain('Nothing was changed');
    expect((await says('U0FARAH', `history ${number} someday`)).text).toMatch(/can't tell since when/);
  });
});

describe('watch', () => {
  test('sends one digest a day of what others changed, at the hour of the watcher, and nothing on quiet days', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Watched' });
    expect((await says('U0FARAH', `watch ${number}`)).text).toContain('You watch');
    expect((await says('U0FARAH', `watch ${number}`)).text).toContain('already');
    const before = w.inbox('U0FARAH').length;
    await says('U0AVERY', `retire ${number}`);
    await w.moveTo('2026-03-03T08:50');
    expect(w.inbox('U0FARAH').length).toBe(before);
    await w.moveTo('2026-03-03T09:05');
    const digest = await w.until(() => w.inbox('U0FARAH')[before]);
    expect(digest.text).toContain('1 system that you watch changed');
    expect(digest.text).toContain('Development'.toLowerCase());
    await w.moveTo('2026-03-04T12:00');
    expect(w.inbox('U0FARAH').length).toBe(before + 1);
    await says('U0FARAH', `unwatch ${number}`);
    expect((await says('U0FARAH', 'watch')).text).toContain('You watch nothing yet.');
    expect((await says('U0FARAH', `unwatch ${number}`)).text).toMatch(/You don't watch/);
  });

  test('takes a ministry or everything as well', async () => {
    expect((await says('U0FARAH', 'watch MTO')).text).toContain('You watch MTO now');
    expect((await says('U0BENOIT', 'suivre tout')).text).toContain('tout le registre');
    const list = await says('U0FARAH', 'watch');
    expect(list.text).toContain('MTO');
    await says('U0FARAH', 'unwatch MTO');
    await says('U0BENOIT', 'cesser tout');
  });
});

test('due lists open reviews worst first; a lead sees their own organization', async () => {
  const mine = await registers(w, 'U0AVERY', { nameEn: 'Due at MTO', tier: 'untiered' });
  const other = await registers(w, 'U0ELI', {
    nameEn: 'Due at MOF',
    tier: 'untiered',
    organization: await organizationId(w, 'MOF'),
  });
  const lead = await says('U0CASEY', 'due');
  expect(lead.text).toContain(mine);
  expect(lead.text).not.toContain(other);
  expect((await says('U0CASEY', 'due all')).text).toContain(other);
  expect((await says('U0FARAH', 'due MOF 60 days')).text).toMatch(/1 open review.*: MOF/);
  expect((await says('U0FARAH', 'due MOF tomorrow')).text).toMatch(/No open review fits/);
  const wrong = await says('U0FARAH', 'due overdu');
  expect(buttonsOf(wrong.blocks)[0]).toBe('overdue');
});

test('settings change language, hour, weekdays and early reminders', async () => {
  await w.opens('U0FARAH', '/ai-registry settings');
  expect((await sent('U0FARAH', { weekdays: null })).errors?.weekdays).toMatch(
    /complete this required field/,
  );
  const { text } = await sent('U0FARAH', {
    language: 'fr',
    hour: '7',
    weekdays: '1\n3',
    earlyStages: null,
  });
  expect(text).toMatch(/Je vous écris dès 7\sh\s: lundi et mercredi\./);
  expect((await says('U0FARAH', 'show AI-9999')).text).toMatch(/ne figure pas au registre/);
  expect((await w.daylight.store.people.get('U0FARAH'))?.person).toMatchObject({
    hour: 7,
    weekdays: [1, 3],
    earlyStages: false,
  });
  await w.opens('U0FARAH', '/ai-registry réglages');
  await sent('U0FARAH', { language: 'slack', hour: '9', weekdays: '1\n2\n3\n4\n5', earlyStages: 'on' });
});

test('lead names and removes leads; only administrators do', async () => {
  expect((await says('U0FARAH', 'lead add @farah MOH')).text).toBe(
    'Only administrators of the registry can do that. Ask one of them.',
  );
  expect((await says('U0MORGAN', 'lead add @farah MOH')).text).toContain(
    'Farah Fictive is a lead of MOH now.',
  );
  expect((await says('U0AVERY', 'lead MOH')).text).toBe('Leads of MOH: Farah Fictive.');
  expect((await says('U0MORGAN', 'lead add @gus MOH')).text).toMatch(/is a guest/);
  const wrong = await says('U0MORGAN', 'lead add @farah MOHH');
  expect(buttonsOf(wrong.blocks).some((label) => label.startsWith('MOH '))).toBe(true);
  expect((await says('U0MORGAN', 'lead remove @farah MOH')).text).toContain('MOH has no lead now.');
});

describe('organization', () => {
  test('is added, renamed from a day on, and found by its old name', async () => {
    await w.opens('U0MORGAN', '/ai-registry organization add');
    const named = {
      acronym: 'MDAI',
      nameEn: 'Ministry of Digital Affairs',
      nameFr: 'Ministère du Numérique',
    };
    expect((await sent('U0MORGAN', named)).text).toContain('MDAI is on the list');
    await w.opens('U0MORGAN', '/ai-registry organization rename MDAI');
    await sent('U0MORGAN', {
      acronym: 'MDS',
      nameEn: 'Ministry of Digital Services',
      effectiveOn: '2026-03-06',
    });
    expect((await w.daylight.store.organizations.called('MDS'))?.acronym).toBeUndefined();
    await w.moveTo('2026-03-06T09:10');
    await w.until(async () => (await w.daylight.store.organizations.called('MDAI'))?.acronym === 'MDS');
    expect((await says('U0AVERY', 'organization Digital Affairs')).text).toContain('MDAI renamed MDS');
    await w.opens('U0MORGAN', '/ai-registry organization add');
    expect((await sent('U0MORGAN', named)).errors?.acronym).toMatch(/is called that already/);
    w.sandbox.as('U0MORGAN').closeModal();
  });

  test('is merged: systems, leads and watchers follow, histories are kept, circles are refused', async () => {
    const twin = await registers(w, 'U0ELI', {
      nameEn: 'Same name',
      organization: await organizationId(w, 'MRA'),
    });
    await registers(w, 'U0ELI', { nameEn: 'Same name', organization: await organizationId(w, 'OMAFA') });
    await says('U0MORGAN', 'lead add @eli MRA');
    await says('U0AVERY', 'watch MRA');
    const preview = await says('U0MORGAN', 'organization merge MRA into OMAFA');
    expect(preview.text).toContain('its 1 system');
    await w.clicks('U0MORGAN', preview, 'Merge them');
    await w.until(async () => (await w.daylight.store.organizations.called('MRA'))?.acronym === 'OMAFA');
    expect((await says('U0AVERY', `show ${twin}`)).text).toContain('Same name (MRA), OMAFA');
    expect((await says('U0AVERY', 'lead OMAFA')).text).toContain('Eli Placeholder');
    expect((await says('U0AVERY', 'watch')).text).toContain('OMAFA');
    expect((await says('U0AVERY', 'history OMAFA')).text).toContain('Ministry or agency: MRA → OMAFA');
    expect((await says('U0MORGAN', 'organization merge OMAFA into OMAFA')).text).toMatch(/can't be merged/);
    await says('U0MORGAN', 'organization merge MOS into MTCG 2026-12-01 yes');
    await says('U0MORGAN', 'organization merge MTCG into MCM 2026-12-01 yes');
    expect((await says('U0MORGAN', 'organization merge MCM into MOS 2026-12-01')).text).toMatch(
      /can't be merged/,
    );
    expect((await says('U0MORGAN', 'organization merge OMAFA into MRA')).text).toMatch(/can't be merged/);
  });
});

describe('policy', () => {
  test('shows the rules, previews a change and puts it into force', async () => {
    expect((await says('U0AVERY', 'policy')).text).toContain('Privacy impact assessment (PIA)');
    expect((await says('U0AVERY', 'policy set PIA')).text).toMatch(/Only administrators/);
    const number = await registers(w, 'U0AVERY', { nameEn: 'Governed', users: 'staff' });
    await w.opens('U0MORGAN', '/ai-registry policy set ACC');
    expect((await sent('U0MORGAN', { every: 'often' })).errors?.every).toMatch(/Enter months/);
    const { view } = await w.submits('U0MORGAN', { users: 'staff\npublic\nboth', every: '12' });
    expect(textOf(view?.blocks ?? [])).toMatch(/reviews? would open/);
    const button = JSON.stringify(view).match(/policy apply (\d+)/)?.[0] ?? '';
    w.sandbox.as('U0MORGAN').closeModal();
    await says('U0MORGAN', button);
    const id = Number(number.slice(3));
    await w.until(async () =>
      (await w.daylight.store.assessments.openOf(id)).some(({ type }) => type === 'ACC'),
    );
    expect((await says('U0AVERY', 'policy')).text).toContain('As set on');
    expect((await says('U0MORGAN', button)).text).toMatch(/was changed since/);
  });
});

test('stats says how the registry stands, and of one ministry', async () => {
  const all = await says('U0FARAH', 'stats');
  expect(all.text).toMatch(/\d+ systems in the registry/);
  expect(all.text).toMatch(/\n\d+ open reviews\n/);
  await w.moveTo('2026-03-06T23:55');
  expect((await says('U0FARAH', 'stats MTO')).text).toContain('March 6, 2026: ');
});

test('redact takes personal information out of the record and its history, leaves a mark, and the history stays intact', async () => {
  const number = await registers(w, 'U0AVERY', {
    nameEn: 'Redacted',
    descriptionEn: 'Ask Jo Doe, 555-0100.',
  });
  await w.opens('U0AVERY', `/ai-registry edit ${number} data`);
  await sent('U0AVERY', { data: 'Files of jo doe' });
  expect((await says('U0AVERY', `redact ${number}`)).text).toMatch(/Only administrators/);
  await w.opens('U0MORGAN', `/ai-registry redact ${number}`);
  expect((await sent('U0MORGAN', { phrase: 'Jo Doe', why: 'Jo Doe asked' })).errors?.why).toMatch(/repeats/);
  expect((await sent('U0MORGAN', { phrase: 'not there', why: 'x' })).errors?.phrase).toMatch(/stand nowhere/);
  expect((await sent('U0MORGAN', { phrase: 'Jo Doe', why: 'A name by mistake' })).text).toContain(
    'Places in the record: 2;',
  );
  const system = (await w.daylight.store.systems.get(Number(number.slice(3))))!;
  expect(system).toMatchObject({ descriptionEn: 'Ask █████, 555-0100.', data: 'Files of █████' });
  const history = await says('U0FARAH', `history ${number}`);
  expect(history.text).toContain('personal information taken out (reason: A name by mistake)');
  expect(history.text.toLowerCase()).not.toContain('jo doe');
  expect((await says('U0FARAH', 'stats')).text).toContain('The history is intact');
  const named = await registers(w, 'U0AVERY', { nameEn: 'Roster of Jo Doe' });
  await registers(w, 'U0AVERY', { nameEn: 'Roster of █████' });
  await w.opens('U0MORGAN', `/ai-registry redact ${named}`);
  const { errors } = await sent('U0MORGAN', { phrase: 'Jo Doe', why: 'A name by mistake' });
  expect(errors?.phrase).toMatch(/would have the name of another system/);
});
