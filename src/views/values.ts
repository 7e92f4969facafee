import type { Change, Json } from '../domain/change.ts';
import { day } from '../domain/day.ts';
import { FIELDS, type FieldKind } from '../domain/record.ts';
import { shortened } from '../domain/text.ts';
import type { Key, Words } from '../words/words.ts';

/** What ids in values stand for. */
export interface Names {
  people: ReadonlyMap<string, string>;
  /** Acronyms by id. */
  organizations: ReadonlyMap<number, string>;
}

export const NO_NAMES: Names = { people: new Map(), organizations: new Map() };

/** As much of a long text as a line has room for. */
const TEXT = 90;

const isDayField = (field: string): boolean => ['startedOn', 'retiredOn', 'validatedOn'].includes(field);

/** The catalogue's word for each choice of a field. */
const CHOICE_KEYS: Record<string, string> = {
  tier: 'tier',
  lifecycle: 'lifecycle',
  users: 'users',
  personalInformation: 'known',
  notice: 'known',
  autonomy: 'autonomy',
  developer: 'developer',
  disclosure: 'disclosure',
  exemption: 'exemption',
  capabilities: 'capability',
};

/** Whether a value says something: unknown is a value of its own, and says nothing. */
export const isKnown = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null && value !== '' && value !== 'unknown';

/** The word for one choice of a field: tier III, in production. */
export const choiceText = (words: Words, field: string, value: string): string =>
  words.t(`${CHOICE_KEYS[field] ?? 'known'}.${value}` as Key);

/** The name of a field as people read it. */
export const fieldName = (words: Words, field: string): string => words.t(`name.${field}` as Key);

/** One value of the record in words, on one line. */
export function valueText(words: Words, field: string, value: Json, names: Names): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return words.t('value.none');
  if (field === 'organizationId')
    return names.organizations.get(Number(value)) ?? words.t('value.organization');
  if (field === 'ownerId' || field === 'backupId') return names.people.get(String(value)) ?? String(value);
  if (isDayField(field)) return words.day(day(String(value)));
  if (Array.isArray(value)) return words.join(value.map((v) => choiceText(words, field, String(v))));
  const kind: FieldKind | undefined = FIELDS[field as keyof typeof FIELDS];
  if (kind?.kind === 'choice' || field === 'lifecycle') return choiceText(words, field, String(value));
  return shortened(String(value).replace(/\s+/g, ' '), TEXT);
}

type Told = Pick<Change, 'kind' | 'field' | 'from' | 'to'> & { redacted?: boolean };

/** One change in a few words, for cards and digests: "PIA passed", "tier not decided → tier III". */
export function changeText(words: Words, change: Told): string {
  const { kind, field, from, to } = change;
  if (kind === 'edited') return editText(words, field ?? '', from, to);
  if (kind === 'assessed') return assessedText(words, field ?? '', to as { state: string; outcome?: string });
  if (kind === 'opened' || kind === 'moved')
    return words.t(`change.${kind}`, { type: field ?? '', day: words.day(day(String(to))) });
  if (kind === 'closed') return words.t('change.closed', { type: field ?? '' });
  if (kind === 'undone')
    return field ? words.t('change.undoneReview', { type: field }) : words.t('change.undone');
  if (kind === 'merged' || kind === 'absorbed')
    return words.t(`change.${kind}`, { number: String(to ?? '') });
  return words.t(`change.${kind}`);
}

function editText(words: Words, field: string, from: Json, to: Json): string {
  if (field === 'tier' || field === 'lifecycle') {
    return words.t('change.fromTo', {
      from: withinText(words, field, from),
      to: withinText(words, field, to),
    });
  }
  if (field === 'validatedOn') return words.t('change.validated');
  if (field === 'ownerId') return words.t('change.owner');
  if (field === 'disclosure')
    return words.t('change.disclosure', { to: choiceText(words, field, String(to)).toLowerCase() });
  return words.t('change.details');
}

/** A tier or a lifecycle as it stands within a sentence. */
function withinText(words: Words, field: string, value: Json): string {
  const word = choiceText(words, field, String(value));
  return field === 'lifecycle' ? word.toLowerCase() : word;
}

function assessedText(
  words: Words,
  type: string,
  { state, outcome }: { state: string; outcome?: string },
): string {
  if (state === 'completed') {
    return words.t(`change.assessed.${(outcome ?? 'passed') as 'passed' | 'conditions' | 'failed'}`, {
      type,
    });
  }
  return words.t(state === 'waived' ? 'change.assessed.waived' : 'change.assessed.notRequired', { type });
}

/** One change with its values, for the history: "Vendor: Acme → Beta". */
export function changeInFull(words: Words, change: Told, names: Names): string {
  const { kind, field, from, to } = change;
  if (change.redacted && kind === 'edited')
    return words.t('label', { label: fieldName(words, field ?? ''), value: words.t('change.redactedValue') });
  if (kind === 'registered') return words.t('change.registeredAs', { name: String(to ?? '') });
  if (kind === 'offered' || kind === 'declined' || kind === 'withdrawn') {
    const who = names.people.get(String(to)) ?? String(to);
    return words.t(`change.${kind}To`, { who });
  }
  if (kind !== 'edited') return changeText(words, change);
  if (field === 'tierAnswers') return words.t('change.tierAnswers');
  if (field === 'mergedIntoId') return words.t('change.mergedLink');
  return words.t('change.edited', {
    field: fieldName(words, field ?? ''),
    from: valueText(words, field ?? '', from, names),
    to: valueText(words, field ?? '', to, names),
  });
}

const OF_PEOPLE = new Set<Change['kind']>(['offered', 'declined', 'withdrawn']);

/** The ids of people that changes speak of. */
export const peopleIn = (
  changes: readonly Pick<Change, 'by' | 'kind' | 'field' | 'from' | 'to'>[],
): string[] => [
  ...new Set(
    changes.flatMap(({ by, kind, field, from, to }) => [
      ...(by ? [by] : []),
      ...(field === 'ownerId' || field === 'backupId' || OF_PEOPLE.has(kind)
        ? [from, to].filter((id): id is string => typeof id === 'string')
        : []),
    ]),
  ),
];
