import { describe, expect, test } from 'vitest';
import { aWorkspace } from '../support/a-workspace.ts';
import { buttonsOf, CHANNEL, organizationId, registers, textOf } from '../support/workspace.ts';

// What changes a record, through the real Bolt.
const w = aWorkspace();
const open = async (user: string, line: string) => w.opens(user, `/ai-registry ${line}`);
const says = async (user: string, line: string) => w.types(user, `/ai-registry ${line}`);
const reads = (user: string) => w.sandbox.as(user).reads(CHANNEL);
const sent = async (user: string, fields: Record<string, string | null>) => {
  const { errors, view } = await w.submits(user, fields);
  const text = textOf(view?.blocks ?? []);
  if (!errors) w.sandbox.as(user).closeModal();
  return { errors, text, view };
};
const get = async (number: string) => (await w.daylight.store.systems.get(Number(number.slice(3))))!;

describe('edit', () => {
  test('writes only what changed, with the reason, and says what it did to the reviews', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Edited' });
    await open('U0AVERY', `edit ${number}`);
    const { text } = await sent('U0AVERY', { vendor: 'Acme', personalInformation: 'yes', why: 'We looked' });
    expect(text).toContain('Vendor: nothing → Acme');
    expect(text).toContain('Personal information: Not known yet → Yes');
    expect(text).toContain('Privacy impact assessment (PIA) opens');
    const history = await says('U0FARAH', `history ${number}`);
    expect(history.text).toMatch(/Avery Example: .*Vendor: nothing → Acme.*\(reason: We looked\)/);
    expect(history.text).not.toContain('Description');
  });

  test('opens one section by its name or a field’s, in either language', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Sections' });
    const view = await open('U0AVERY', `edit ${number} privacy`);
    expect(textOf(view.blocks)).toContain('Legal authority');
    expect(textOf(view.blocks)).not.toContain('Vendor');
    w.sandbox.as('U0AVERY').closeModal();
    expect(textOf((await open('U0AVERY', `modifier ${number} fournisseur`)).blocks)).toContain('Vendor');
    w.sandbox.as('U0AVERY').closeModal();
    const wrong = await says('U0AVERY', `edit ${number} technolgy`);
    expect(buttonsOf(wrong.blocks)[0]).toBe('Technology');
  });

  test('writes nothing when nothing is different', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Untouched' });
    await open('U0AVERY', `edit ${number}`);
    expect((await sent('U0AVERY', {})).text).toMatch(/^Nothing was different/);
    expect((await get(number)).version).toBe(1);
  });

  test('keeps what two people changed in different fields, and shows theirs beside mine where they changed the same', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Contested', backup: 'U0CASEY' });
    await open('U0AVERY', `edit ${number}`);
    await open('U0CASEY', `edit ${number}`);
    await sent('U0CASEY', { vendor: 'Theirs', branch: 'Roads' });
    const { view } = await w.submits('U0AVERY', { vendor: 'Mine', executive: 'The deputy' });
    const text = textOf(view?.blocks ?? []);
    expect(text).toContain('Casey Sample changed this record while you were writing');
    expect(text).toContain('Vendor is now: Theirs');
    expect(JSON.stringify(view)).toContain('"initial_value":"Mine"');
    expect(JSON.stringify(view)).toContain('"initial_value":"The deputy"');
    expect(JSON.stringify(view)).toContain('"initial_value":"Roads"');
    await sent('U0AVERY', {});
    expect(await get(number)).toMatchObject({ vendor: 'Mine', branch: 'Roads', executive: 'The deputy' });
  });

  test('puts errors at their fields: no name, a name that is taken, a restriction without a ground', async () => {
    await registers(w, 'U0AVERY', { nameEn: 'Taken name' });
    const number = await registers(w, 'U0AVERY', { nameEn: 'Restricting' });
    await open('U0AVERY', `edit ${number}`);
    expect((await sent('U0AVERY', { nameEn: ' ' })).errors?.nameEn).toBe('Fill this in, please.');
    expect((await sent('U0AVERY', { nameEn: 'taken NAME' })).errors?.nameEn).toMatch(
      /has a system of this name/,
    );
    expect((await sent('U0AVERY', { disclosure: 'restricted' })).errors).toEqual({
      exemption: 'Say on which ground it is restricted.',
      exemptionReason: 'Say why, please.',
    });
    expect((await sent('U0AVERY', { noticeUrl: 'http://x.org' })).errors?.noticeUrl).toMatch(
      /begins with https/,
    );
    expect((await sent('U0AVERY', { backupId: 'U0GUEST' })).errors?.backupId).toMatch(/is a guest/);
    w.sandbox.as('U0AVERY').closeModal();
  });
});

