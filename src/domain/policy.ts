import { type Assessment, type AssessmentType, isOpen } from './assessment.ts';
import { addDays, addMonths, type Day, earlier, isBefore, later } from './day.ts';
import { type System, TIERS, type Tier } from './system.ts';

/** What of a system decides which assessments it needs. */
export type Traits = Pick<System, 'tier' | 'personalInformation' | 'users' | 'lifecycle'>;
export type Trait = keyof Traits;
/** A system before a change; the day it was retired tells which reviews that closed. */
export type Before = Traits & Partial<Pick<System, 'retiredOn'>>;

/** When one type of assessment applies, and how often; every condition named must hold. */
export interface Rule {
  type: AssessmentType;
  when: { [T in Trait]?: readonly Traits[T][] };
  /** Months between two reviews, or months by tier; null: once. */
  every: number | Partial<Record<Tier, number>> | null;
  /** Days from the day it first applies to the first due day; null: one interval. */
  firstWithin: number | null;
  /** Days within which a material change brings it due; absent: it doesn't. */
  materialWithin?: number;
}

export type Policy = readonly Rule[];

const DECIDED = ['II', 'III', 'IV'] as const;
const HIGH = ['III', 'IV'] as const;
const LIVING = ['idea', 'development', 'pilot', 'production', 'paused'] as const;
const GRACE = 90;

/** The policy of a new installation; POLICY_FILE replaces it. */
export const DEFAULT_POLICY: Policy = [
  { type: 'TRIAGE', when: { tier: ['untiered'] }, every: null, firstWithin: 30 },
  { type: 'AIA', when: { tier: DECIDED }, every: { II: 12, III: 12, IV: 6 }, firstWithin: GRACE },
  { type: 'PIA', when: { personalInformation: ['yes'] }, every: 24, firstWithin: GRACE },
  {
    type: 'TRA',
    when: { lifecycle: ['pilot', 'production'], tier: DECIDED },
    every: 24,
    firstWithin: GRACE,
  },
  { type: 'HRIA', when: { tier: HIGH }, every: 12, firstWithin: GRACE, materialWithin: GRACE },
  { type: 'BIAS', when: { tier: DECIDED }, every: 12, firstWithin: GRACE },
  { type: 'ACC', when: { users: ['public', 'both'] }, every: 24, firstWithin: GRACE },
  { type: 'PEER', when: { tier: HIGH }, every: 24, firstWithin: GRACE },
  {
    type: 'VALIDATE',
    when: { lifecycle: LIVING },
    every: { untiered: 12, I: 24, II: 12, III: 12, IV: 12 },
    firstWithin: null,
  },
];

const holds = (rule: Rule, traits: Traits): boolean =>
  traits.lifecycle !== 'retired' &&
  (Object.entries(rule.when) as [Trait, readonly string[]][]).every(([trait, values]) =>
    values.includes(traits[trait]),
  );

export const ruleFor = (policy: Policy, type: AssessmentType): Rule | undefined =>
  policy.find((rule) => rule.type === type);

/** Months between two reviews of this type at this tier; null when it is done once. */
export function everyMonths(rule: Rule, tier: Tier): number | null {
  return typeof rule.every === 'number' || rule.every === null ? rule.every : (rule.every[tier] ?? null);
}

/** The rules that apply to a system, each with the traits that are the reason. */
export const requirements = (traits: Traits, policy: Policy): { rule: Rule; because: Trait[] }[] =>
  policy
    .filter((rule) => holds(rule, traits))
    .map((rule) => ({ rule, because: Object.keys(rule.when) as Trait[] }));

/** Tier up, new personal information, or into production: what makes people's rights a fresh question. */
export const isMaterial = (before: Traits, after: Traits): boolean =>
  TIERS.indexOf(after.tier) > TIERS.indexOf(before.tier) ||
  (before.personalInformation !== 'yes' && after.personalInformation === 'yes') ||
  (before.lifecycle !== 'production' && after.lifecycle === 'production');

/** What a change of a system does to its assessments. */
export interface Plan {
  open: { type: AssessmentType; countsFrom: Day; dueOn: Day }[];
  close: Assessment[];
  move: { assessment: Assessment; dueOn: Day }[];
}

/** A plan as people are told of it. */
export interface Effects {
  opened: { type: AssessmentType; dueOn: Day }[];
  closed: AssessmentType[];
  moved: { type: AssessmentType; from: Day; to: Day }[];
}

export const NO_EFFECTS: Effects = { opened: [], closed: [], moved: [] };

export const effectsOf = ({ open, close, move }: Plan): Effects => ({
  opened: open.map(({ type, dueOn }) => ({ type, dueOn })),
  closed: close.map(({ type }) => type),
  moved: move.map(({ assessment, dueOn }) => ({ type: assessment.type, from: assessment.dueOn, to: dueOn })),
});

/** The first due day of a review that begins to apply on `from`. */
function firstDue(rule: Rule, tier: Tier, from: Day): Day {
  if (rule.firstWithin !== null) return addDays(from, rule.firstWithin);
  return addMonths(from, everyMonths(rule, tier) ?? 12);
}

