import { addDays, addMonths, type Day, daysBetween } from '../../src/domain/day.ts';

// A plain model of the registry, written from domain.md and README's decisions, without the product's rules.

export const PEOPLE = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6'] as const;
export type Person = (typeof PEOPLE)[number];
export const ADMINISTRATOR: Person = 'U4';
/** Leads the first organization. */
export const LEAD: Person = 'U3';
export const GUEST: Person = 'U6';

export interface Review {
  due: Day;
  counts: Day;
}
/** How the newest closed review of a type ended. */
type Ended = Review & { by: 'policy' | 'person'; completed: Day | null; on: Day };

export interface Facts {
  name: string;
  organization: number;
  owner: Person;
  backup: Person | null;
  lifecycle: string;
  tier: string;
  personal: string;
  users: string;
  vendor: string | null;
  validated: Day | null;
  started: Day | null;
  retired: Day | null;
  merged: number | null;
  triaged: boolean;
}

export interface Modelled {
  facts: Facts;
  open: Map<string, Review>;
  ended: Map<string, Ended>;
  /** Who did what, in no order: "U1 edited vendor". */
  log: string[];
  offer: { to: Person } | null;
  /** Who said that it isn't theirs, and still answers for it. */
  disclaimed: Set<Person>;
  /** Whether the record or its history says Acme. */
  saysAcme: boolean;
  /** What its lifecycle was before it was last changed. */
  was: string | null;
  undo: { by: Person; at: number; facts: Facts; open: Map<string, Review>; ended: Map<string, Ended> } | null;
}

const HIGH = ['III', 'IV'];
const DECIDED = ['II', ...HIGH];
const TIERS = ['untiered', 'I', ...DECIDED];

/** The policy's table in domain.md. */
function needs({ lifecycle, tier, personal, users }: Facts): string[] {
  if (lifecycle === 'retired') return [];
  const types = ['VALIDATE'];
  if (tier === 'untiered') types.push('TRIAGE');
  if (DECIDED.includes(tier)) types.push('AIA', 'BIAS');
  if (HIGH.includes(tier)) types.push('HRIA', 'PEER');
  if (personal === 'yes') types.push('PIA');
  if (DECIDED.includes(tier) && ['pilot', 'production'].includes(lifecycle)) types.push('TRA');
  if (['public', 'both'].includes(users)) types.push('ACC');
  return types;
}

/** Months between two reviews; null for once. */
export function every(type: string, tier: string): number | null {
  if (type === 'TRIAGE') return null;
  if (type === 'AIA') return tier === 'IV' ? 6 : 12;
  if (type === 'VALIDATE') return tier === 'I' ? 24 : 12;
  return ['PIA', 'TRA', 'ACC', 'PEER'].includes(type) ? 24 : 12;
}

function first(type: string, tier: string, today: Day): Day {
  if (type === 'TRIAGE') return addDays(today, 30);
  return type === 'VALIDATE' ? addMonths(today, every(type, tier) ?? 12) : addDays(today, 90);
}

const min = (a: Day, b: Day): Day => (daysBetween(a, b) > 0 ? a : b);
const max = (a: Day, b: Day): Day => (daysBetween(a, b) > 0 ? b : a);

const material = (before: Facts, after: Facts): boolean =>
  TIERS.indexOf(after.tier) > TIERS.indexOf(before.tier) ||
  (before.personal !== 'yes' && after.personal === 'yes') ||
  (before.lifecycle !== 'production' && after.lifecycle === 'production');

/** What the policy opens, closes and brings forward when a system changes. */
export function align(system: Modelled, before: Facts | null, today: Day): void {
  const { facts, open, ended, log } = system;
  const needed = needs(facts);
  for (const [type, review] of open) {
    if (needed.includes(type)) continue;
    open.delete(type);
    ended.set(type, { ...review, by: 'policy', completed: null, on: today });
    log.push(`- closed ${type}`);
  }
  for (const type of needed) {
    const review = open.get(type);
    if (!review) begin(system, type, before, today);
    else if (before) bringForward(system, type, review, before, today);
  }
}