test('tier proposes a level by ten questions, says why, and asks for a reason for another', async () => {
  const number = await registers(w, 'U0AVERY', { nameEn: 'Triaged' });
  await open('U0AVERY', `tier ${number}`);
  const answers = {
    affects: 'public',
    decides: 'rights',
    harm: 'serious',
    reversible: 'effort',
    automated: 'reviewed',
    personal: 'some',
    vulnerable: 'no',
    scale: 'thousands',
    explainable: 'partly',
    recourse: 'planned',
  };
  const { view } = await w.submits('U0AVERY', answers);
  const text = textOf(view?.blocks ?? []);
  expect(text).toMatch(/27 of 49 points \(55%\): Tier III/);
  expect(text).toContain('What weighs most');
  expect((await w.submits('U0AVERY', { tier: 'II' })).errors?.reason).toMatch(
    /tier other than the one that your answers propose/,
  );
  expect((await sent('U0AVERY', { tier: 'III' })).text).toContain('Tier: Tier not decided → Tier III');
  expect(await get(number)).toMatchObject({ tier: 'III', tierAnswers: answers });
  const open_ = await w.daylight.store.assessments.openOf(Number(number.slice(3)));
  expect(open_.map(({ type }) => type)).not.toContain('TRIAGE');
});

test('move says what opens and closes before it is confirmed', async () => {
  const number = await registers(w, 'U0AVERY', { nameEn: 'Moving', tier: 'II' });
  const preview = await says('U0AVERY', `move ${number} pilote`);
  expect(preview.text).toContain('Threat and risk assessment (TRA) opens');
  expect((await get(number)).lifecycle).toBe('development');
  await w.clicks('U0AVERY', preview, 'Move to pilot');
  await w.until(async () => (await get(number)).lifecycle === 'pilot');
  expect((await says('U0AVERY', `move ${number} pilot`)).text).toMatch(/is “pilot” already/);
  expect(buttonsOf((await says('U0AVERY', `move ${number}`)).blocks)).toContain('Production');
  expect(buttonsOf((await says('U0AVERY', `move ${number} prodction`)).blocks)[0]).toBe('Production');
});

describe('transfer', () => {
  test('asks the new owner, and tells everybody concerned what came of it', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Handed over' });
    expect((await says('U0AVERY', `transfer ${number} @benoit too much work`)).text).toMatch(
      /Benoît Exemple was asked to take over/,
    );
    const offer = await w.until(() => w.inbox('U0BENOIT').find((m) => m.text.includes(number)));
    expect(offer.text).toContain('Avery Example vous demande de reprendre');
    expect(offer.text).toContain('too much work');
    expect((await get(number)).ownerId).toBe('U0AVERY');
    await w.clicks('U0BENOIT', offer, 'Accepter');
    await w.until(async () => (await get(number)).ownerId === 'U0BENOIT');
    for (const user of ['U0AVERY', 'U0CASEY'])
      await w.until(() => w.inbox(user).find((m) => m.text.startsWith(`Benoît Exemple took over ${number}`)));
    await w.until(() =>
      w
        .inbox('U0BENOIT')
        .find((m) => m.ts === offer.ts)
        ?.text.startsWith('Benoît Exemple a repris'),
    );
    expect((await says('U0BENOIT', `transfer ${number} accept`)).text).toMatch(/Personne ne vous propose/);
  });

  test('may be declined, and stays with its owner', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Declined' });
    await says('U0AVERY', `transfer ${number} farah@example.org`);
    const offer = await w.until(() => w.inbox('U0FARAH').find((m) => m.text.includes(number)));
    await w.clicks('U0FARAH', offer, 'Decline');
    await w.until(() =>
      w.inbox('U0AVERY').find((m) => m.text.startsWith(`Farah Fictive declined to take over ${number}`)),
    );
    expect((await get(number)).ownerId).toBe('U0AVERY');
  });

  test('is refused to guests, strangers and the owner, and to those who may not', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Not yours' });
    expect((await says('U0AVERY', `transfer ${number} @gus`)).text).toMatch(/Gus Guest is a guest/);
    expect((await says('U0AVERY', `transfer ${number} @nobody`)).text).toMatch(
      /I don't know who “@nobody” is/,
    );
    expect((await says('U0AVERY', `transfer ${number} U0NOBODY`)).text).toMatch(/can't be found/);
    expect((await says('U0AVERY', `transfer ${number} @avery`)).text).toMatch(/is the owner of/);
    expect((await says('U0FARAH', `transfer ${number} @farah`)).text).toMatch(/can be changed by its owner/);
  });

  test('a lead takes over without asking', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Taken over' });
    expect((await says('U0CASEY', `transfer ${number} @casey`)).text).toContain('You are the owner now');
    await w.until(() =>
      w.inbox('U0AVERY').find((m) => m.text.startsWith(`Casey Sample took over ${number}`)),
    );
  });
});

test('backup names the backup, who is told, or nobody', async () => {
  const number = await registers(w, 'U0AVERY', { nameEn: 'Backed up' });
  expect((await says('U0AVERY', `backup ${number} @eli`)).text).toContain('Backup owner: Eli Placeholder.');
  await w.until(() => w.inbox('U0ELI').find((m) => m.text.includes(number)));
  expect((await says('U0AVERY', `backup ${number} @avery`)).text).toMatch(/somebody other than the owner/);
  expect((await says('U0AVERY', `backup ${number} nobody`)).text).toContain('It has no backup owner now.');
});

