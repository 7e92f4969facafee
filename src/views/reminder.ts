import { dayIn, type Instant, isBefore } from '../domain/day.ts';
import type { Person } from '../domain/person.ts';
import { type IsHoliday, worstFirst } from '../domain/reminder.ts';
import type { Message } from '../notice.ts';
import type { ListedNow, SoughtNow } from '../store/amendments.ts';
import type { Words } from '../words/words.ts';
import { divider, header, message, title } from './blocks.ts';
import { isSought, type LateTotal, lateBlocks, soughtBlocks } from './escalated.ts';
import { ownBlocks, type Part, type Reader, type Reading, waits } from './reminded.ts';

/** What one reminder says, as it is when the message is written. */
export interface Reminding {
  /** What the person answers for, and the worst of what others leave undone for long. */
  items: readonly ListedNow[];
  totals: readonly LateTotal[];
  /** The systems that the person is asked to find an owner for. */
  sought: readonly SoughtNow[];
  /** How many there are of these, those that are not listed among them. */
  ownerless: number;
  /** A newer reminder lists the rest. */
  isRest?: boolean;
}

/** One message for all that a person has due, worst first, and for what they answer for besides; what is done since says who did it. */
export function reminder(
  words: Words,
  content: Reminding,
  to: Reader,
  now: Instant,
  isHoliday: IsHoliday,
): Message {
  const reading = { words, to, isHoliday, now, today: dayIn(now, to.timeZone) };
  const sorted = [...content.items].sort((a, b) => worstFirst(a.assessment, b.assessment));
  const as = (...roles: ListedNow['toldAs'][]) => sorted.filter(({ toldAs }) => roles.includes(toldAs));
  const heading = headline(reading, as('owner', 'backup'), content);
  const lists: Part[] = [
    lateBlocks(reading, 'lead', as('lead'), content.totals),
    lateBlocks(reading, 'administrator', as('administrator'), content.totals),
    soughtBlocks(reading, content.sought, content.ownerless),
  ].filter(({ blocks }) => blocks.length > 0);
  const own = ownBlocks(reading, as('owner', 'backup'), { besideLists: lists.length > 0 });
  const parts = own.blocks.length > 0 ? [own, ...lists] : lists;
  // The headline speaks of the first part.
  const above = (part: Part, i: number) => (i > 0 && part.heading ? [part.heading] : []);
  return message([heading, ...parts.flatMap((part, i) => [...above(part, i), ...part.lines])].join('\n'), [
    header(heading),
    ...parts.flatMap((part, i) => [
      ...(i > 0 ? [divider] : []),
      ...above(part, i).map(title),
      ...part.blocks,
    ]),
  ]);
}

/** Whether something in the message still waits for somebody. */
export const isWaiting = (
  { items, sought }: Pick<Reminding, 'items' | 'sought'>,
  to: Pick<Person, 'id'>,
): boolean => items.some((item) => waits(item, to)) || sought.some(isSought);

function headline(
  { words, to, today }: Reading,
  own: readonly ListedNow[],
  { items, totals, sought, ownerless, isRest = false }: Reminding,
): string {
  const waiting = own.filter((item) => waits(item, to));
  const late = waiting.filter(({ assessment }) => isBefore(assessment.dueOn, today)).length;
  const more = waiting.length - late;
  if (late > 0 && more > 0)
    return words.t('reminder.lateAndMore', { late: words.t('reminder.late', { count: late }), count: more });
  if (late > 0) return words.t('reminder.late', { count: late });
  if (waiting.length > 0) return words.t('reminder.due', { count: waiting.length });
  const list = totals.find(({ role }) => items.some((item) => item.toldAs === role && waits(item, to)));
  if (list) return words.t(`reminder.escalated.${list.role}`, words.atLeast(list.total, list.counted));
  if (sought.some(isSought)) return words.t('reminder.ownerless', { count: ownerless });
  const isDone = items.some(({ recorded }) => recorded !== null);
  if (isRest) return words.t('reminder.rest');
  return words.t(isDone ? 'reminder.allDone' : 'reminder.nothingLeft');
}
