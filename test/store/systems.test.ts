import { describe, expect, test } from 'vitest';
import { isOpen } from '../../src/domain/assessment.ts';
import { addDays, day, instant } from '../../src/domain/day.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import type { Registration, System } from '../../src/domain/system.ts';
import type { Store } from '../../src/store/store.ts';
import { TODAY } from '../support/builders.ts';
import { aStore } from '../support/database.ts';

const write = (given: object = {}) => ({
  by: 'U1',
  at: instant('2026-03-02T15:00:00Z'),
  today: TODAY,
  policy: DEFAULT_POLICY,
  ...given,
});

const aRegistration = (given: Partial<Registration> = {}): Registration => ({
  nameEn: 'Pothole finder',
  descriptionEn: 'Finds potholes.',
  organizationId: 1,
  lifecycle: 'pilot',
  tier: 'II',
  personalInformation: 'yes',
  users: 'public',
  ownerId: 'U1',
  backupId: null,
  ...given,
});

async function registered(store: Store, given: Partial<Registration> = {}, by: object = {}): Promise<number> {
  const outcome = await store.systems.register(aRegistration(given), write(by));
  if (outcome.result !== 'registered') throw new Error('the name is taken');
  return outcome.number;
}

describe('registering', () => {
  test('opens the reviews of the policy and begins the history', async () => {
    const store = await aStore();
    const record = (await store.systems.record(await registered(store)))!;
    expect(
      record.assessments
        .filter(isOpen)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['ACC', 'AIA', 'BIAS', 'PIA', 'TRA', 'VALIDATE']);
    expect(record.changes.map(({ kind, byName }) => [kind, byName])).toEqual([
      ['registered', 'Avery Example'],
    ]);
  });

  test('refuses a second system of the same name in one organization, accents and case aside', async () => {
    const store = await aStore();
    const number = await registered(store, { nameEn: 'Évaluation' });
    const again = await store.systems.register(aRegistration({ nameEn: 'EVALUATION ' }), write());
    expect(again).toMatchObject({ result: 'name-taken', existing: { number } });
    expect(await registered(store, { nameEn: 'Évaluation', organizationId: 2 })).toBe(number + 1);
  });

  test('does once what is asked twice with the same request, also at the same time', async () => {
    const store = await aStore();
    const same = () => store.systems.register(aRegistration(), write({ request: 'U1:form' }));
    const [first, second] = await Promise.all([same(), same()]);
    expect(second).toEqual(first);
    expect(await same()).toEqual(first);
    expect((await store.systems.list({}, { limit: 5, today: TODAY })).total).toBe(1);
  });

  test('never gives a number twice', async () => {
    const store = await aStore();
    const names = Array.from({ length: 20 }, (_, i) => `System ${i}`);
    const numbers = await Promise.all(names.map((nameEn) => registered(store, { nameEn })));
    expect(new Set(numbers).size).toBe(20);
  });

  test('keeps text as it was typed', async () => {
    const store = await aStore();
    const nameEn = '<!channel> *a* _b_ ~c~ `d` “e” مرحبا 🙂';
    const descriptionEn = '🙂'.repeat(3000);
    const system = await store.systems.get(await registered(store, { nameEn, descriptionEn }));
    expect(system).toMatchObject({ nameEn, descriptionEn });
  });
});

describe('a list', () => {
  test('is paged by key: every system once, in the order of their names, also when one is added meanwhile', async () => {
    const store = await aStore();
    for (const nameEn of ['delta', 'Alpha', 'charlie', 'Écho', 'bravo']) await registered(store, { nameEn });
    const names: string[] = [];
    let from: number | undefined;
    do {
      const page = await store.systems.list({}, { limit: 2, today: TODAY, ...(from && { from }) });
      names.push(...page.items.map(({ system }) => system.nameEn));
      if (names.length === 2) await registered(store, { nameEn: 'aardvark' });
      from = page.next ?? undefined;
    } while (from);
    expect(names).toEqual(['Alpha', 'bravo', 'charlie', 'delta', 'Écho']);
  });

  test('is filtered by organization, tier, lifecycle, overdue and person', async () => {
    const store = await aStore();
    const one = await registered(store, { nameEn: 'one', tier: 'III', organizationId: 2 });
    await registered(store, { nameEn: 'two', ownerId: 'U2', lifecycle: 'production' });
    const numbers = async (filter: object) =>
      (await store.systems.list(filter, { limit: 5, today: addDays(TODAY, 91) })).items.map(
        ({ system }) => system.nameEn,
      );
    expect(await numbers({ organizations: [2] })).toEqual(['one']);
    expect(await numbers({ tiers: ['II'] })).toEqual(['two']);
    expect(await numbers({ lifecycles: ['production'] })).toEqual(['two']);
    expect(await numbers({ of: 'U2' })).toEqual(['two']);
    expect(await numbers({ overdueOn: addDays(TODAY, 90) })).toEqual([]);
    expect(await numbers({ overdueOn: addDays(TODAY, 91) })).toEqual(['one', 'two']);
    expect(
      (await store.systems.list({ organizations: [2] }, { limit: 5, today: addDays(TODAY, 91) })).items[0],
    ).toMatchObject({
      system: { number: one },
      overdue: 7,
    });
  });
});