function begin({ facts, open, ended, log }: Modelled, type: string, before: Facts | null, today: Day): void {
  const last = ended.get(type);
  // A triage that was done stays done while the tier goes on being undecided.
  if (type === 'TRIAGE' && last?.completed && before?.tier === 'untiered' && before.lifecycle !== 'retired')
    return;
  const isBack = before?.lifecycle === 'retired' && facts.lifecycle !== 'retired';
  const months = every(type, facts.tier);
  let review: Review = { due: first(type, facts.tier, today), counts: today };
  if (isBack && last?.by === 'policy' && before.retired?.equals(last.on))
    review = { due: last.due, counts: last.counts };
  else if (last?.completed && months !== null)
    review.due = max(review.due, addMonths(min(last.due, last.completed), months));
  open.set(type, review);
  log.push(`- opened ${type}`);
}

function bringForward(
  { facts, log }: Modelled,
  type: string,
  review: Review,
  before: Facts,
  today: Day,
): void {
  const [months, was] = [every(type, facts.tier), every(type, before.tier)];
  let due = review.due;
  if (months !== null && was !== null && months < was)
    due = min(due, max(addMonths(review.counts, months), first(type, facts.tier, today)));
  if (type === 'HRIA' && material(before, facts)) due = min(due, addDays(today, 90));
  if (due.equals(review.due)) return;
  review.due = due;
  log.push(`- moved ${type}`);
}

export const mayEdit = (who: Person, { facts }: Modelled, leads: ReadonlySet<Person>): boolean =>
  who !== GUEST &&
  (who === ADMINISTRATOR ||
    who === facts.owner ||
    who === facts.backup ||
    (leads.has(who) && facts.organization === 0));

const FIELDS: Record<keyof Facts, string> = {
  name: 'nameEn',
  organization: 'organizationId',
  owner: 'ownerId',
  backup: 'backupId',
  lifecycle: 'lifecycle',
  tier: 'tier',
  personal: 'personalInformation',
  users: 'users',
  vendor: 'vendor',
  validated: 'validatedOn',
  started: 'startedOn',
  retired: 'retiredOn',
  merged: 'mergedIntoId',
  triaged: 'tierAnswers',
};

export const copy = (map: Map<string, Review>) => new Map([...map].map(([type, r]) => [type, { ...r }]));

/** One entry for each field that differs. */
export function edits(who: Person, before: Facts, after: Facts): string[] {
  return (Object.keys(after) as (keyof Facts)[])
    .filter((key) => String(before[key]) !== String(after[key]))
    .flatMap((key) =>
      key === 'triaged'
        ? [`${who} edited tierAnswers`, `${who} edited tierReason`]
        : [`${who} edited ${FIELDS[key]}`],
    );
}

/** Whether an edit from one to the other says Acme in the history. */
export const tellsAcme = (before: Facts, after: Facts): boolean =>
  before.vendor !== after.vendor && [before.vendor, after.vendor].includes('Acme');

/** Changes a system as one write of one person, which they may take back. */
export function change(
  system: Modelled,
  who: Person,
  today: Day,
  at: number,
  patch: Partial<Facts>,
  also: (system: Modelled) => void = () => {},
): void {
  const undo = {
    by: who,
    at,
    facts: { ...system.facts },
    open: copy(system.open),
    ended: new Map(system.ended),
  };
  const before = { ...system.facts };
  also(system);
  Object.assign(system.facts, patch);
  if (before.lifecycle !== system.facts.lifecycle) system.was = before.lifecycle;
  system.saysAcme ||= tellsAcme(before, system.facts);
  system.log.push(...edits(who, before, system.facts));
  align(system, before, today);
  if (before.owner !== system.facts.owner || system.facts.lifecycle === 'retired') system.offer = null;
  system.undo = undo;
}

/** A review is completed today, and due again after its interval. */
export function complete(system: Modelled, type: string, who: Person, today: Day): void {
  const review = system.open.get(type);
  if (!review) return;
  const months = every(type, system.facts.tier);
  system.open.delete(type);
  system.ended.set(type, { ...review, by: 'person', completed: today, on: today });
  system.log.push(`${who} assessed ${type}`);
  const counts = min(review.due, today);
  if (months !== null) system.open.set(type, { due: addMonths(counts, months), counts });
}