test('validate is one click, and counts as the review', async () => {
  const number = await registers(w, 'U0AVERY', { nameEn: 'True', owner: 'U0ELI' });
  expect((await says('U0ELI', `validate ${number}`)).text).toContain('Confirmed as true on March 2, 2026.');
  expect(String((await get(number)).validatedOn)).toBe('2026-03-02');
});

test('retire closes what is open, lists leave it out, and restore undoes it', async () => {
  const number = await registers(w, 'U0AVERY', { nameEn: 'Old thing', lifecycle: 'pilot' });
  expect((await says('U0AVERY', `retire ${number} replaced`)).text).toContain('It is retired.');
  expect((await says('U0AVERY', 'list mine')).text).not.toContain('Old thing');
  expect((await says('U0AVERY', 'list mine retired')).text).toContain('Old thing');
  expect((await says('U0AVERY', `validate ${number}`)).text).toMatch(/is retired. Restore it first/);
  expect((await says('U0AVERY', `restore ${number}`)).text).toContain('Its lifecycle is “pilot”.');
  expect(await w.daylight.store.assessments.openOf(Number(number.slice(3)))).not.toEqual([]);
});

describe('undo', () => {
  test('takes back my own last change within ten minutes, reviews included', async () => {
    const number = await registers(w, 'U0AVERY', {
      nameEn: 'Undone',
      tier: 'II',
      personalInformation: 'yes',
    });
    const id = Number(number.slice(3));
    const before = await w.daylight.store.assessments.openOf(id);
    await open('U0AVERY', `assess ${number} PIA`);
    await sent('U0AVERY', {});
    await says('U0AVERY', `undo ${number}`);
    expect(await w.daylight.store.assessments.openOf(id)).toEqual(before);
    const retired = await says('U0AVERY', `retire ${number}`);
    await w.clicks('U0AVERY', retired, 'Undo');
    await w.until(() => reads('U0AVERY').at(-1)?.text.startsWith('Taken back'));
    expect((await get(number)).lifecycle).toBe('development');
    expect(await w.daylight.store.assessments.openOf(id)).toEqual(before);
    expect((await says('U0AVERY', `history ${number}`)).text).toContain('last change taken back');
    expect((await says('U0AVERY', `undo ${number}`)).text).toMatch(/is not one that you can take back/);
  });

  test('is refused when somebody else changed it since, and for what others did', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Too late' });
    await says('U0AVERY', `retire ${number}`);
    expect((await says('U0CASEY', `undo ${number}`)).text).toMatch(/not one that you can take back/);
    await says('U0CASEY', `restore ${number}`);
    expect((await says('U0AVERY', `undo ${number}`)).text).toMatch(/not one that you can take back/);
    await says('U0AVERY', `retire ${number}`);
    await open('U0CASEY', `edit ${number} data`);
    await sent('U0CASEY', { data: 'x' });
    expect((await says('U0AVERY', `undo ${number}`)).text).toMatch(/not one that you can/);
  });
});

test('merge keeps both histories, forwards the number, and refuses circles', async () => {
  const kept = await registers(w, 'U0AVERY', { nameEn: 'Plate reader' });
  const twin = await registers(w, 'U0AVERY', { nameEn: 'Reader of plates 2' });
  const preview = await says('U0AVERY', `merge ${twin} into ${kept}`);
  await w.clicks('U0AVERY', preview, 'Merge them');
  await w.until(async () => (await get(twin)).lifecycle === 'retired');
  expect((await says('U0FARAH', `show ${twin}`)).text).toContain(`${kept} Plate reader`);
  expect((await says('U0FARAH', `history ${kept}`)).text).toContain('Reader of plates 2');
  expect((await says('U0AVERY', `merge ${kept} into ${twin}`)).text).toMatch(/both times/);
  expect((await says('U0AVERY', `merge ${kept} into ${kept}`)).text).toMatch(/both times/);
  expect((await says('U0AVERY', `restore ${twin}`)).text).toContain('It is restored');
});

test('register points out a likely duplicate before a second one is made', async () => {
  const number = await registers(w, 'U0AVERY', { nameEn: 'Winter road forecast assistant' });
  await w.opens('U0FARAH', '/ai-registry register');
  const fields = {
    nameEn: 'Winter road forecast',
    organization: await organizationId(w, 'MOH'),
    descriptionEn: 'd',
    lifecycle: 'idea',
  };
  const { view } = await w.submits('U0FARAH', fields);
  expect(textOf(view?.blocks ?? [])).toMatch(/may be registered already/);
  expect(buttonsOf(view?.blocks ?? [])).toContain(`${number} Winter road forecast assistant (MTO)`);
  const again = await w.submits('U0FARAH', {});
  expect(textOf(again.view?.blocks ?? [])).toMatch(/is in the registry as/);
  w.sandbox.as('U0FARAH').closeModal();
});
