import type { ModalView } from '@slack/types';
import { type Choices, IMPORTED, ministryKey } from '../domain/import.ts';
import type { Organization } from '../domain/organization.ts';
import { STARTING_LIFECYCLES } from '../domain/system.ts';
import { fingerprint, shortened } from '../domain/text.ts';
import type { Banner, Typed } from '../form.ts';
import type { Import } from '../store/imports.ts';
import type { Words } from '../words/words.ts';
import { note } from './blocks.ts';
import { initially, modal, option, radioField, searchField, selectField, textField } from './form-blocks.ts';
import { targetName } from './import.ts';
import { organizationOption } from './register-form.ts';

/** Where a table is pasted; files go to the direct messages. */
export const pasteForm = (words: Words, { typed, banner }: { typed?: Typed; banner?: Banner }): ModalView =>
  modal(words, {
    title: words.t('import.title'),
    submit: words.t('import.check'),
    banner,
    blocks: [
      note(words.t('import.intro')),
      textField({
        name: 'table',
        label: words.t('import.paste'),
        hint: words.t('import.pasteHint'),
        max: 3000,
        multiline: true,
        initial: initially(typed, 'table'),
      }),
    ],
  });

/** More columns than a form has room for are left as they were guessed. */
export const MOST_COLUMNS = 60;
export const LEAVE = 'leave';

/** Which column fills what. */
export function columnsForm(
  words: Words,
  { table, typed, banner }: { table: Import; typed?: Typed; banner?: Banner },
): ModalView {
  const fieldOf = new Map(Object.entries(table.mapping).map(([field, column]) => [column, field]));
  const options = [
    option(LEAVE, words.t('import.leave')),
    ...IMPORTED.map((field) => option(field, targetName(words, field))),
  ];
  return modal(words, {
    title: words.t('import.columns'),
    submit: words.t('import.check'),
    banner,
    blocks: [
      note(words.t('import.columnsIntro')),
      ...table.headers.slice(0, MOST_COLUMNS).map((column, i) =>
        selectField({
          name: `c${i}`,
          label: shortened(column, 150),
          options,
          initial: initially(typed, `c${i}`, fieldOf.get(column) ?? LEAVE),
        }),
      ),
    ],
  });
}

/** How days are read that may be read in two ways, and what rows are that name no lifecycle. */
export function choicesForm(
  words: Words,
  { table, typed, banner }: { table: Import; typed?: Typed; banner?: Banner },
): ModalView {
  const choices = table.choices as Choices;
  return modal(words, {
    title: words.t('import.choices'),
    submit: words.t('import.check'),
    banner,
    blocks: [
      radioField({
        name: 'dayOrder',
        label: words.t('import.dayOrder'),
        options: [
          option('ask', words.t('import.dayRefuse')),
          option('day', words.t('import.dayFirst')),
          option('month', words.t('import.monthFirst')),
        ],
        initial: initially(typed, 'dayOrder', choices.dayOrder ?? 'ask'),
      }),
      radioField({
        name: 'partialDays',
        label: words.t('import.partialDays'),
        options: [
          option('ask', words.t('import.dayRefuse')),
          option('first', words.t('import.partialFirst')),
          option('empty', words.t('import.partialEmpty')),
        ],
        initial: initially(typed, 'partialDays', choices.partialDays ?? 'ask'),
      }),
      selectField({
        name: 'lifecycle',
        label: words.t('import.lifecycleLabel'),
        options: STARTING_LIFECYCLES.map((l) =>
          option(l, words.t(`lifecycle.${l}`), words.t(`lifecycle.${l}.means`)),
        ),
        initial: initially(typed, 'lifecycle', choices.lifecycle),
      }),
    ],
  });
}

/** More ministries than a form has room for go where all others go. */
export const MOST_MINISTRIES = 40;

/** The name of a ministry's field: which ones are shown may change while the form is open. */
export const ministryField = (ministry: string): string => `m-${fingerprint(ministryKey(ministry))}`;

/** Which organization a ministry is that the registry does not know. */
export function ministriesForm(
  words: Words,
  {
    unknown,
    chosen,
    others,
    banner,
  }: {
    unknown: readonly string[];
    /** What was chosen before, by ministry. */
    chosen: ReadonlyMap<string, Organization>;
    others: Organization | null;
    typed?: Typed;
    banner?: Banner;
  },
): ModalView {
  const field = (name: string, label: string, found: Organization | null | undefined, hint?: string) =>
    searchField({
      name,
      action: 'ministry',
      label,
      optional: true,
      placeholder: words.t('register.organizationPlaceholder'),
      initial: found ? organizationOption(words, found) : null,
      ...(hint && { hint }),
    });
  return modal(words, {
    title: words.t('import.ministries'),
    submit: words.t('import.check'),
    banner,
    blocks: [
      note(words.t('import.ministriesIntro')),
      field('others', words.t('import.othersLabel'), others, words.t('import.othersHint')),
      ...unknown
        .slice(0, MOST_MINISTRIES)
        .map((ministry) => field(ministryField(ministry), shortened(ministry, 150), chosen.get(ministry))),
      ...(unknown.length > MOST_MINISTRIES
        ? [note(words.t('import.moreMinistries', { count: unknown.length - MOST_MINISTRIES }))]
        : []),
    ],
  });
}
