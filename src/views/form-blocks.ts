import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { type Banner, CHOICES, type Typed } from '../form.ts';
import type { Words } from '../words/words.ts';
import { buttons, note, paragraphs, plain } from './blocks.ts';

// A field's block_id and action_id are its name, so that what comes back is read by name.

const TITLE = 24;
const OPTION = 75;
const HINT = 2000;

interface Field {
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
}

const input = ({ name, label, hint, optional }: Field, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: name,
  label: plain(label, 2000),
  element,
  ...(hint && { hint: plain(hint, HINT) }),
  ...(optional && { optional: true }),
});

export const option = (value: string, text: string, description?: string): PlainTextOption => ({
  text: plain(text, OPTION),
  value,
  ...(description && { description: plain(description, OPTION) }),
});

export const textField = (
  field: Field & { initial?: string | null; max: number; multiline?: boolean; placeholder?: string },
): InputBlock =>
  input(field, {
    type: 'plain_text_input',
    action_id: field.name,
    max_length: field.max,
    ...(field.multiline && { multiline: true }),
    ...(field.initial && { initial_value: field.initial }),
    ...(field.placeholder && { placeholder: plain(field.placeholder, 150) }),
  });

export const urlField = (field: Field & { initial?: string | null }): InputBlock =>
  input(field, {
    // Not url_text_input: Slack's own check says nothing of https, and one sentence from us is clearer than two.
    type: 'plain_text_input',
    action_id: field.name,
    max_length: 2000,
    placeholder: plain('https://…'),
    ...(field.initial && { initial_value: field.initial }),
  });

const chosen = (options: readonly PlainTextOption[], initial: string | null | undefined) => {
  const found = options.find(({ value }) => value === initial);
  return found ? { initial_option: found } : {};
};

export const selectField = (
  field: Field & { options: PlainTextOption[]; initial?: string | null },
): InputBlock =>
  input(field, {
    type: 'static_select',
    action_id: field.name,
    options: field.options,
    ...chosen(field.options, field.initial),
  });

export const radioField = (
  field: Field & { options: PlainTextOption[]; initial?: string | null },
): InputBlock =>
  input(field, {
    type: 'radio_buttons',
    action_id: field.name,
    options: field.options,
    ...chosen(field.options, field.initial),
  });

/** A choice among many, searched as one types. */
export const searchField = (
  field: Field & {
    initial?: PlainTextOption | null;
    placeholder: string;
    /** The name of its search, where several fields share one. */
    action?: string;
  },
): InputBlock =>
  input(field, {
    type: 'external_select',
    action_id: field.action ?? field.name,
    min_query_length: 0,
    placeholder: plain(field.placeholder, 150),
    ...(field.initial && { initial_option: field.initial }),
  });

export const personField = (field: Field & { initial?: string | null; placeholder: string }): InputBlock =>
  input(field, {
    type: 'users_select',
    action_id: field.name,
    placeholder: plain(field.placeholder, 150),
    ...(field.initial && { initial_user: field.initial }),
  });

/** Several of a few choices. */
export const choicesField = (
  field: Field & { options: PlainTextOption[]; initial?: string | null },
): InputBlock => {
  const chosen = (field.initial ?? '').split(CHOICES);
  const initial = field.options.filter(({ value }) => chosen.includes(value ?? ''));
  return input(field, {
    type: 'checkboxes',
    action_id: field.name,
    options: field.options,
    ...(initial.length > 0 && { initial_options: initial }),
  });
};

export const dayField = (field: Field & { initial?: string | null }): InputBlock =>
  input(field, {
    type: 'datepicker',
    action_id: field.name,
    ...(field.initial && { initial_date: field.initial }),
  });

/** A modal; the edge adds the state that travels in it. */
export const modal = (
  words: Words,
  {
    title,
    submit,
    banner,
    blocks,
  }: { title: string; submit?: string; banner?: Banner; blocks: KnownBlock[] },
): ModalView => ({
  type: 'modal',
  title: plain(title, TITLE),
  close: plain(words.t(submit ? 'do.cancel' : 'do.close'), TITLE),
  ...(submit && { submit: plain(submit, TITLE) }),
  blocks: [...(banner ? [...paragraphs(banner.text), ...buttons(banner.offers ?? [])] : []), ...blocks],
});

/** What was typed into a field, else what stood there at first. */
export const initially = (
  typed: Typed | undefined,
  name: string,
  first: string | null = null,
): string | null => (typed ? (typed[name] ?? null) : first);

/** A message as a modal: what a button in App Home or in a form answers. */
export const messageModal = (words: Words, blocks: KnownBlock[]): ModalView =>
  modal(words, { title: words.t('app.name'), blocks: blocks.length ? blocks : [note(' ')] });
