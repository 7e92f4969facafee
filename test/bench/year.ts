import { existsSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { DIGEST_CHANNEL } from '../../prisma/seed/sample.ts';
import { addDays, type Day, day, daysBetween, isBefore } from '../../src/domain/day.ts';
import type { Message, Seed } from '../../src/sandbox/state.ts';
import {
  align,
  change,
  complete,
  type Facts,
  type Modelled,
  type Person as ModelPerson,
} from '../model/model.ts';
import { registers, startWorkspace, type TestWorkspace } from '../support/workspace.ts';

// `npm run rehearse:year [owners] [systems] [seed]`: a year of the whole product on the sandbox's clock: owners in six time
// zones and both languages register, record early and late, put off, hand over and leave. A checker that knows domain.md,
// the plain model of the tests and a calendar written by hand, and nothing of the product's rules, compares what each
// person was told at each instant with what was to be said.
const [OWNERS = 200, SYSTEMS = 200, SEED = 1] = process.argv.slice(2).map(Number);
const START = day('2027-09-06');
/** A leap day, both changes of the clocks, and a year. */
const END = day('2028-09-05');
const ORGANIZATIONS = ['MTO', 'MOH', 'EDU', 'MNR', 'TBS', 'MPBSDP', 'OLG', 'WSIB'];
/** With the hours that people there choose: all begin at one of six instants of the day, so that a year is soon over. */
const HOURS: Record<string, number[]> = {
  'America/St_Johns': [9],
  'America/Halifax': [9, 13],
  'America/Toronto': [9, 10, 12],
  'America/Winnipeg': [7, 9, 11],
  'America/Edmonton': [7, 9, 10],
  'America/Vancouver': [7, 8, 9],
};
const ZONES = Object.keys(HOURS);
/** Ontario's public holidays of that year, by hand. */
const HOLIDAYS = new Set([
  '2027-09-06',
  '2027-10-11',
  '2027-12-25',
  '2027-12-26',
  '2028-01-01',
  '2028-02-21',
  '2028-04-14',
  '2028-04-17',
  '2028-05-22',
  '2028-07-01',
  '2028-09-04',
]);
const TYPES = ['TRIAGE', 'AIA', 'PIA', 'TRA', 'HRIA', 'BIAS', 'ACC', 'PEER', 'VALIDATE'];
const ADMINISTRATOR = 'U0MORGAN';

// What is kept on the disk is not what is tried here: memory will do, where there is a folder in it.
if (existsSync('/dev/shm')) process.env.TMPDIR ??= '/dev/shm';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const faults: string[] = [];
const fault = (text: string): void => {
  faults.push(text);
  if (faults.length <= 40) print(`FAULT ${text}`);
};

/** Random, and the same for the same seed (mulberry32). */
let state = SEED;
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const chance = (of: number): boolean => random() < of;
const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;

interface Somebody {
  id: string;
  zone: string;
  hour: number;
  weekdays: number[];
  early: boolean;
  holidays: boolean;
  awaySince: Temporal.Instant | null;
  leads: string[];
  /** What they were told: review and due day → stage → when. */
  told: Map<string, Map<string, Day>>;
  /** The day on which they were last reminded, and the week of their last lists. */
  last: string;
  week: string;
  /** The newest message that was read, in seconds. */
  read: number;
  reminders: number;
  digests: Digests;
}

/** The digests of one reader: when they got the last one, and how many systems they were told of as new. */
interface Digests {
  last: number;
  registered: number;
}
/** The community's channel. */
const channel: Digests = { last: 0, registered: 0 };

const people = new Map<string, Somebody>();
const somebody = (id: string, zone: string): Somebody => ({
  id,
  zone,
  hour: 9,
  weekdays: [1, 2, 3, 4, 5],
  early: true,
  holidays: false,
  awaySince: null,
  leads: [],
  told: new Map(),
  last: '',
  week: '',
  read: 0,
  reminders: 0,
  digests: { last: 0, registered: 0 },
});
const owners = Array.from({ length: OWNERS }, (_, i) => `U1${String(i).padStart(4, '0')}`);
const users: Seed['users'] = owners.map((id, i) => ({
  id,
  name: `owner${i}`,
  real_name: `Owner ${i}`,
  title: 'Owner',
  tz: ZONES[i % ZONES.length]!,
  locale: i % 3 === 0 ? 'fr-CA' : 'en-CA',
}));
for (const { id, tz = 'America/Toronto' } of users) people.set(id, somebody(id, tz));
for (const id of [ADMINISTRATOR, 'U0CASEY', 'U0DOMINIQUE']) people.set(id, somebody(id, 'America/Toronto'));

interface Sim extends Modelled {
  number: string;
  acronym: string;
  snoozed: Map<string, Day>;
}
const systems: Sim[] = [];

// What domain.md says.

const texts = new WeakMap<Day, string>();
/** A day as text, which compares faster. */
function iso(on: Day): string {
  const known = texts.get(on) ?? on.toString();
  texts.set(on, known);
  return known;
}

/** What the clocks of a zone show; kept, because two hundred people are looked at in one instant. */
const clocks = new Map<string, { at: number; local: Temporal.PlainDateTime }>();
function localTime(at: Temporal.Instant, zone: string): Temporal.PlainDateTime {
  const known = clocks.get(zone);
  if (known?.at === at.epochMilliseconds) return known.local;
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime();
  clocks.set(zone, { at: at.epochMilliseconds, local });
  return local;
}
const localDay = (at: Temporal.Instant, zone: string): Day => localTime(at, zone).toPlainDate();
const worksOn = (who: Somebody, on: Day): boolean =>
  who.weekdays.includes(on.dayOfWeek) && (who.holidays || !HOLIDAYS.has(on.toString()));
function atWork(who: Somebody, at: Temporal.Instant): boolean {
  const local = localTime(at, who.zone);
  const until = Math.max(17, who.hour + 2);
  return worksOn(who, local.toPlainDate()) && local.hour >= who.hour && local.hour < until;
}
/** 30, 7 and 1 days before, the day itself or the working day before it, and each week after. */
function stage(who: Somebody, due: Day, today: Day): string | null {
  const after = daysBetween(due, today);
  if (after >= 7) return `late-${after - (after % 7)}`;
  let heard = due;
  while (!worksOn(who, heard)) heard = addDays(heard, -1);
  if (!isBefore(today, heard)) return 'due';
  return after >= -1 ? '1' : after >= -7 ? '7' : after >= -30 ? '30' : null;
}
const weekOf = (on: Day): string => `${on.yearOfWeek}-${on.weekOfYear}`;

interface Said {
  own: Set<string>;
  late: Set<string>;
  sought: Set<string>;
}

/** What somebody is to be told at this instant, or nothing; remembers it as told. */
function expected(who: Somebody, at: Temporal.Instant): Said | null {
  const today = localDay(at, who.zone);
  if (who.awaySince || !atWork(who, at) || who.last === today.toString()) return null;
  const own = new Map<string, [key: string, stage: string]>();
  let news = false;
  const farthest = iso(addDays(today, 31));
  for (const system of systems) {
    const { owner, backup } = system.facts;
    const isOwner = owner === who.id || (backup === who.id && people.get(owner)!.awaySince !== null);
    if (!isOwner && backup !== who.id) continue;
    for (const [type, { due }] of system.open) {
      if (iso(due) > farthest) continue;
      const reached = stage(who, due, today);
      if (reached === null || (['30', '7', '1'].includes(reached) && (!who.early || !isOwner))) continue;
      const wakes = system.snoozed.get(type);
      if (wakes && isBefore(today, wakes)) continue;
      const review = `${system.number} ${type}`;
      own.set(review, [`${review} ${iso(due)}`, reached]);
      const before = who.told.get(`${review} ${iso(due)}`);
      const woke = wakes && [...(before?.values() ?? [])].every((on) => isBefore(on, wakes));
      news ||= !before?.has(reached) || Boolean(woke);
    }
  }
  const weekly = who.week === weekOf(today) ? { late: [], sought: [] } : lists(who, at, today);
  if (!news && weekly.late.length + weekly.sought.length === 0) return null;
  for (const [key, reached] of own.values())
    who.told.set(key, (who.told.get(key) ?? new Map()).set(reached, today));
  who.last = today.toString();
  if (weekly.late.length + weekly.sought.length > 0) who.week = weekOf(today);
  return {
    own: new Set(own.keys()),
    late: new Set(weekly.late.filter((review) => !own.has(review))),
    sought: new Set(weekly.sought),
  };
}

/** The worst that others leave undone for long, and the systems without an owner, as far as a message lists them. */
function lists(who: Somebody, at: Temporal.Instant, today: Day): { late: string[]; sought: string[] } {
  const late = (days: number, within: (system: Sim) => boolean): string[] => {
    const until = iso(addDays(today, -days));
    return systems
      .filter(within)
      .flatMap(({ number, open }) =>
        [...open].map(([type, { due }]) => ({ review: `${number} ${type}`, due: iso(due) })),
      )
      .filter(({ due }) => due <= until)
      .sort((x, y) => (x.due < y.due ? -1 : 1))
      .map(({ review }) => review);
  };
  const sought = systems.filter(({ facts, acronym }) => {
    const since = people.get(facts.owner)!.awaySince;
    if (!since) return false;
    const weeks = Math.floor(
      daysBetween(localDay(since, 'America/Toronto'), localDay(at, 'America/Toronto')) / 7,
    );
    const backup = facts.backup !== null && !people.get(facts.backup)!.awaySince;
    const leads = [...people.values()].some((p) => !p.awaySince && p.leads.includes(acronym));
    const asked = [...(backup ? ['backup'] : []), ...(leads ? ['lead'] : []), 'administrator'].slice(
      0,
      weeks + 1,
    );
    return (
      (asked.includes('backup') && facts.backup === who.id) ||
      (asked.includes('lead') && who.leads.includes(acronym)) ||
      (asked.includes('administrator') && who.id === ADMINISTRATOR)
    );
  });
  return {
    late: [
      ...(who.leads.length > 0 ? late(14, ({ acronym }) => who.leads.includes(acronym)) : []),
      ...(who.id === ADMINISTRATOR ? late(30, () => true) : []),
    ],
    sought: sought.map(({ number }) => number),
  };
}

/** What a message lists, read as a person reads it. */
function read(text: string): { own: string[]; late: string[]; sought: string[] } {
  const said = { own: [] as string[], late: [] as string[], sought: [] as string[] };
  for (const line of text.split('\n')) {
    const number = /^AI-\d+/.exec(line)?.[0];
    if (!number) continue;
    const mine = /\(([A-Z]+)\),/.exec(line)?.[1] ?? '';
    const others = /\([A-Z]+\)\s?: ([A-Z]+), /.exec(line)?.[1] ?? '';
    if (TYPES.includes(others)) said.late.push(`${number} ${others}`);
    else if (TYPES.includes(mine)) said.own.push(`${number} ${mine}`);
    else said.sought.push(number);
  }
  return said;
}

const LATE_SHOWN = 6;
const SOUGHT_SHOWN = 5;

/** Compares what somebody was told since the last look with what was to be said. */
function check(w: TestWorkspace, who: Somebody, at: Temporal.Instant): Message | null {
  const messages = w.sandbox.state.messages.get(`D${who.id.slice(1)}`) ?? [];
  const from = messages.findLastIndex(({ ts }) => Number(ts) <= who.read) + 1;
  const fresh = messages.slice(from);
  who.read = Number(fresh.at(-1)?.ts ?? who.read);
  if (who.leads.length > 0 && !who.awaySince) {
    const within = systems.filter(({ acronym }) => who.leads.includes(acronym)).length;
    checkDigest(fresh, who.digests, at, { who: who.id, within, now: atWork(who, at) });
  }
  const reminders = fresh.filter((m) => String(m.metadata?.event_payload.key).startsWith('remind:'));
  const due = expected(who, at);
  const when = () => `${localTime(at, who.zone)} ${who.id} (${who.zone})`;
  if (reminders.length !== (due ? 1 : 0)) {
    fault(
      `${when()}: ${reminders.length} reminders, expected ${due ? JSON.stringify([...due.own, ...due.late, ...due.sought]) : 'none'}: ${reminders[0]?.text.slice(0, 300) ?? ''}`,
    );
    return null;
  }
  const [message] = reminders;
  if (!message || !due) return null;
  who.reminders += 1;
  const { own, late, sought } = read(message.text);
  const compare = (name: string, found: string[], wanted: Set<string>, most = Number.POSITIVE_INFINITY) => {
    const isRight =
      new Set(found).size === found.length &&
      found.every((item) => wanted.has(item)) &&
      found.length === Math.min(wanted.size, Math.max(most, found.length));
    if (!isRight) fault(`${when()}: ${name} ${found.join(', ')}; expected ${[...wanted].join(', ')}`);
  };
  compare('own', own, due.own);
  compare('late', late, due.late, late.length);
  if (late.length === 0 && due.late.size > 0) fault(`${when()}: nothing of ${[...due.late].join(', ')}`);
  if (late.length > 2 * LATE_SHOWN) fault(`${when()}: a list of ${late.length}`);
  compare('sought', sought, due.sought, SOUGHT_SHOWN);
  return message;
}

/** One digest since each Monday at nine, as soon as its reader may have it, with all that is new since their last one. */
function checkDigest(
  fresh: readonly Message[],
  digests: Digests,
  at: Temporal.Instant,
  { who, within, now }: { who: string; within: number; now: boolean },
): void {
  const found = fresh.filter((m) => !m.thread_ts && /^digest:/.test(String(m.metadata?.event_payload.key)));
  const local = at.toZonedDateTimeISO('America/Toronto');
  const today = local.toPlainDate();
  const monday = addDays(today, 1 - today.dayOfWeek - (today.dayOfWeek === 1 && local.hour < 9 ? 7 : 0));
  const since = monday.toZonedDateTime({ timeZone: 'America/Toronto', plainTime: '09:00' });
  const isDue = now && !isBefore(monday, START) && digests.last < since.epochMilliseconds;
  if (found.length !== (isDue ? 1 : 0)) {
    fault(`${local.toPlainDateTime()} ${who}: ${found.length} digests, expected ${isDue ? 1 : 0}`);
    return;
  }
  const [message] = found;
  if (!message) return;
  const told = Number(/(\d+) (?:newly registered|nouvelles? inscriptions?)/.exec(message.text)?.[1] ?? 0);
  if (told !== within - digests.registered)
    fault(`${local.toPlainDateTime()} ${who}: ${told} new systems, expected ${within - digests.registered}`);
  Object.assign(digests, { last: at.epochMilliseconds, registered: within });
  count.digests += 1;
}

const count = { digests: 0, seen: 0 };

/** The channel's digests since the last look. */
function checkChannel(w: TestWorkspace, at: Temporal.Instant): void {
  const messages = w.sandbox.state.messages.get(DIGEST_CHANNEL) ?? [];
  const fresh = messages.slice(count.seen);
  count.seen = messages.length;
  checkDigest(fresh, channel, at, { who: 'the channel', within: systems.length, now: true });
}

// What people do.

const orgToday = (w: TestWorkspace): Day =>
  localDay(Temporal.Instant.fromEpochMilliseconds(w.sandbox.time.now()), 'America/Toronto');
const systemOf = (number: string): Sim => systems[Number(number.slice(3)) - 1]!;
let acts = 0;

async function record(w: TestWorkspace, who: string, review: string): Promise<void> {
  const [number = '', type = ''] = review.split(' ');
  const system = systemOf(number);
  if (!system.open.has(type) || ![system.facts.owner, system.facts.backup].includes(who as ModelPerson))
    return;
  await w.opens(who, `/ai-registry assess ${review}`);
  const { errors } = await w.submits(who, type === 'TRIAGE' ? { tier: 'II' } : {});
  if (errors) return fault(`record ${review}: ${JSON.stringify(errors)}`);
  w.sandbox.as(who).closeModal();
  const patch: Partial<Facts> = type === 'TRIAGE' ? { tier: 'II', triaged: true } : {};
  change(system, who as ModelPerson, orgToday(w), 0, patch, (s) =>
    complete(s, type, who as ModelPerson, orgToday(w)),
  );
  system.snoozed.delete(type);
  acts += 1;
}

async function snooze(w: TestWorkspace, who: Somebody, review: string): Promise<void> {
  const [number = '', type = ''] = review.split(' ');
  const system = systemOf(number);
  const due = system.open.get(type)?.due;
  const today = localDay(Temporal.Instant.fromEpochMilliseconds(w.sandbox.time.now()), who.zone);
  if (!due) return;
  const until = addDays(today, 1 + Math.floor(random() * 14));
  if (daysBetween(due, until) > 30) return;
  const answer = await w.types(who.id, `/ai-registry snooze ${review} ${until}`);
  if (!/before|avant/.test(answer.text)) return fault(`snooze ${review} ${until}: ${answer.text}`);
  system.snoozed.set(type, until);
  acts += 1;
}

async function handOver(w: TestWorkspace, who: string, number: string, to: string): Promise<void> {
  const system = systemOf(number);
  if (system.facts.owner === to || people.get(to)?.awaySince) return;
  await w.types(who, `/ai-registry transfer ${number} ${to}`);
  if (to !== who) {
    if (chance(0.3)) {
      await w.types(to, `/ai-registry transfer ${number} decline`);
      return;
    }
    await w.types(to, `/ai-registry transfer ${number} accept`);
  }
  const backup = system.facts.backup === to ? null : system.facts.backup;
  change(system, who as ModelPerson, orgToday(w), 0, { owner: to as ModelPerson, backup });
  acts += 1;
}

async function leave(w: TestWorkspace, who: Somebody): Promise<void> {
  await w.sandbox.changeUser(who.id, chance(0.5) ? { deleted: true } : { is_restricted: true });
  await w.until(async () => {
    const known = await w.daylight.store.people.get(who.id);
    return known && (!known.person.active || known.person.guest);
  });
  who.awaySince = Temporal.Instant.fromEpochMilliseconds(w.sandbox.time.now());
  acts += 1;
}

/** What somebody does who was just told: most record something, some put it off, hand over, leave, or do nothing. */
async function answer(w: TestWorkspace, who: Somebody, message: Message): Promise<void> {
  const { own, sought } = read(message.text);
  const worst = own[0];
  const dice = random();
  if (worst && dice < 0.45) await record(w, who.id, worst);
  else if (worst && dice < 0.57) await snooze(w, who, pick(own));
  else if (worst && dice < 0.64) await handOver(w, who.id, worst.split(' ')[0]!, pick(owners));
  else if (dice < 0.645 && !who.id.startsWith('U0')) await leave(w, who);
  const orphan = sought[0];
  if (!orphan || who.awaySince || !chance(0.4)) return;
  const { facts } = systemOf(orphan);
  await handOver(w, who.id, orphan, facts.backup === who.id ? who.id : pick(owners));
}

// The year.

const began = performance.now();
const { workspace: w, stop } = await startWorkspace({ at: `${START}T03:00`, users });

for (const [i, acronym] of ORGANIZATIONS.entries()) {
  const { id } = (await w.daylight.store.organizations.called(acronym))!;
  for (const lead of await w.daylight.store.people.leadsOf(id)) people.get(lead.id)!.leads.push(acronym);
  for (const lead of [owners[i * 2]!, ...(i === 0 ? [owners[1]!] : [])]) {
    await w.daylight.store.people.addLead(id, lead);
    people.get(lead)!.leads.push(acronym);
  }
}
for (const [i, id] of owners.entries()) {
  await w.types(id, '/ai-registry mine');
  if (i % 4 !== 0) continue;
  const who = people.get(id)!;
  who.hour = pick(HOURS[who.zone]!);
  who.weekdays = pick([
    [1, 2, 3, 4, 5],
    [2, 4],
    who.zone === 'America/Toronto' ? [1, 2, 3, 4, 5, 6] : [1, 3, 5],
  ]);
  who.early = chance(0.7);
  who.holidays = chance(0.3);
  await w.opens(id, '/ai-registry settings');
  await w.submits(id, {
    hour: String(who.hour),
    weekdays: who.weekdays.join('\n'),
    earlyStages: who.early ? 'on' : null,
    holidays: who.holidays ? 'on' : null,
  });
  w.sandbox.as(id).closeModal();
}
const organizations = new Map<string, string>();
for (const acronym of ORGANIZATIONS)
  organizations.set(acronym, String((await w.daylight.store.organizations.called(acronym))!.id));

async function registerOne(): Promise<void> {
  const i = systems.length;
  const acronym = ORGANIZATIONS[i % ORGANIZATIONS.length]!;
  const reachable = owners.filter((id) => !people.get(id)!.awaySince);
  const owner = i < OWNERS && !people.get(owners[i]!)!.awaySince ? owners[i]! : pick(reachable);
  const backup = chance(0.6) ? pick(reachable.filter((id) => id !== owner)) : null;
  const facts: Facts = {
    name: `System ${i + 1}`,
    organization: 0,
    owner: owner as ModelPerson,
    backup: backup as ModelPerson | null,
    lifecycle: pick(['development', 'pilot', 'production']),
    tier: pick(['untiered', 'I', 'II', 'III', 'IV']),
    personal: pick(['yes', 'no', 'unknown']),
    users: pick(['staff', 'public', 'both']),
    vendor: null,
    validated: null,
    started: null,
    retired: null,
    merged: null,
    triaged: false,
  };
  const number = await registers(w, owner, {
    nameEn: facts.name,
    organization: organizations.get(acronym)!,
    lifecycle: facts.lifecycle,
    tier: facts.tier,
    personalInformation: facts.personal,
    users: facts.users,
    backup,
  });
  const system: Sim = {
    number,
    acronym,
    facts,
    open: new Map(),
    ended: new Map(),
    log: [],
    offer: null,
    disclaimed: new Set(),
    saysAcme: false,
    was: null,
    undo: null,
    snoozed: new Map(),
  };
  if (Number(number.slice(3)) !== i + 1) throw new Error(`${number} for the system ${i + 1}`);
  align(system, null, orgToday(w));
  systems.push(system);
}

/** The instants of a day at which somebody's hours begin, and one at which nobody's do. */
function instants(on: Day): Temporal.Instant[] {
  const found = new Set<number>();
  for (const who of people.values()) {
    if (!worksOn(who, on)) continue;
    found.add(
      on.toZonedDateTime({ timeZone: who.zone, plainTime: `${String(who.hour).padStart(2, '0')}:00` })
        .epochMilliseconds,
    );
  }
  const night = on.day % 2 ? '03:30' : '20:15';
  if (on.dayOfWeek % 3 === 0)
    found.add(on.toZonedDateTime({ timeZone: 'America/Toronto', plainTime: night }).epochMilliseconds);
  return [...found].sort((a, b) => a - b).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
}

let ticks = 0;
for (let on = START; isBefore(on, END); on = addDays(on, 1)) {
  // Most are registered in the first half of the year; the service is off for a day, and once for a week.
  const isOff = [40, 41, 200, 201, 202, 203, 204, 205, 206].includes(daysBetween(START, on));
  if (isOff) continue;
  for (const at of instants(on)) {
    w.sandbox.moveTime(at.epochMilliseconds);
    await w.tick();
    ticks += 1;
    const now = Temporal.Instant.fromEpochMilliseconds(w.sandbox.time.now());
    checkChannel(w, now);
    const told: [Somebody, Message][] = [];
    for (const who of people.values()) {
      const message = check(w, who, now);
      if (message) told.push([who, message]);
    }
    for (const [who, message] of told) if (!who.awaySince) await answer(w, who, message);
  }
  const wanted = Math.min(SYSTEMS, Math.ceil((SYSTEMS * (daysBetween(START, on) + 1)) / 150));
  while (systems.length < wanted) await registerOne();
  const early = pick(systems);
  const [type] = [...early.open.keys()];
  if (type && chance(0.3) && !people.get(early.facts.owner)!.awaySince)
    await record(w, early.facts.owner, `${early.number} ${type}`);
  if (on.day === 1)
    print(
      `… ${on}: ${systems.length} systems, ${[...people.values()].reduce((n, p) => n + p.reminders, 0)} reminders, ${((performance.now() - began) / 1000).toFixed(0)} s`,
    );
}

for (const logged of w.logged) fault(`logged: ${JSON.stringify(logged).slice(0, 300)}`);
const reminders = [...people.values()].reduce((n, p) => n + p.reminders, 0);
const gone = [...people.values()].filter(({ awaySince }) => awaySince).length;
print(
  `${OWNERS} owners in ${ZONES.length} time zones, ${systems.length} systems, ${ticks} looks, ${reminders} reminders, ${count.digests} digests, ${acts} acts, ${gone} left; ${faults.length} faults in ${((performance.now() - began) / 1000).toFixed(0)} s`,
);
await stop();
process.exit(faults.length > 0 ? 1 : 0);
