import type { Tier } from './system.ts';
import { TIERS } from './system.ts';

/** One plain question, the answers from which one is chosen, and the points that each gives. */
export interface Question {
  key: string;
  answers: Readonly<Record<string, number>>;
  /** Answers that call for at least this tier, whatever the other points. */
  atLeast?: Readonly<Record<string, Tier>>;
}

/**
 * The short triage: ten questions, after the risk areas of Canada's Algorithmic Impact Assessment (reasons, decision,
 * impact, data, people), with points of our own. A scoring rule is data: change it here, and form, reasons and tests follow.
 */
export const QUESTIONS = [
  { key: 'affects', answers: { nobody: 0, staff: 2, public: 4 } },
  {
    key: 'decides',
    answers: { nothing: 0, service: 1, money: 3, rights: 5, liberty: 6 },
    atLeast: { rights: 'II', liberty: 'III' },
  },
  { key: 'harm', answers: { none: 0, moderate: 2, serious: 5, severe: 7 }, atLeast: { severe: 'III' } },
  { key: 'reversible', answers: { easily: 0, effort: 2, hardly: 4, never: 6 } },
  { key: 'automated', answers: { advice: 0, reviewed: 2, automatic: 5 } },
  { key: 'personal', answers: { no: 0, some: 2, sensitive: 4, unsure: 2 }, atLeast: { sensitive: 'II' } },
  { key: 'vulnerable', answers: { no: 0, partly: 2, mainly: 5, unsure: 2 } },
  { key: 'scale', answers: { few: 0, hundreds: 1, thousands: 3, millions: 4 } },
  { key: 'explainable', answers: { yes: 0, partly: 2, no: 4 } },
  { key: 'recourse', answers: { yes: 0, planned: 2, no: 4 } },
] as const satisfies readonly Question[];

export type QuestionKey = (typeof QUESTIONS)[number]['key'];
export type Answers = Record<string, string>;

/** The share of all points up to which a level goes: Canada's Directive on Automated Decision-Making. */
const LEVELS: readonly (readonly [upTo: number, tier: Tier])[] = [
  [0.25, 'I'],
  [0.5, 'II'],
  [0.75, 'III'],
  [1, 'IV'],
];

const most = ({ answers }: Question): number => Math.max(...Object.values(answers));
const higher = (a: Tier, b: Tier): Tier => (TIERS.indexOf(b) > TIERS.indexOf(a) ? b : a);

/** What the answers come to. */
export interface Proposal {
  tier: Tier;
  points: number;
  of: number;
  percent: number;
  /** The answers that weigh most, the heaviest first. */
  because: { question: QuestionKey; answer: string }[];
  /** The answer that alone calls for this tier, where the points would give a lower one. */
  raisedBy: { question: QuestionKey; answer: string } | null;
}

const REASONS = 3;

/** The tier that answers propose; unanswered questions give no points. */
export function proposedTier(answers: Answers): Proposal {
  const given = QUESTIONS.map((question: Question) => {
    const answer = answers[question.key] ?? '';
    return { question, answer, points: question.answers[answer] ?? 0 };
  });
  const points = given.reduce((sum, item) => sum + item.points, 0);
  const of = QUESTIONS.reduce((sum, question) => sum + most(question), 0);
  const byPoints = LEVELS.find(([upTo]) => points <= upTo * of)?.[1] ?? 'IV';
  const floors = given.flatMap(({ question, answer }) => {
    const tier = question.atLeast?.[answer];
    return tier ? [{ tier, question: question.key as QuestionKey, answer }] : [];
  });
  const tier = floors.reduce((sofar, floor) => higher(sofar, floor.tier), byPoints);
  const raiser = tier === byPoints ? undefined : floors.find((floor) => floor.tier === tier);
  const because = given
    .filter((item) => item.points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, REASONS)
    .map(({ question, answer }) => ({ question: question.key as QuestionKey, answer }));
  return {
    tier,
    points,
    of,
    percent: Math.round((100 * points) / of),
    because,
    raisedBy: raiser ? { question: raiser.question, answer: raiser.answer } : null,
  };
}