describe('finding', () => {
  test('forgives typing errors, accents and case, and puts the best match first', async () => {
    const store = await aStore();
    const name = await registered(store, { nameEn: 'Prévision des délais' });
    const mention = await registered(store, { nameEn: 'Other', descriptionEn: 'prevision of waiting' });
    expect((await store.search.find('PREVISON', 5)).numbers).toEqual([name, mention]);
    expect((await store.search.find(`ai-${name}`, 5)).numbers).toEqual([name]);
    expect((await store.search.find('xylophone', 5)).total).toBe(0);
  });

  test('knows at once what was registered since', async () => {
    const store = await aStore();
    expect((await store.search.find('zebra', 5)).total).toBe(0);
    const number = await registered(store, { nameEn: 'Zebra counter' });
    expect((await store.search.find('zebra', 5)).numbers).toEqual([number]);
  });
});

const passed = (completedOn = TODAY) =>
  ({ state: 'completed', outcome: 'passed', completedOn, evidence: null, note: null }) as const;

describe('recording a review', () => {
  const openReview = async (store: Store, number: number, type: 'PIA' | 'TRIAGE' | 'AIA') =>
    (await store.assessments.newest(number, type))!;

  test('opens the next one by the rule', async () => {
    const store = await aStore();
    const pia = await openReview(store, await registered(store), 'PIA');
    expect(await store.assessments.record(pia, passed(), write())).toMatchObject({
      result: 'recorded',
      assessment: { state: 'completed', outcome: 'passed', decidedBy: 'U1' },
      next: { type: 'PIA', dueOn: day('2028-03-02'), state: 'not-started' },
    });
  });

  test('has one effect and one answer when it is sent twice', async () => {
    const store = await aStore();
    const pia = await openReview(store, await registered(store), 'PIA');
    const send = () => store.assessments.record(pia, passed(), write({ request: 'U1:form' }));
    const [first, second] = await Promise.all([send(), send()]);
    expect(second).toEqual(first);
    expect((await store.assessments.openOf(pia.system)).filter(({ type }) => type === 'PIA')).toHaveLength(1);
  });

  test('lets the first of two people win, and tells the second', async () => {
    const store = await aStore();
    const pia = await openReview(store, await registered(store), 'PIA');
    const outcomes = await Promise.all(
      ['U1', 'U2'].map((by) => store.assessments.record(pia, passed(), write({ by, request: by }))),
    );
    expect(outcomes.map(({ result }) => result).sort()).toEqual(['changed-meanwhile', 'recorded']);
  });

  test('decides the tier with the triage, and opens what the tier needs', async () => {
    const store = await aStore();
    const triage = await openReview(store, await registered(store, { tier: 'untiered' }), 'TRIAGE');
    const outcome = await store.assessments.record(triage, { ...passed(), tier: 'III' }, write());
    expect(outcome).toMatchObject({ system: { tier: 'III' }, next: null });
    expect((await store.assessments.openOf(triage.system)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['HRIA', 'PEER', 'AIA']),
    );
  });

  test('lets a waived review come due again when the waiver ends', async () => {
    const store = await aStore();
    const aia = await openReview(store, await registered(store), 'AIA');
    const outcome = await store.assessments.record(
      aia,
      { state: 'waived', reason: 'moving', until: day('2026-06-01') },
      write(),
    );
    expect(outcome).toMatchObject({
      assessment: { state: 'waived', reason: 'moving' },
      next: { dueOn: day('2026-06-01') },
    });
  });

  test('keeps a review closed that a person found not required', async () => {
    const store = await aStore();
    const aia = await openReview(store, await registered(store), 'AIA');
    expect(
      await store.assessments.record(aia, { state: 'not-required', reason: 'n/a' }, write()),
    ).toMatchObject({ next: null });
  });
});