/** Brought forward when the interval became shorter or the change was material; never put off. */
function movedDue(
  rule: Rule,
  ruleBefore: Rule,
  open: Assessment,
  [before, after]: [Traits, Traits],
  today: Day,
): Day {
  const months = everyMonths(rule, after.tier);
  const was = everyMonths(ruleBefore, before.tier);
  let dueOn = open.dueOn;
  if (months !== null && was !== null && months < was) {
    dueOn = earlier(dueOn, later(addMonths(open.countsFrom, months), firstDue(rule, after.tier, today)));
  }
  if (rule.materialWithin !== undefined && isMaterial(before, after)) {
    dueOn = earlier(dueOn, addDays(today, rule.materialWithin));
  }
  return dueOn;
}

/** A person's "not required" stands until a material change; the policy's own closing doesn't bind it. */
function isExcused(latest: Assessment | undefined, material: boolean): boolean {
  return latest?.state === 'not-required' && latest.decidedBy !== null && !material;
}

/**
 * Which assessments open, close and move when a system becomes `after`, or the policy was `policyBefore`; `before` is null
 * when it is registered. `assessments` holds at least the open and the newest of each type.
 */
export function plan(
  before: Before | null,
  after: Traits,
  assessments: readonly Assessment[],
  policy: Policy,
  today: Day,
  policyBefore: Policy = policy,
): Plan {
  const newest = new Map<AssessmentType, Assessment>();
  for (const a of [...assessments].sort((a, b) => Number(isOpen(a)) - Number(isOpen(b)) || a.id - b.id))
    newest.set(a.type, a);
  const required = requirements(after, policy);
  const types = new Set(required.map(({ rule }) => rule.type));
  const result: Plan = { open: [], close: [], move: [] };
  for (const a of newest.values()) if (isOpen(a) && !types.has(a.type)) result.close.push(a);
  const material = before !== null && isMaterial(before, after);
  for (const { rule } of required) {
    const latest = newest.get(rule.type);
    if (latest && isOpen(latest)) {
      const ruleBefore = ruleFor(policyBefore, rule.type) ?? rule;
      const dueOn = before ? movedDue(rule, ruleBefore, latest, [before, after], today) : latest.dueOn;
      if (isBefore(dueOn, latest.dueOn)) result.move.push({ assessment: latest, dueOn });
    } else if (
      !isExcused(latest, material) &&
      !isDoneOnce(ruleFor(policyBefore, rule.type), latest, before)
    ) {
      result.open.push({ type: rule.type, ...begins(rule, { before, after }, latest, today) });
    }
  }
  return result;
}

/** A review that is done once stays done while it goes on applying. */
const isDoneOnce = (rule: Rule | undefined, latest: Assessment | undefined, before: Traits | null): boolean =>
  rule !== undefined &&
  before !== null &&
  latest?.state === 'completed' &&
  everyMonths(rule, before.tier) === null &&
  holds(rule, before);

/** A system that is used again goes on where it stopped: what the retirement closed is due when it was due before. */
function begins(
  rule: Rule,
  { before, after }: { before: Before | null; after: Traits },
  latest: Assessment | undefined,
  today: Day,
): { countsFrom: Day; dueOn: Day } {
  const isBack = before?.lifecycle === 'retired' && after.lifecycle !== 'retired';
  const isOfRetirement = latest?.closedOn && before?.retiredOn?.equals(latest.closedOn);
  if (isBack && isOfRetirement && latest.state === 'not-required' && latest.decidedBy === null)
    return { countsFrom: latest.countsFrom, dueOn: latest.dueOn };
  return { countsFrom: today, dueOn: reopenedDue(rule, after.tier, latest, today) };
}

/** A review that applied before, was done, and applies again keeps its clock where that is later than a first review's. */
function reopenedDue(rule: Rule, tier: Tier, latest: Assessment | undefined, today: Day): Day {
  const first = firstDue(rule, tier, today);
  const months = everyMonths(rule, tier);
  if (latest?.state !== 'completed' || !latest.completedOn || months === null) return first;
  return later(first, addMonths(earlier(latest.dueOn, latest.completedOn), months));
}

/** "II 12, III 12, IV 6" for intervals by tier, "12" for one of all, "" for once. */
export const intervalText = (every: Rule['every']): string =>
  every === null || typeof every === 'number'
    ? String(every ?? '')
    : Object.entries(every)
        .map(([tier, months]) => `${tier} ${months}`)
        .join(', ');

const LONGEST_MONTHS = 120;
const isInterval = (months: number): boolean =>
  Number.isInteger(months) && months > 0 && months <= LONGEST_MONTHS;

/** Reads what `intervalText` writes, in capitals or not; undefined for anything else. */
export function parseInterval(text: string): Rule['every'] | undefined {
  const given = text.trim();
  if (given === '' || given === '0') return null;
  if (/^\d+$/.test(given)) return isInterval(Number(given)) ? Number(given) : undefined;
  const every: Partial<Record<Tier, number>> = {};
  for (const part of given.split(/\s*[,;]\s*/).filter(Boolean)) {
    const [, name = '', months = ''] = /^([a-z]+)\s*:?\s*(\d+)$/i.exec(part) ?? [];
    const tier = TIERS.find((t) => t.toLowerCase() === name.toLowerCase());
    if (!tier || !isInterval(Number(months))) return undefined;
    every[tier] = Number(months);
  }
  return every;
}
