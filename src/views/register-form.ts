import type { ModalView, PlainTextOption } from '@slack/types';
import type { Organization } from '../domain/organization.ts';
import { KNOWN, MAX_NAME, MAX_TEXT, STARTING_LIFECYCLES, TIERS, USERS } from '../domain/system.ts';
import type { Banner, Typed } from '../form.ts';
import type { Words } from '../words/words.ts';
import { note } from './blocks.ts';
import {
  initially,
  modal,
  option,
  personField,
  radioField,
  searchField,
  selectField,
  textField,
} from './form-blocks.ts';

export const organizationOption = (words: Words, o: Organization): PlainTextOption =>
  option(String(o.id), `${o.acronym} · ${words.language === 'fr' ? o.nameFr : o.nameEn}`);

const tierLabel = (words: Words, tier: (typeof TIERS)[number]): string =>
  words.t(tier === 'untiered' ? 'register.notDecided' : `tier.${tier}`);

export interface RegisterFormInput {
  name: string;
  /** The first draft of the description, from a message. */
  description?: string;
  fromMessage?: boolean;
  ownerId: string;
  /** The organization that was chosen before, when the form is shown again. */
  organization: Organization | null;
  typed?: Typed;
  banner?: Banner;
}

export function registerForm(
  words: Words,
  { name, description, fromMessage, ownerId, organization, typed, banner }: RegisterFormInput,
): ModalView {
  const label = (field: string) => ({ name: field, label: words.t(`field.${field as 'nameEn'}`) });
  return modal(words, {
    title: words.t('register.title'),
    submit: words.t('do.register'),
    banner,
    blocks: [
      note(words.t(fromMessage ? 'register.introMessage' : 'register.intro')),
      textField({ ...label('nameEn'), max: MAX_NAME, initial: initially(typed, 'nameEn', name) }),
      searchField({
        ...label('organization'),
        placeholder: words.t('register.organizationPlaceholder'),
        initial: organization && organizationOption(words, organization),
      }),
      textField({
        ...label('descriptionEn'),
        hint: words.t('register.descriptionHint'),
        max: MAX_TEXT,
        multiline: true,
        initial: initially(typed, 'descriptionEn', description || null),
      }),
      selectField({
        ...label('lifecycle'),
        options: STARTING_LIFECYCLES.map((l) =>
          option(l, words.t(`lifecycle.${l}`), words.t(`lifecycle.${l}.means`)),
        ),
        initial: initially(typed, 'lifecycle'),
      }),
      radioField({
        ...label('tier'),
        hint: words.t('register.tierHint'),
        options: TIERS.map((tier) => option(tier, tierLabel(words, tier), words.t(`tier.${tier}.means`))),
        initial: initially(typed, 'tier', 'untiered'),
      }),
      radioField({
        ...label('personalInformation'),
        options: KNOWN.map((known) => option(known, words.t(`known.${known}`))),
        initial: initially(typed, 'personalInformation', 'unknown'),
      }),
      selectField({
        ...label('users'),
        options: USERS.map((users) => option(users, words.t(`users.${users}`))),
        initial: initially(typed, 'users', 'unknown'),
      }),
      personField({
        ...label('owner'),
        hint: words.t('register.ownerHint'),
        placeholder: words.t('register.personPlaceholder'),
        initial: initially(typed, 'owner', ownerId),
      }),
      personField({
        ...label('backup'),
        optional: true,
        hint: words.t('register.backupHint'),
        placeholder: words.t('register.personPlaceholder'),
        initial: initially(typed, 'backup'),
      }),
    ],
  });
}
