import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Context, Opening } from '../../src/command.ts';
import { dayIn, daysBetween, type Instant, instant } from '../../src/domain/day.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy.ts';
import { NO_HOLIDAYS } from '../../src/domain/reminder.ts';
import { systemNumber } from '../../src/domain/system.ts';
import { Problem } from '../../src/problem.ts';
import { dispatch } from '../../src/slack/dispatch.ts';
import type { Store } from '../../src/store/store.ts';
import { wordsFor } from '../../src/words/words.ts';
import { aCaller, aPerson } from '../support/builders.ts';
import { aStore } from '../support/database.ts';
import {
  ADMINISTRATOR,
  align,
  change,
  complete,
  edits,
  GUEST,
  LEAD,
  type Modelled,
  mayEdit,
  PEOPLE,
  type Person,
  tellsAcme,
} from './model.ts';

// Random sequences of commands by random people (RUNS=500 for more of them, each time others), against a plain model: no difference in state, history, permissions and
// open reviews.

/** The suite tries the same sequences each time. */
const SEED = 20_260_302;
const NAMES = ['Falcon', 'Heron', 'Sparrow', 'Osprey'];
const ORGANIZATIONS = ['MTO', 'EDU'];
const LOWEST = {
  affects: 'nobody',
  decides: 'nothing',
  harm: 'none',
  reversible: 'easily',
  automated: 'advice',
  personal: 'no',
  vulnerable: 'no',
  scale: 'few',
  explainable: 'yes',
  recourse: 'yes',
};

type Act =
  | { do: 'wait'; minutes: number }
  | {
      do: 'register';
      who: Person;
      name: string;
      organization: number;
      tier: string;
      personal: string;
      lifecycle: string;
      backup: Person;
    }
  | { do: 'edit'; who: Person; system: number; vendor: string; personal: string; users: string }
  | { do: 'tier'; who: Person; system: number; tier: string }
  | { do: 'move'; who: Person; system: number; to: string }
  | {
      do:
        | 'retire'
        | 'restore'
        | 'validate'
        | 'undo'
        | 'accept'
        | 'decline'
        | 'withdraw'
        | 'disclaim'
        | 'reclaim'
        | 'show'
        | 'history';
      who: Person;
      system: number;
    }
  | { do: 'transfer' | 'backup'; who: Person; system: number; to: Person }
  | { do: 'assess'; who: Person; system: number; type: string }
  | { do: 'merge'; who: Person; system: number; into: number }
  | { do: 'lead'; who: Person; verb: 'add' | 'remove'; to: Person }
  | { do: 'look'; who: Person; line: string }
  | { do: 'watch'; who: Person; target: string }
  | { do: 'unwatch'; who: Person; target: string }
  | { do: 'redact' | 'snooze'; who: Person; system: number }
  | { do: 'organizations'; who: Person };

