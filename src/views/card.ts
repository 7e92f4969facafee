import type { KnownBlock } from '@slack/types';
import { type Assessment, isOpen } from '../domain/assessment.ts';
import type { LastChange } from '../domain/change.ts';
import { completeness } from '../domain/completeness.ts';
import { type Day, dayIn } from '../domain/day.ts';
import type { Organization } from '../domain/organization.ts';
import { FIELDS, type Field, type Section, sectionOf } from '../domain/record.ts';
import { worstFirst } from '../domain/reminder.ts';
import { type System, systemNumber } from '../domain/system.ts';
import { pieces, shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';
import type { Key, Words } from '../words/words.ts';
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
import { changeText, fieldName, isKnown, NO_NAMES, valueText } from './values.ts';

/** All that a card shows, and what its reader may do. */
export interface Card {
  system: System;
  organization: Organization;
  assessments: readonly Assessment[];
  changes: readonly LastChange[];
  editable: boolean;
  /** In a channel: for everybody, without buttons. */
  inPublic?: boolean;
  /** The numbers of systems that turned out to be this one. */
  absorbed?: readonly number[];
}

/** An open review in words. */
interface Due {
  name: string;
  when: string;
}

/** As much of a description as leaves room for the rest of the card. */
const DESCRIPTION = 3000;
/** As much of each other text. */
const TEXT = 300;
/** As much of a note or reason; the history has all of it. */
const NOTE = 150;

export function systemCard(words: Words, card: Card, today: Day, timeZone: string): Message {
  const { system, organization } = card;
  const number = systemNumber(system.number);
  const name = nameOf(words, system);
  const open = card.assessments.filter(isOpen).sort(worstFirst);
  const due = open.map((a): Due => ({ name: typeName(words, a.type), when: dueText(words, a, today) }));
  const record = completeness(system);
  const summary = words.t('card.text', {
    number,
    name,
    organization: organization.acronym,
    tier: words.t(`tier.${system.tier}`),
    lifecycle: words.t(`lifecycle.${system.lifecycle}`),
    reviews: due.length
      ? due.map(({ name, when }) => words.t('label', { label: name, value: when })).join('; ')
      : words.t('card.noReviews'),
  });
  return message(summary, [
    header(`${number} ${name}`),
    ...paragraphs(pieces(descriptionOf(words, system), DESCRIPTION)[0]!),
    facts(factsOf(words, card)),
    divider,
    ...reviewBlocks(words, card.assessments, due),
    ...(card.absorbed?.length
      ? [
          note(
            words.t('card.absorbed', {
              count: card.absorbed.length,
              numbers: words.join(card.absorbed.map((n) => systemNumber(n))),
            }),
          ),
        ]
      : []),
    note(completenessText(words, record)),
    ...changeBlocks(words, card.changes, today, timeZone),
    ...(card.inPublic ? [] : actBlocks(words, card, open, record.missing)),
  ]);
}

const nameOf = (words: Words, { nameEn, nameFr }: System): string =>
  (words.language === 'fr' && nameFr) || nameEn;

const descriptionOf = (words: Words, { descriptionEn, descriptionFr }: System): string =>
  (words.language === 'fr' && descriptionFr) || descriptionEn;

const organizationName = (words: Words, o: Organization): string =>
  `${words.language === 'fr' ? o.nameFr : o.nameEn} (${o.acronym})`;

const factsOf = (words: Words, { system, organization }: Card): Fact[] => [
  [words.t('field.organization'), organizationName(words, organization)],
  [words.t('card.tier'), words.t(`tier.${system.tier}`)],
  [words.t('card.lifecycle'), words.t(`lifecycle.${system.lifecycle}`)],
  [words.t('card.personalInformation'), words.t(`known.${system.personalInformation}`)],
  [words.t('card.users'), words.t(`users.${system.users}`)],
  [words.t('field.owner'), { person: system.ownerId }],
  [words.t('field.backup'), system.backupId ? { person: system.backupId } : words.t('known.nobody')],
  ...moreFacts(words, system),
];

/** The fields that stand at the top already. */
const SHOWN: ReadonlySet<Field> = new Set([
  'nameEn',
  'descriptionEn',
  'organizationId',
  'tier',
  'lifecycle',
  'personalInformation',
  'users',
  'backupId',
]);

/** The fields that don't. */
const OTHERS = (Object.keys(FIELDS) as Field[]).filter((field) => !SHOWN.has(field));

/** All else that is known of a system. */
const moreFacts = (words: Words, system: System): Fact[] =>
  OTHERS.filter((field) => isKnown(system[field])).map((field): Fact => {
    const label = fieldName(words, field);
    if (field === 'noticeUrl') return [label, { url: String(system[field]) }];
    const value = JSON.parse(JSON.stringify(system[field]));
    const isText = FIELDS[field].kind === 'text' || FIELDS[field].kind === 'line';
    return [label, isText ? shortened(String(value), TEXT) : valueText(words, field, value, NO_NAMES)];
  });

/** What can be done next: record what is open, fill in what is missing, and change, follow or look back. */
function actBlocks(
  words: Words,
  { system, editable }: Card,
  open: readonly Assessment[],
  missing: readonly Field[],
): KnownBlock[] {
  const number = systemNumber(system.number);
  const act = (key: Key, command: string): Act => ({ label: words.t(key), line: `${command} ${number}` });
  const follow = [act('do.history', 'history'), act('do.watch', 'watch')];
  if (!editable) return buttons(follow);
  if (system.lifecycle === 'retired')
    return buttons([act('do.restore', 'restore'), act('do.edit', 'edit'), ...follow]);
  const counts = new Map<Section, number>();
  for (const field of missing) counts.set(sectionOf(field), (counts.get(sectionOf(field)) ?? 0) + 1);
  const fill = [...counts].map(([section, count]) => ({
    label: words.t('do.fill', { section: words.t(`section.${section}`), count }),
    line: `edit ${number} ${section}`,
  }));
  return [
    ...buttons(open.map((a) => recordAct(words, a))),
    ...buttons(fill),
    ...buttons([
      act('do.edit', 'edit'),
      act('do.validate', 'validate'),
      ...(system.tier === 'untiered' ? [act('do.tier', 'tier')] : []),
      act('do.move', 'move'),
      act('do.transfer', 'transfer'),
      ...follow,
    ]),
  ];
}

const recordAct = (words: Words, assessment: Assessment): Act => ({
  label: words.t('do.recordType', { type: assessment.type }),
  says: words.t('do.recordSays', { name: words.t(`type.${assessment.type}`) }),
  line: assessLine(assessment),
});

function reviewBlocks(words: Words, all: readonly Assessment[], due: readonly Due[]): KnownBlock[] {
  const last = all.filter((a) => a.state === 'completed' || a.decidedBy !== null).sort(worstFirst);
  const rows: Fact[] = [
    ...due.map(({ name, when }): Fact => [name, words.t('card.due', { due: when })]),
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
