import { z } from 'zod';
import { askedSystem, mustEdit } from '../src/asked.ts';
import { type Context, defineCommand, openForm, rest } from '../src/command.ts';
import { day, isDay } from '../src/domain/day.ts';
import {
  FIELDS,
  type Field,
  type FieldKind,
  marks,
  merged,
  SECTION_NAMES,
  SECTIONS,
  type Section,
  sectionOf,
  type Values,
} from '../src/domain/record.ts';
import { MAX_TEXT, type System, systemNumber } from '../src/domain/system.ts';
import { fold } from '../src/domain/text.ts';
import { CHOICES, defineForm, type Submitted } from '../src/form.ts';
import { aMember } from '../src/members.ts';
import { nearest } from '../src/nearest.ts';
import { Problem } from '../src/problem.ts';
import { changed } from '../src/views/changed.ts';
import { editForm } from '../src/views/edit-form.ts';
import { problemMessage } from '../src/views/problem.ts';
import { organizationOption } from '../src/views/register-form.ts';
import { changeInFull } from '../src/views/values.ts';
import { inBothLanguages } from '../src/words/words.ts';
import { writeOf } from '../src/writing.ts';

const OPTIONS = 100;

const isHttps = (value: string): boolean => URL.canParse(value) && new URL(value).protocol === 'https:';
const text = z
  .string()
  .nullish()
  .transform((value) => (value?.trim() ? value.trim() : null));

/** What one field of the form comes back as, in words of the domain. */
function answerOf(kind: FieldKind) {
  switch (kind.kind) {
    case 'line':
    case 'text':
      return text
        .refine((value) => !kind.required || value !== null, { error: 'required' })
        .refine((value) => [...(value ?? '')].length <= kind.max, {
          error: 'tooLong',
          params: { max: kind.max },
        });
    case 'choice':
      return text.refine((value) => value === null || kind.options.includes(value), { error: 'required' });
    case 'choices':
      return text.transform((value) => {
        const chosen = value?.split(CHOICES) ?? [];
        return kind.options.filter((choice) => chosen.includes(choice));
      });
    case 'day':
      return text
        .refine((value) => value === null || isDay(value), { error: 'notADay' })
        .transform((value) => (value === null ? null : day(value)));
    case 'link':
      return text.refine((value) => value === null || isHttps(value), { error: 'notHttps' });
    case 'organization':
      return z.coerce.number({ error: 'unknownOrganization' }).int({ error: 'unknownOrganization' });
    case 'person':
      return text;
  }
}

const NAMES = Object.keys(FIELDS) as Field[];
const fields = z.object({
  ...(Object.fromEntries(
    NAMES.map((field) => [field, answerOf(FIELDS[field]).optional()]),
  ) as unknown as Record<Field, z.ZodType>),
  why: text.refine((value) => [...(value ?? '')].length <= MAX_TEXT, {
    error: 'tooLong',
    params: { max: MAX_TEXT },
  }),
});

const state = z.object({
  system: z.number(),
  section: z.string(),
  /** Marks of the values as they were shown. */
  base: z.record(z.string(), z.string()),
  mine: z.array(z.string()),
  conflicts: z.array(z.string()),
});
type State = z.infer<typeof state>;

const sectionsOf = ({ section }: Pick<State, 'section'>): Section[] =>
  SECTION_NAMES.includes(section as Section) ? [section as Section] : SECTION_NAMES;

const shownFields = (s: Pick<State, 'section'>): Field[] =>
  sectionsOf(s).flatMap((name) => [...SECTIONS[name]]);

const form = defineForm({
  name: 'edit',
  version: 1,
  state,
  fields,
  async view({ state: s, typed, banner, store, words }) {
    const system = await store.systems.get(s.system);
    if (!system) throw new Problem('formTooOld');
    const mine = s.mine as Field[];
    const chosen = mine.includes('organizationId') ? Number(typed?.organizationId) : system.organizationId;
    return editForm(words, {
      system,
      sections: sectionsOf(s),
      organization: chosen ? await store.organizations.get(chosen) : null,
      mine,
      conflicts: s.conflicts as Field[],
      names: await store.names([system.backupId ?? '']),
      typed,
      banner,
    });
  },
  async submit({ state: s, fields: f, request, ...context }): Promise<Submitted> {
    const { store, words, today } = context;
    const system = await store.systems.get(s.system);
    if (!system) throw new Problem('formTooOld');
    await mustEdit(context, system);
    const { why, ...typed } = f;
    const answers = answersOf(typed as Partial<Values>, s, system);
    const { patch, conflicts, mine } = merged(s.base, answers, system);
    const errors = await faults(context, { ...system, ...patch }, patch);
    if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
    if (conflicts.length > 0) return conflict(context, s, system, mine, conflicts);
    if (Object.keys(patch).length === 0)
      return { kind: 'done', message: problemMessage(words.t('changed.nothing')) };
    const write = await writeOf(context, { request, ...(typeof why === 'string' && { why }) });
    const outcome = await store.systems.change(system, patch, write);
    if (outcome.result === 'changed-meanwhile') {
      const fresh = await store.systems.get(s.system);
      return conflict(context, s, fresh ?? system, mine, merged(s.base, answers, fresh ?? system).conflicts);
    }
    if (outcome.result === 'name-taken') {
      const organization = await store.organizations.get(outcome.existing.organizationId);
      const values = {
        organization: organization?.acronym ?? '',
        number: systemNumber(outcome.existing.number),
      };
      const field = 'nameEn' in patch ? 'nameEn' : 'organizationId';
      return { kind: 'errors', errors: { [field]: new Problem('nameTakenField', values) } };
    }
    const names = await store.names([system.backupId ?? '', patch.backupId ?? '']);
    const done = changesOf(system, patch).map((change) => changeInFull(words, change, names));
    return { kind: 'done', message: changed(words, outcome.system, done, outcome.effects, today) };
  },
  options: {
    organizationId: async ({ query, store, words }) =>
      (await store.organizations.search(query, OPTIONS)).map((o) => organizationOption(words, o)),
  },
});

