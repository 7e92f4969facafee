import type { ModalView } from '@slack/types';
import type { Day } from '../domain/day.ts';
import type { Organization } from '../domain/organization.ts';
import type { Person } from '../domain/person.ts';
import { shortened } from '../domain/text.ts';
import type { Banner, Typed } from '../form.ts';
import type { Message } from '../notice.ts';
import type { Named, OrganizationChange } from '../store/organizations.ts';
import type { Words } from '../words/words.ts';
import { buttons, type Fact, facts, header, linesInSections, message, title } from './blocks.ts';
import { dayField, initially, modal, textField } from './form-blocks.ts';

const SHORT = 200;

/** A new organization, or the new names of one. */
export function organizationForm(
  words: Words,
  {
    organization,
    today,
    typed,
    banner,
  }: { organization: Organization | null; today: Day; typed?: Typed; banner?: Banner },
): ModalView {
  const field = (name: 'acronym' | 'nameEn' | 'nameFr') =>
    textField({
      name,
      label: words.t(`organization.${name}`),
      max: SHORT,
      initial: initially(typed, name, organization?.[name] ?? null),
    });
  return modal(words, {
    title: words.t(organization ? 'organization.rename' : 'organization.add'),
    submit: words.t('do.save'),
    banner,
    blocks: [
      field('acronym'),
      field('nameEn'),
      field('nameFr'),
      ...(organization
        ? [
            dayField({
              name: 'effectiveOn',
              label: words.t('organization.effectiveOn'),
              hint: words.t('organization.effectiveHint'),
              optional: true,
              initial: initially(typed, 'effectiveOn', today.toString()),
            }),
          ]
        : []),
    ],
  });
}

/** As many lines as one message holds. */
const LISTED = 150;

/** All organizations, by acronym and name. */
export function organizationList(
  words: Words,
  all: readonly Organization[],
  administrator: boolean,
): Message {
  const lines = all
    .slice(0, LISTED)
    .map((o) => shortened(`${o.acronym} · ${words.language === 'fr' ? o.nameFr : o.nameEn}`, 60));
  const left = all.length - lines.length;
  const more = left > 0 ? [words.t('digest.lateMore', { count: left })] : [];
  return message([words.t('organization.all'), ...lines, ...more].join('\n'), [
    header(words.t('organization.all')),
    ...linesInSections([...lines, ...more]),
    ...(administrator ? buttons([{ label: words.t('organization.add'), line: 'organization add' }]) : []),
  ]);
}

export interface OrganizationCard {
  organization: Organization;
  successor: Organization | null;
  leads: readonly Person[];
  systems: number;
  changes: readonly OrganizationChange[];
  /** Names of those who made the changes. */
  names: ReadonlyMap<string, string>;
  administrator: boolean;
}

/** An organization: its names, who leads it, and what became of it. */
export function organizationCard(words: Words, card: OrganizationCard): Message {
  const { organization: o, successor, leads, systems, administrator } = card;
  const heading = `${o.acronym} · ${words.language === 'fr' ? o.nameFr : o.nameEn}`;
  const rows: Fact[] = [
    [words.t('organization.nameEn'), o.nameEn],
    [words.t('organization.nameFr'), o.nameFr],
    [words.t('organization.aliases'), o.aliases.length ? words.join(o.aliases) : words.t('value.none')],
    [
      words.t('organization.leads'),
      leads.length ? words.join(leads.map(({ name }) => name)) : words.t('known.nobody'),
    ],
    [words.t('organization.systems'), words.number(systems)],
    ...(o.endedOn && successor
      ? [
          [
            words.t('organization.ended'),
            words.t('organization.endedInto', { day: words.day(o.endedOn), into: successor.acronym }),
          ] as const,
        ]
      : []),
  ];
  const past = card.changes.map((change) => changeLine(words, change, card.names));
  const text = [
    heading,
    ...rows.map(([label, value]) => words.t('label', { label, value: String(value) })),
    ...past,
  ];
  return message(text.join('\n'), [
    header(heading),
    facts(rows),
    ...(past.length ? [title(words.t('do.history')), ...linesInSections(past)] : []),
    ...buttons([
      { label: words.t('do.systems'), line: `list ${o.acronym}` },
      { label: words.t('do.history'), line: `history ${o.acronym}` },
      ...(administrator && !o.endedOn
        ? [{ label: words.t('organization.rename'), line: `organization rename ${o.acronym}` }]
        : []),
    ]),
  ]);
}

function changeLine(words: Words, change: OrganizationChange, names: ReadonlyMap<string, string>): string {
  const { kind, from, to, effectiveOn, done, by } = change;
  const values = {
    day: words.day(effectiveOn),
    who: names.get(by) ?? by,
    before: (from as Named | null)?.acronym ?? '',
    after: (to as Named | null)?.acronym ?? '',
  };
  const text = words.t(`organization.was.${kind}`, values);
  return done ? text : words.t('organization.planned', { text });
}