const who = fc.constantFrom(...PEOPLE);
const system = fc.integer({ min: 0, max: 3 });
const of = <T extends string>(...values: T[]) => fc.constantFrom(...values);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: of('wait'), minutes: fc.constantFrom(1, 4, 11, 1500, 60_000) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: of('register'),
      who,
      name: fc.constantFrom(...NAMES),
      organization: fc.integer({ min: 0, max: 1 }),
      tier: of('untiered', 'I', 'II', 'III', 'IV'),
      personal: of('yes', 'no', 'unknown'),
      lifecycle: of('idea', 'pilot', 'production'),
      backup: who,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: of('edit'),
      who,
      system,
      vendor: of('Acme', 'Beta'),
      personal: of('yes', 'no'),
      users: of('staff', 'public'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: of('tier'), who, system, tier: of('II', 'III', 'IV') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: of('move'),
      who,
      system,
      to: of('idea', 'pilot', 'production', 'paused', 'retired'),
    }),
  },
  {
    weight: 11,
    arbitrary: fc.record({
      do: of(
        'retire',
        'restore',
        'validate',
        'undo',
        'accept',
        'decline',
        'withdraw',
        'disclaim',
        'reclaim',
        'show',
        'history',
      ),
      who,
      system,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: of('transfer', 'backup'), who, system, to: who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: of('assess'),
      who,
      system,
      type: of('PIA', 'AIA', 'TRA', 'HRIA', 'ACC', 'BIAS', 'VALIDATE'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: of('merge'), who, system, into: system }) },
  { weight: 1, arbitrary: fc.record({ do: of('lead'), who, verb: of('add', 'remove'), to: who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: of('look'),
      who,
      line: of(
        'help',
        'list',
        'find falcon',
        'mine',
        'due all',
        'stats',
        'policy',
        'organization',
        'watch',
        'settings',
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: of('watch', 'unwatch'), who, target: of('MTO', 'everything') }) },
  { weight: 2, arbitrary: fc.record({ do: of('redact', 'snooze'), who, system }) },
  { weight: 1, arbitrary: fc.record({ do: of('organizations'), who }) },
) as fc.Arbitrary<Act>;

/** The product: lines and forms, run as the edge runs them. */
function product(store: Store) {
  const people = async (id: string) => (await store.people.get(id))?.person ?? null;
  let request = 0;
  async function context(person: Person, now: Instant): Promise<Context> {
    const { person: known, leads } = (await store.people.get(person))!;
    return {
      caller: aCaller({ ...known, administrator: person === ADMINISTRATOR, leads }),
      now,
      today: dayIn(now, 'America/Toronto'),
      store,
      policy: async () => DEFAULT_POLICY,
      words: wordsFor('en'),
      wordsFor,
      timeZone: 'America/Toronto',
      isHoliday: NO_HOLIDAYS,
      administrators: [ADMINISTRATOR],
      digestChannel: null,
      commands,
      people: { find: people, byEmail: async () => null },
    };
  }
  async function submit(opening: Opening, fields: object, given: Context): Promise<boolean> {
    const form = commands.flatMap(({ forms = [] }) => forms).find(({ name }) => name === opening.form)!;
    const input = {
      ...given,
      state: form.state.parse(opening.state) as never,
      fields: form.fields.parse(fields) as never,
    };
    await form.view({ ...given, state: input.state });
    request += 1;
    const result = await form.submit({ ...input, request: `r${request}` });
    if (result.kind === 'form')
      return submit(result.opening, { tier: (fields as { take: string }).take, reason: 'because' }, given);
    const again =
      result.kind === 'again' &&
      (result.state as { seen?: string }).seen !== (opening.state as { seen?: string }).seen;
    if (again) return submit({ ...opening, state: result.state }, fields, given);
    return result.kind === 'done';
  }
  /** True when it was done, false when it was refused with a sentence. */
  return async (person: Person, line: string, now: Instant, fields: object = {}): Promise<boolean> => {
    try {
      const given = await context(person, now);
      const answer = await dispatch(commands, line, given);
      return answer.kind === 'form' ? await submit(answer.opening, fields, given) : true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  };
}

/** Does an act on both, and says what was expected of the product. */
class World {
  readonly systems: Modelled[] = [];
  readonly leads = new Set<Person>([LEAD]);
  readonly say: ReturnType<typeof product>;
  readonly organizations: number[];
  now: Instant = instant('2026-03-02T15:00:00Z');

  readonly reorganize: (now: Instant) => Promise<void>;

  constructor(
    say: ReturnType<typeof product>,
    organizations: number[],
    reorganize: (now: Instant) => Promise<void>,
  ) {
    this.reorganize = reorganize;
    this.say = say;
    this.organizations = organizations;
  }

  get today() {
    return dayIn(this.now, 'America/Toronto');
  }
  /** The system of a number, or the one that it turned out to be. */
  living(index: number): Modelled | undefined {
    const found = this.systems[index];
    return found?.facts.merged ? this.living(found.facts.merged - 1) : found;
  }
  async expect(done: boolean, person: Person, line: string, fields: object = {}): Promise<boolean> {
    expect(
      await this.say(person, line, this.now, fields),
      `${person}: ${line} ${JSON.stringify(fields)}`,
    ).toBe(done);
    return done;
  }

  async run(given: Act): Promise<void> {
    await this.act(given);
    // Whoever does not answer for it any more has nothing to disclaim.
    for (const { facts, disclaimed } of this.systems)
      for (const person of disclaimed)
        if (person !== facts.owner && person !== facts.backup) disclaimed.delete(person);
  }

  /** Whether there is a lead, or else an administrator, to find out whose it is; nobody asks themselves. */
  canAsk({ facts }: Modelled, person: Person): boolean {
    const leads = facts.organization === 0 ? [...this.leads] : [];
    return [...leads.filter((lead) => lead !== person), ADMINISTRATOR].some((one) => one !== person);
  }

  async act(given: Act): Promise<void> {
    if (given.do === 'wait') {
      this.now = this.now.add({ minutes: given.minutes });
      return;
    }
    // Nothing happens at the same instant.
    this.now = this.now.add({ seconds: 1 });
    if (given.do === 'register') return this.register(given);
    if (given.do === 'lead') return this.lead(given);
    if (given.do === 'look') return this.look(given);
    if (given.do === 'watch' || given.do === 'unwatch') return this.watch(given);
    if (given.do === 'organizations') return this.mergeOrganizations(given);
    if (given.system >= this.systems.length) return;
    const line = systemNumber(given.system + 1);
    const own = this.systems[given.system]!;
    const target = this.living(given.system)!;
    const { today, now } = this;
    const at = now.epochMilliseconds;
    const may = (one: Modelled) => mayEdit(given.who, one, this.leads);
    const isMember = given.who !== GUEST;
    const write = (patch: Parameters<typeof change>[4], also?: (one: Modelled) => void, one = target) =>
      change(one, given.who, today, at, patch, also);
    switch (given.do) {
      case 'snooze': {
        const review = target.open.get('TRIAGE');
        const left = review ? daysBetween(today, review.due) : 0;
        const done = may(target) && review !== undefined && left > -30;
        await this.expect(done, given.who, `snooze ${line} TRIAGE tomorrow`);
        return;
      }
      case 'redact': {
        const done = given.who === ADMINISTRATOR && (own.saysAcme || own.facts.vendor === 'Acme');
        if (!(await this.expect(done, given.who, `redact ${line}`, { phrase: 'acme', why: 'a name' })))
          return;
        if (own.facts.vendor === 'Acme') own.facts.vendor = '█████';
        own.saysAcme = false;
        own.undo = null;
        own.log.push(`${given.who} redacted null`);
        return;
      }
      case 'show':
      case 'history':
        return void (await this.expect(isMember, given.who, `${given.do} ${line}`));
      case 'edit': {
        const fields = { vendor: given.vendor, personalInformation: given.personal, users: given.users };
        if (!(await this.expect(may(target), given.who, `edit ${line}`, fields))) return;
        const patch = { vendor: given.vendor, personal: given.personal, users: given.users };
        const isNews = Object.entries(patch).some(([key, value]) => target.facts[key as 'vendor'] !== value);
        if (isNews) write(patch);
        return;
      }
      case 'tier':
        if (!(await this.expect(may(target), given.who, `tier ${line}`, { ...LOWEST, take: given.tier })))
          return;
        return write({ tier: given.tier, triaged: true }, (one) => complete(one, 'TRIAGE', given.who, today));
      case 'move': {
        const done = may(target) && target.facts.lifecycle !== given.to;
        await this.expect(done, given.who, `move ${line} ${given.to} yes`);
        if (!done) return;
        const begins = ['pilot', 'production'].includes(given.to) && !target.facts.started;
        return write({
          lifecycle: given.to,
          retired: given.to === 'retired' ? today : null,
          ...(begins && { started: today }),
          ...(given.to !== 'retired' && { merged: null }),
        });
      }
      case 'retire':
        if (
          !(await this.expect(
            may(target) && target.facts.lifecycle !== 'retired',
            given.who,
            `retire ${line}`,
          ))
        )
          return;
        return write({ lifecycle: 'retired', retired: today });
      case 'restore': {
        if (!(await this.expect(may(own) && own.facts.lifecycle === 'retired', given.who, `restore ${line}`)))
          return;
        return write({ lifecycle: own.was ?? 'paused', retired: null, merged: null }, undefined, own);
      }
      case 'validate': {
        const open = target.open.get('VALIDATE');
        const isDone = target.facts.validated?.equals(today) && (!open || open.counts.equals(today));
        const done = may(target) && target.facts.lifecycle !== 'retired' && !isDone;
        if (!(await this.expect(done, given.who, `validate ${line}`))) return;
        return write({ validated: today }, (one) => complete(one, 'VALIDATE', given.who, today));
      }
      case 'assess': {
        const done = may(target) && target.open.has(given.type);
        const fields = { verdict: 'passed', completedOn: today.toString() };
        if (!(await this.expect(done, given.who, `assess ${line} ${given.type}`, fields))) return;
        return write(given.type === 'VALIDATE' ? { validated: today } : {}, (one) =>
          complete(one, given.type, given.who, today),
        );
      }
      case 'backup': {
        const done = may(target) && given.to !== GUEST && given.to !== target.facts.owner;
        if (!(await this.expect(done, given.who, `backup ${line} <@${given.to}>`))) return;
        if (target.facts.backup !== given.to) write({ backup: given.to });
        return;
      }
      case 'transfer': {
        const done =
          may(target) &&
          given.to !== GUEST &&
          given.to !== target.facts.owner &&
          (given.to === given.who || target.offer?.to !== given.to);
        if (!(await this.expect(done, given.who, `transfer ${line} <@${given.to}>`))) return;
        if (given.to === given.who) return write(taking(target, given.to));
        target.offer = { to: given.to };
        target.log.push(`${given.who} offered ownerId`);
        target.undo = null;
        return;
      }
      case 'accept': {
        const done = target.offer?.to === given.who && target.facts.lifecycle !== 'retired' && isMember;
        if (!(await this.expect(done, given.who, `transfer ${line} accept`))) return;
        target.offer = null;
        return write(taking(target, given.who));
      }
      case 'decline':
        if (
          !(await this.expect(
            target.offer?.to === given.who && isMember,
            given.who,
            `transfer ${line} decline`,
          ))
        )
          return;
        target.offer = null;
        target.log.push(`${given.who} declined ownerId`);
        target.undo = null;
        return;
      case 'withdraw': {
        const done = may(target) && target.offer !== null;
        if (!(await this.expect(done, given.who, `transfer ${line} withdraw`))) return;
        target.offer = null;
        target.log.push(`${given.who} withdrawn ownerId`);
        target.undo = null;
        return;
      }
      case 'disclaim': {
        const { owner, backup } = target.facts;
        const answers = isMember && [owner, backup].includes(given.who);
        const done = answers && !target.disclaimed.has(given.who) && this.canAsk(target, given.who);
        if (!(await this.expect(done, given.who, `not-mine ${line}`, { why: 'wrong' }))) return;
        target.disclaimed.add(given.who);
        target.log.push(`${given.who} disclaimed ownerId`);
        target.undo = null;
        return;
      }
      case 'reclaim': {
        const done = isMember && target.disclaimed.has(given.who);
        if (!(await this.expect(done, given.who, `not-mine ${line} undo`))) return;
        target.disclaimed.delete(given.who);
        target.log.push(`${given.who} reclaimed ownerId`);
        target.undo = null;
        return;
      }
      case 'merge': {
        const into = this.living(given.into);
        if (!into) return;
        const done =
          may(own) &&
          may(into) &&
          own.facts.merged === null &&
          into !== own &&
          into.facts.lifecycle !== 'retired';
        const line2 = systemNumber(given.into + 1);
        if (!(await this.expect(done, given.who, `merge ${line} into ${line2} yes`))) return;
        write(
          { lifecycle: 'retired', retired: today, merged: this.systems.indexOf(into) + 1 },
          undefined,
          own,
        );
        own.log.push(`${given.who} merged null`);
        into.log.push(`${given.who} absorbed null`);
        into.undo = null;
        return;
      }
      case 'undo': {
        const { undo } = own;
        const isFresh = undo !== null && undo.by === given.who && at - undo.at <= 600_000;
        // Whoever moved it out of their own hands may still take that back.
        const was = undo ? mayEdit(given.who, { ...own, facts: undo.facts }, this.leads) : false;
        const done = isFresh && isMember && (may(own) || was);
        if (!(await this.expect(done, given.who, `undo ${line}`)) || !undo) return;
        const before = { ...own.facts };
        const reopened = [...undo.open].filter(([type]) => own.ended.get(type) !== undo.ended.get(type));
        Object.assign(own, { facts: { ...undo.facts }, open: undo.open, ended: undo.ended, undo: null });
        own.log.push(`${given.who} undone null`, ...reopened.map(([type]) => `${given.who} undone ${type}`));
        own.log.push(...edits(given.who, before, own.facts));
        if (before.lifecycle !== own.facts.lifecycle) own.was = before.lifecycle;
        own.saysAcme ||= tellsAcme(before, own.facts);
        align(own, own.facts, today);
      }
    }
  }

  async register(given: Extract<Act, { do: 'register' }>): Promise<void> {
    const { name, organization, tier, personal, lifecycle } = given;
    const taken = this.systems.some(
      ({ facts }) => facts.name === name && facts.organization === organization,
    );
    const isOver = organization === 1 && this.merged;
    const done =
      given.who !== GUEST && !taken && !isOver && given.backup !== GUEST && given.backup !== given.who;
    const fields = {
      nameEn: name,
      organization: this.organizations[organization],
      descriptionEn: 'd',
      lifecycle,
      tier,
      personalInformation: personal,
      users: 'staff',
      owner: given.who,
      backup: given.backup,
    };
    if (!(await this.expect(done, given.who, 'register', fields))) return;
    const facts = {
      name,
      organization,
      owner: given.who,
      backup: given.backup,
      lifecycle,
      tier,
      personal,
      users: 'staff',
      vendor: null,
      validated: this.today,
      started: null,
      retired: null,
      merged: null,
      triaged: false,
    };
    const one: Modelled = {
      facts,
      open: new Map(),
      ended: new Map(),
      log: [`${given.who} registered null`],
      offer: null,
      disclaimed: new Set(),
      saysAcme: false,
      was: null,
      undo: null,
    };
    align(one, null, this.today);
    this.systems.push(one);
  }

  async look({ who: person, line }: Extract<Act, { do: 'look' }>): Promise<void> {
    const fields = { language: 'slack', hour: '9', weekdays: '1\n2', earlyStages: null };
    await this.expect(person !== GUEST, person, line, fields);
  }

  readonly watched = new Set<string>();

  async watch(given: Extract<Act, { do: 'watch' | 'unwatch' }>): Promise<void> {
    const key = `${given.who} ${given.target}`;
    const isMember = given.who !== GUEST;
    const done = isMember && (given.do === 'watch' || this.watched.has(key));
    if (!(await this.expect(done, given.who, `${given.do} ${given.target}`))) return;
    if (given.do === 'watch') this.watched.add(key);
    else this.watched.delete(key);
  }

  merged = false;

  /** The second organization is merged into the first; its systems follow, by number. */
  async mergeOrganizations({ who: person }: Extract<Act, { do: 'organizations' }>): Promise<void> {
    const done = person === ADMINISTRATOR && !this.merged;
    if (!(await this.expect(done, person, 'organization merge EDU into MTO yes'))) return;
    await this.reorganize(this.now);
    this.merged = true;
    for (const one of this.systems.filter(({ facts }) => facts.organization === 1)) {
      const isTaken = (name: string) =>
        this.systems.some(({ facts }) => facts.organization === 0 && facts.name === name);
      const before = { ...one.facts };
      const names = [one.facts.name, `${one.facts.name} (EDU)`, `${one.facts.name} (EDU 2)`];
      Object.assign(one.facts, { organization: 0, name: names.find((name) => !isTaken(name)) });
      one.log.push(...edits(person, before, one.facts));
      one.undo = null;
    }
  }

  async lead(given: Extract<Act, { do: 'lead' }>): Promise<void> {
    const isMember = given.to !== GUEST;
    const done = given.who === ADMINISTRATOR && (given.verb === 'remove' || isMember);
    if (!(await this.expect(done, given.who, `lead ${given.verb} <@${given.to}> MTO`))) return;
    if (given.verb === 'add') this.leads.add(given.to);
    else this.leads.delete(given.to);
  }
}

const taking = ({ facts }: Modelled, to: Person) => ({
  owner: to,
  backup: facts.backup === to ? null : facts.backup,
});

async function compare(world: World, store: Store): Promise<void> {
  for (const [i, { facts, open, log }] of world.systems.entries()) {
    const number = i + 1;
    const found = (await store.systems.get(number))!;
    expect({
      name: found.nameEn,
      organization: world.organizations.indexOf(found.organizationId),
      owner: found.ownerId,
      backup: found.backupId,
      lifecycle: found.lifecycle,
      tier: found.tier,
      personal: found.personalInformation,
      users: found.users,
      vendor: found.vendor,
      validated: String(found.validatedOn),
      started: String(found.startedOn),
      retired: String(found.retiredOn),
      merged: found.mergedIntoId,
      triaged: found.tierAnswers !== null,
    }).toEqual({
      ...facts,
      validated: String(facts.validated),
      started: String(facts.started),
      retired: String(facts.retired),
    });
    const reviews = await store.assessments.openOf(number);
    expect(reviews.map(({ type, dueOn }) => `${type} ${dueOn}`).sort()).toEqual(
      [...open].map(([type, { due }]) => `${type} ${due}`).sort(),
    );
    const { items } = await store.history.page({ systems: [number] }, { limit: 2000 });
    expect(items.map(({ by, kind, field }) => `${by ?? '-'} ${kind} ${field}`).sort()).toEqual(
      [...log].sort(),
    );
  }
  expect((await store.history.verify(world.now)).broken).toEqual([]);
}

test('random commands by random people leave the registry as a plain model of it says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 60, size: 'max' }), async (acts) => {
      const store = await aStore();
      for (const id of PEOPLE)
        await store.people.save(
          aPerson({ id: `${id}`, name: id, guest: id === GUEST }),
          Temporal.Instant.from('2026-01-01T00:00:00Z'),
        );
      const organizations = await Promise.all(
        ORGANIZATIONS.map(async (o) => (await store.organizations.called(o))!.id),
      );
      await store.people.addLead(organizations[0]!, LEAD);
      const world = new World(product(store), organizations, async (now) => {
        for (const change of await store.organizations.pending()) {
          const write = {
            by: change.by,
            at: now,
            today: dayIn(now, 'America/Toronto'),
            policy: DEFAULT_POLICY,
          };
          while (await store.organizations.carryOut(change, write));
        }
      });
      for (const one of acts) await world.run(one);
      await compare(world, store);
    }),
    { numRuns: Number(process.env.RUNS ?? 30), ...(!process.env.RUNS && { seed: SEED }) },
  );
}, 600_000);