/** The answers to the fields that were shown; a choice that was cleared is the unknown one. */
function answersOf(typed: Partial<Values>, s: State, system: System): Partial<Values> {
  const answers: Record<string, unknown> = {};
  for (const field of shownFields(s)) {
    if (typed[field] === undefined) continue;
    answers[field] = typed[field] ?? cleared(field, system);
  }
  if (answers.disclosure && answers.disclosure !== 'restricted') {
    answers.exemption = null;
    answers.exemptionReason = null;
  }
  return answers as Partial<Values>;
}

function cleared(field: Field, system: System): string | null {
  if (field === 'lifecycle') return system.lifecycle;
  const kind: FieldKind = FIELDS[field];
  if (kind.kind !== 'choice') return null;
  return ['unknown', 'untiered', 'under-review'].find((value) => kind.options.includes(value)) ?? null;
}

const changesOf = (system: System, patch: Partial<Values>) =>
  (Object.keys(patch) as Field[]).map((field) => ({
    kind: 'edited' as const,
    field,
    from: JSON.parse(JSON.stringify(system[field] ?? null)),
    to: JSON.parse(JSON.stringify(patch[field] ?? null)),
  }));

async function faults(
  context: Context,
  wanted: System,
  patch: Partial<Values>,
): Promise<Record<string, Problem>> {
  const errors: Record<string, Problem> = {};
  if (patch.organizationId !== undefined) {
    const organization = await context.store.organizations.get(patch.organizationId);
    if (!organization || organization.endedOn) errors.organizationId = new Problem('unknownOrganization');
  }
  if (patch.backupId) {
    const backup = await aMember(context, patch.backupId);
    if (backup instanceof Problem) errors.backupId = backup;
    else if (patch.backupId === wanted.ownerId) errors.backupId = new Problem('sameBackup');
  }
  if ('disclosure' in patch || 'exemption' in patch || 'exemptionReason' in patch) {
    if (wanted.disclosure === 'restricted' && !wanted.exemption)
      errors.exemption = new Problem('exemptionMissing');
    if (wanted.disclosure === 'restricted' && !wanted.exemptionReason)
      errors.exemptionReason = new Problem('reasonMissing');
  }
  return errors;
}

/** Somebody else changed the record: the same form, theirs beside mine, on the record as it is now. */
async function conflict(
  { store, words, people }: Context,
  s: State,
  system: System,
  mine: Field[],
  conflicts: Field[],
): Promise<Submitted> {
  const by = (await store.systems.record(system.number))?.changes[0]?.by;
  const who = (by ? (await people.find(by))?.name : undefined) ?? words.t('assess.somebody');
  const next: State = { ...s, base: marks(system, shownFields(s)), mine, conflicts };
  return { kind: 'again', state: next, banner: { text: words.t('edit.conflict', { who }) } };
}

export const edit = defineCommand({
  name: 'edit',
  nameFr: 'modifier',
  group: 'record',
  summary: 'edit.summary',
  otherWords: ['change', 'update', 'changer', 'complete', 'fill'],
  usage: { en: 'AI-0042 [section]', fr: 'AI-0042 [section]' },
  args: z.object({ system: rest, section: rest }),
  forms: [form],
  async run({ args, ...context }) {
    const system = await askedSystem(context, args.system, (number) =>
      `edit ${number} ${args.section}`.trim(),
    );
    await mustEdit(context, system);
    const section = askedSection(context, system, args.section);
    const s = { section: section ?? '', system: system.number };
    return openForm('edit', { ...s, base: marks(system, shownFields(s)), mine: [], conflicts: [] });
  },
});

/** A section by its name or one of its fields, in either language; null for the whole record. */
function askedSection({ words }: Context, system: System, given: string): Section | null {
  if (given === '') return null;
  const wanted = fold(given);
  const byName = SECTION_NAMES.find(
    (name) =>
      name === wanted || inBothLanguages(`section.${name}`).some((title) => fold(title).includes(wanted)),
  );
  const byField = NAMES.find(
    (field) =>
      fold(field) === wanted || inBothLanguages(`name.${field}`).some((name) => fold(name) === wanted),
  );
  const found = byName ?? (byField && sectionOf(byField));
  if (found) return found;
  const number = systemNumber(system.number);
  const titles = SECTION_NAMES.map((name) => words.t(`section.${name}`));
  const meant = nearest(given, titles, 1)[0];
  const offers = SECTION_NAMES.map((name) => ({
    label: words.t(`section.${name}`),
    line: `edit ${number} ${name}`,
  })).sort((a, b) => Number(b.label === meant) - Number(a.label === meant));
  throw new Problem('unknownSection', { given }, offers);
}
