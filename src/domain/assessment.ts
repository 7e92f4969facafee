import { addMonths, type Day, earlier, isBefore } from './day.ts';

export const ASSESSMENT_TYPES = [
  'TRIAGE',
  'AIA',
  'PIA',
  'TRA',
  'HRIA',
  'BIAS',
  'ACC',
  'PEER',
  'VALIDATE',
] as const;
export type AssessmentType = (typeof ASSESSMENT_TYPES)[number];

export const OPEN_STATES = ['not-started', 'in-progress', 'submitted'] as const;
export type AssessmentState = (typeof OPEN_STATES)[number] | 'completed' | 'waived' | 'not-required';

export const OUTCOMES = ['passed', 'conditions', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One required review of one system. */
export interface Assessment {
  id: number;
  system: number;
  type: AssessmentType;
  state: AssessmentState;
  /** The day its interval counts from. */
  countsFrom: Day;
  dueOn: Day;
  outcome: Outcome | null;
  completedOn: Day | null;
  evidence: string | null;
  note: string | null;
  reason: string | null;
  waivedUntil: Day | null;
  /** Who recorded it; null while it is open, and when the policy closed it. */
  decidedBy: string | null;
  snoozedUntil: Day | null;
  /** The day on which the policy closed it. */
  closedOn: Day | null;
}

/** Work in progress and work submitted are as open as work that was never begun. */
export const isOpen = ({ state }: Pick<Assessment, 'state'>): boolean =>
  (OPEN_STATES as readonly string[]).includes(state);

/** Never stored: an open assessment whose due day is past. */
export const overdue = (assessment: Pick<Assessment, 'state' | 'dueOn'>, today: Day): boolean =>
  isOpen(assessment) && isBefore(assessment.dueOn, today);

/** The day the next review is due: an early one counts from completion, a late one from the day it was due. */
export const nextDue = (dueOn: Day, completedOn: Day, everyMonths: number): Day =>
  addMonths(earlier(dueOn, completedOn), everyMonths);

/** The earliest completion that is believed: reviews of AI systems are younger than the century. */
export const EARLIEST_COMPLETION = '2000-01-01';

/** The longest waiver: one interval from today, or a year for a review that is done once. */
export const longestWaiver = (today: Day, everyMonths: number | null): Day =>
  addMonths(today, everyMonths ?? 12);
