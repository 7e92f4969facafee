import { isOpen } from '../domain/assessment.ts';
import { isReachable } from '../domain/person.ts';
import { systemNumber } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { ListedNow, SoughtNow } from '../store/amendments.ts';
import { type Act, buttons, line, note } from './blocks.ts';
import { closedText, marks, type Part, type Reading } from './reminded.ts';
import { dueText } from './reviews.ts';

/** How much there is of what others leave undone for long, and the line that lists all of it. */
export interface LateTotal {
  role: 'lead' | 'administrator';
  total: number;
  counted: boolean;
  line: string;
}

/** As many reviews of a list, and systems, as a reminder shows. */
export const LATE_SHOWN = 6;
export const SOUGHT_SHOWN = 5;
const NAME = 80;
const NOTHING: Part = { lines: [], blocks: [] };

/** What others leave undone for long, as one list. */
export function lateBlocks(
  reading: Reading,
  role: LateTotal['role'],
  items: readonly ListedNow[],
  totals: readonly LateTotal[],
): Part {
  const { words } = reading;
  const list = totals.find((total) => total.role === role);
  if (items.length === 0 && !list) return NOTHING;
  const heading = list
    ? words.t(`reminder.list.${role}`, words.atLeast(list.total, list.counted))
    : words.t('reminder.list.done');
  const lines = items.map((item) => lateText(reading, item));
  const left =
    (list?.total ?? 0) - items.slice(0, LATE_SHOWN).filter((item) => isOpen(item.assessment)).length;
  const all: Act[] = list
    ? [{ label: words.t('do.due'), says: words.t('reminder.allOf', { list: heading }), line: list.line }]
    : [];
  return {
    heading,
    lines,
    blocks: [
      ...items
        .slice(0, LATE_SHOWN)
        .map((item, i) => line(lines[i]!, openAct(reading, item.assessment.system))),
      ...(list?.counted && left > 0 ? [note(words.t('reminder.more', { count: left }))] : []),
      ...buttons(all),
    ],
  };
}

function lateText(reading: Reading, item: ListedNow): string {
  const { words, today } = reading;
  const { assessment, systemName, acronym, owner } = item;
  if (!isOpen(assessment)) return closedText(reading, item);
  const text = words.t('reminder.lateLine', {
    number: systemNumber(assessment.system),
    system: shortened(systemName, NAME),
    organization: acronym,
    type: assessment.type,
    due: dueText(words, assessment, today),
    owner: owner.name,
  });
  return [text, ...marks(reading, item)].join(' ');
}

const openAct = ({ words }: Reading, system: number): Act => {
  const number = systemNumber(system);
  return { label: words.t('do.open'), says: words.t('do.openSays', { number }), line: `show ${number}` };
};

/** Whether nobody answers for it yet. */
export const isSought = ({ owner }: SoughtNow): boolean => !isReachable(owner);

/** The systems that the person is asked to find an owner for; whoever backs one up may take it over. */
export function soughtBlocks(reading: Reading, systems: readonly SoughtNow[], ownerless: number): Part {
  if (systems.length === 0) return NOTHING;
  const { words, to } = reading;
  const heading = systems.some(isSought)
    ? words.t('reminder.ownerless', { count: ownerless })
    : words.t('reminder.list.done');
  const lines = systems.map((system) => soughtText(reading, system));
  return {
    heading,
    lines,
    blocks: [
      ...systems.slice(0, SOUGHT_SHOWN).map((system, i) => {
        const number = systemNumber(system.system);
        const takeOver: Act =
          system.backup?.id === to.id
            ? {
                label: words.t('do.takeOver'),
                says: words.t('do.takeOverOf', { number }),
                line: `transfer ${number} ${to.id}`,
              }
            : {
                label: words.t('do.nameOwner'),
                says: words.t('do.nameOwnerOf', { number }),
                line: `transfer ${number}`,
              };
        return line(lines[i]!, isSought(system) ? takeOver : openAct(reading, system.system));
      }),
      ...buttons(ownerless > 1 ? [{ label: words.t('do.orphans'), line: 'list orphans' }] : []),
    ],
  };
}

function soughtText({ words }: Reading, system: SoughtNow): string {
  const { owner, backup } = system;
  const name = {
    number: systemNumber(system.system),
    system: shortened(system.name, NAME),
    organization: system.acronym,
    owner: owner.name,
  };
  if (!isSought(system)) return words.t('reminder.found', name);
  return backup && isReachable(backup)
    ? words.t('reminder.soughtWithBackup', { ...name, backup: backup.name })
    : words.t('reminder.sought', name);
}