describe('changing what somebody else changed first', () => {
  const change = (store: Store, before: System, branch: string, request: string) =>
    store.systems.change(before, { branch }, write({ request }));

  test('writes nothing, and the same request is not taken for done when it comes again', async () => {
    const store = await aStore();
    const before = (await store.systems.get(await registered(store)))!;
    expect(await change(store, before, 'Roads', 'U1:form')).toMatchObject({ result: 'changed' });
    expect(await change(store, before, 'Bridges', 'U2:form')).toEqual({ result: 'changed-meanwhile' });
    const now = (await store.systems.get(before.number))!;
    expect(now.branch).toBe('Roads');
    expect(await change(store, now, 'Bridges', 'U2:form')).toMatchObject({ system: { branch: 'Bridges' } });
  });

  test('or merging it comes to nothing', async () => {
    const store = await aStore();
    const [from, into] = [
      (await store.systems.get(await registered(store)))!,
      (await store.systems.get(await registered(store, { nameEn: 'Tree counter' })))!,
    ];
    await change(store, from, 'Roads', 'U1:form');
    expect(await store.systems.merge(from, into, write())).toEqual({ result: 'changed-meanwhile' });
    expect(await store.systems.get(from.number)).toMatchObject({ lifecycle: 'pilot', mergedIntoId: null });
  });

  test('or recording a review that was taken back comes to nothing', async () => {
    const store = await aStore();
    const number = await registered(store, { tier: 'untiered' });
    const before = (await store.systems.get(number))!;
    await store.systems.change(before, { tier: 'III' }, write());
    const peer = (await store.assessments.newest(number, 'PEER'))!;
    expect(await store.undo.undo(number, write())).toMatchObject({ result: 'undone' });
    expect(await store.assessments.record(peer, passed(), write())).toEqual({ result: 'changed-meanwhile' });
  });
});

describe('what is remembered for a while', () => {
  const registering = (store: Store, nameEn: string) =>
    store.systems.register(aRegistration({ nameEn }), write({ request: 'U1:form' }));

  test('requests are known for a week, and forgotten after it', async () => {
    const store = await aStore();
    const first = await registering(store, 'Pothole finder');
    await store.forget(write().at.add({ hours: 167 }));
    expect(await registering(store, 'Tree counter')).toEqual(first);
    await store.forget(write().at.add({ hours: 169 }));
    expect(await registering(store, 'Tree counter')).not.toEqual(first);
  });

  test('tables that were imported, with all their rows, for a month', async () => {
    const store = await aStore();
    const table = { name: 'inventory.csv', headers: ['name'], mapping: {}, choices: {} };
    const rows = [{ line: 2, cells: ['Pothole finder'] }];
    const id = await store.imports.start(table, rows, write(), (n) => ({
      ...{ key: `import:${n}`, kind: 'import', to: 'U1' },
      message: { text: 'A table.', blocks: [] },
    }));
    await store.forget(write().at.add({ hours: 30 * 24 - 1 }));
    expect(await store.imports.get(id)).toMatchObject({ name: 'inventory.csv', rows: 1 });
    // It goes on as long as it is being checked.
    await store.forget(write().at.add({ hours: 30 * 24 + 1 }));
    expect(await store.imports.get(id)).toMatchObject({ state: 'checking' });
    expect(await store.imports.decide(id, { mapping: { name: 'nameEn' } })).toBe(true);
    const claimed = (await store.imports.claim(write().at, 60))!;
    expect(await store.imports.finish(claimed, claimed.counts, write().at)).toBe(true);
    await store.forget(write().at.add({ hours: 30 * 24 + 1 }));
    expect(await store.imports.get(id)).toBeNull();
    expect(await store.imports.rows(id, 0, 10)).toEqual([]);
    expect(await store.imports.lastLike('U1', table.headers)).toMatchObject({ mapping: { name: 'nameEn' } });
  });

  test('how a write is taken back, for ten minutes', async () => {
    const store = await aStore();
    const number = await registered(store);
    const edit = async (branch: string) => {
      const before = (await store.systems.get(number))!;
      await store.systems.change(before, { branch }, write());
    };
    await edit('Roads');
    await store.forget(write().at.add({ minutes: 9 }));
    expect(await store.undo.before(number)).toEqual({ branch: null });
    const late = write({ at: write().at.add({ minutes: 11 }) });
    expect(await store.undo.undo(number, late)).toEqual({ result: 'too-late' });
    await store.forget(write().at.add({ minutes: 11 }));
    expect(await store.undo.before(number)).toEqual({});
    expect(await store.undo.undo(number, write())).toEqual({ result: 'nothing' });
  });
});

test('the trend ends with what is stated beside it, whatever was kept of the week', async () => {
  const store = await aStore();
  await registered(store);
  await store.standings.keep(addDays(TODAY, -7));
  await store.standings.keep(TODAY);
  await registered(store, { nameEn: 'Another' });
  const now = await store.standing(TODAY);
  const systems = (trend: { systems: number }[]) => trend.map((week) => week.systems);
  expect(systems(await store.standings.trend(TODAY))).toEqual([1, 1]);
  expect(systems(await store.standings.trend(TODAY, { now }))).toEqual([1, 2]);
});
