import type { KnownBlock } from '@slack/types';
import { type Assessment, isOpen } from '../domain/assessment.ts';
import type { Change } from '../domain/change.ts';
import { completeness } from '../domain/completeness.ts';
import { type Day, dayIn } from '../domain/day.ts';
import type { Organization } from '../domain/organization.ts';
import type { Person } from '../domain/person.ts';
import { worstFirst } from '../domain/reminder.ts';
import { type System, systemNumber } from '../domain/system.ts';
import { pieces, shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import {
  type Act,
  buttons,
  divider,
  type Fact,
  facts,
  header,
  message,
  note,
  paragraphs,
  title,
} from './blocks.ts';
import { assessLine, dueText, typeName } from './reviews.ts';
import { changeText } from './values.ts';

/** All that a card shows, and what its reader may do. */
export interface Card {
  system: System;
  organization: Organization;
  owner: Person;
  backup: Person | null;
  assessments: readonly Assessment[];
  changes: readonly (Change & { byName: string | null })[];
  editable: boolean;
}

/** As much of a description as leaves room for the rest of the card. */
const DESCRIPTION = 6000;
/** As much of a note or reason; the history has all of it. */
const NOTE = 150;

export function systemCard(words: Words, card: Card, today: Day, timeZone: string): Message {
  const { system, organization } = card;
  const number = systemNumber(system.number);
  const name = nameOf(words, system);
  const open = card.assessments.filter(isOpen).sort(worstFirst);
  const record = completeness(system);
  const summary = words.t('card.text', {
    number,
    name,
    organization: organization.acronym,
    tier: words.t(`tier.${system.tier}`),
    lifecycle: words.t(`lifecycle.${system.lifecycle}`),
    reviews: open.length
      ? open
          .map((a) => words.t('label', { label: typeName(words, a.type), value: dueText(words, a, today) }))
          .join('; ')
      : words.t('card.noReviews'),
  });
  return message(summary, [
    header(`${number} ${name}`),
    ...paragraphs(pieces(descriptionOf(words, system), DESCRIPTION)[0]!),
    facts(factsOf(words, card)),
    divider,
    ...reviewBlocks(words, card.assessments, open, today),
    note(completenessText(words, record)),
    ...changeBlocks(words, card.changes, today, timeZone),
    ...buttons(card.editable ? open.map((a) => recordAct(words, a)) : []),
  ]);
}

const nameOf = (words: Words, { nameEn, nameFr }: System): string =>
  (words.language === 'fr' && nameFr) || nameEn;

const descriptionOf = (words: Words, { descriptionEn, descriptionFr }: System): string =>
  (words.language === 'fr' && descriptionFr) || descriptionEn;

const organizationName = (words: Words, o: Organization): string =>
  `${words.language === 'fr' ? o.nameFr : o.nameEn} (${o.acronym})`;

const factsOf = (words: Words, { system, organization, owner, backup }: Card): Fact[] => [
  [words.t('field.organization'), organizationName(words, organization)],
  [words.t('card.tier'), words.t(`tier.${system.tier}`)],
  [words.t('card.lifecycle'), words.t(`lifecycle.${system.lifecycle}`)],
  [words.t('card.personalInformation'), words.t(`known.${system.personalInformation}`)],
  [words.t('card.users'), words.t(`users.${system.users}`)],
  [words.t('field.owner'), { person: owner.id }],
  [words.t('field.backup'), backup ? { person: backup.id } : words.t('known.nobody')],
];

const recordAct = (words: Words, assessment: Assessment): Act => ({
  label: words.t('do.recordType', { type: assessment.type }),
  says: words.t('do.recordSays', { name: words.t(`type.${assessment.type}`) }),
  line: assessLine(assessment),
});

function reviewBlocks(
  words: Words,
  all: readonly Assessment[],
  open: readonly Assessment[],
  today: Day,
): KnownBlock[] {
  const last = all.filter((a) => a.state === 'completed' || a.decidedBy !== null).sort(worstFirst);
  const rows: Fact[] = [
    ...open.map(
      (a): Fact => [typeName(words, a.type), words.t('card.due', { due: dueText(words, a, today) })],
    ),
    ...last.flatMap((a): Fact[] => [
      [typeName(words, a.type), notedVerdict(words, a)],
      ...(a.evidence ? [[words.t('card.evidence'), { url: a.evidence }] as const] : []),
    ]),
  ];
  return [title(words.t('card.reviews')), rows.length ? facts(rows) : note(words.t('card.noReviews'))];
}

/** The verdict with what was noted, as much as a card has room for. */
const notedVerdict = (words: Words, a: Assessment): string => {
  const verdict = verdictText(words, a);
  return a.state === 'completed' && a.note
    ? words.t('verdict.noted', { verdict, note: shortened(a.note, NOTE) })
    : verdict;
};

/** "passed on 5 January 2027", "waived until …: why". */
export function verdictText(words: Words, a: Assessment): string {
  if (a.state === 'completed' && a.completedOn) {
    return words.t(`verdict.${a.outcome ?? 'passed'}`, { day: words.day(a.completedOn) });
  }
  if (a.state === 'waived' && a.waivedUntil) {
    return words.t('verdict.waived', {
      day: words.day(a.waivedUntil),
      reason: shortened(a.reason ?? '', NOTE),
    });
  }
  return words.t('verdict.notRequired', { reason: shortened(a.reason ?? '', NOTE) });
}

function completenessText(words: Words, { percent, missing }: ReturnType<typeof completeness>): string {
  if (missing.length === 0) return words.t('card.complete');
  const names = missing.map((field) => words.t(`missing.${field}`));
  return words.t('card.incomplete', { percent, missing: words.join(names) });
}

function changeBlocks(words: Words, changes: Card['changes'], today: Day, timeZone: string): KnownBlock[] {
  if (changes.length === 0) return [];
  const lines = changes.map((change) =>
    words.t('change.line', {
      when: words.ago(dayIn(change.at, timeZone), today),
      who: change.byName ?? words.t('change.policy'),
      what: changeText(words, change),
    }),
  );
  return [note(`${words.t('card.changes')}\n${lines.join('\n')}`)];
}
