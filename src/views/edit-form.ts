import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Organization } from '../domain/organization.ts';
import { FIELDS, type Field, type FieldKind, SECTIONS, type Section, type Values } from '../domain/record.ts';
import { MAX_TEXT, type System, systemNumber } from '../domain/system.ts';
import { type Banner, CHOICES, type Typed } from '../form.ts';
import type { Words } from '../words/words.ts';
import { buttons, line, note, title } from './blocks.ts';
import {
  choicesField,
  dayField,
  modal,
  option,
  personField,
  searchField,
  selectField,
  textField,
  urlField,
} from './form-blocks.ts';
import { organizationOption } from './register-form.ts';
import { choiceText, fieldName, type Names, valueText } from './values.ts';

export interface EditFormInput {
  system: System;
  /** The sections that are shown. */
  sections: readonly Section[];
  /** The organization that stands in its field. */
  organization: Organization | null;
  /** The fields in which what was typed goes before the record. */
  mine: readonly Field[];
  /** The fields that somebody else changed as well. */
  conflicts: readonly Field[];
  names: Names;
  typed?: Typed;
  banner?: Banner;
}

/** A value of the record as a field of a form holds it. */
export const asTyped = (value: Values[Field]): string | null => {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.join(CHOICES) : String(value);
};

/** The record, or a section of it, to be changed. */
export function editForm(words: Words, input: EditFormInput): ModalView {
  const { system, sections, banner, conflicts } = input;
  const number = systemNumber(system.number);
  return modal(words, {
    title: words.t('edit.title', { number }),
    submit: words.t(conflicts.length > 0 ? 'edit.keepMine' : 'do.save'),
    banner,
    blocks: [
      ...sections.flatMap((section) => [
        title(words.t(`section.${section}`)),
        ...SECTIONS[section].flatMap((field) => fieldBlocks(words, field, input)),
      ]),
      textField({
        name: 'why',
        label: words.t('edit.reason'),
        hint: words.t('edit.reasonHint'),
        optional: true,
        max: MAX_TEXT,
        initial: input.typed?.why ?? null,
      }),
      note(words.t('edit.others')),
      ...buttons([
        { label: words.t('do.transfer'), line: `transfer ${number}` },
        { label: words.t('do.tier'), line: `tier ${number}` },
      ]),
    ],
  });
}

function fieldBlocks(words: Words, field: Field, input: EditFormInput): KnownBlock[] {
  const { system, mine, conflicts, typed, names } = input;
  if (field === 'lifecycle' && system.lifecycle === 'retired') return [];
  const initial = mine.includes(field) ? (typed?.[field] ?? null) : asTyped(system[field]);
  const block = inputBlock(words, field, initial, input);
  if (!conflicts.includes(field)) return [block];
  const value = valueText(words, field, JSON.parse(JSON.stringify(system[field] ?? null)), names);
  return [line(words.t('edit.theirs', { field: fieldName(words, field), value })), block];
}

function inputBlock(
  words: Words,
  field: Field,
  initial: string | null,
  { organization }: EditFormInput,
): InputBlock {
  const kind: FieldKind = FIELDS[field];
  const required = 'required' in kind && kind.required === true;
  const common = { name: field, label: fieldName(words, field), optional: !required, initial };
  switch (kind.kind) {
    case 'line':
    case 'text':
      return textField({ ...common, max: kind.max, multiline: kind.kind === 'text' });
    case 'choice':
      return selectField({
        ...common,
        options: kind.options.map((value) => option(value, choiceText(words, field, value))),
      });
    case 'choices':
      return choicesField({
        ...common,
        options: kind.options.map((value) => option(value, choiceText(words, field, value))),
      });
    case 'day':
      return dayField(common);
    case 'link':
      return urlField(common);
    case 'person':
      return personField({ ...common, placeholder: words.t('register.personPlaceholder') });
    case 'organization':
      return searchField({
        name: field,
        label: common.label,
        placeholder: words.t('register.organizationPlaceholder'),
        initial: organization && organizationOption(words, organization),
      });
  }
}
