import type { ModalView } from '@slack/types';
import type { AssessmentType } from '../domain/assessment.ts';
import { intervalText, type Rule, type Trait } from '../domain/policy.ts';
import { KNOWN, LIFECYCLES, MAX_TEXT, TIERS, USERS } from '../domain/system.ts';
import { type Banner, CHOICES, type Typed } from '../form.ts';
import type { Message } from '../notice.ts';
import type { Count } from '../store/policies.ts';
import type { Words } from '../words/words.ts';
import { buttons, type Fact, facts, header, line, message, note, paragraphs } from './blocks.ts';
import { choicesField, initially, modal, option, textField } from './form-blocks.ts';
import { typeName } from './reviews.ts';
import { choiceText, fieldName } from './values.ts';

/** The conditions of a rule, and what each may be. */
const CONDITIONS: Record<Trait, readonly string[]> = {
  tier: TIERS,
  lifecycle: LIFECYCLES.filter((l) => l !== 'retired'),
  users: USERS,
  personalInformation: KNOWN,
};
export const TRAITS = Object.keys(CONDITIONS) as Trait[];

const choice = (words: Words, trait: Trait, value: string): string =>
  trait === 'tier' && value === 'untiered' ? words.t('register.notDecided') : choiceText(words, trait, value);

function conditionsText(words: Words, rule: Rule): string {
  const parts = (Object.entries(rule.when) as [Trait, readonly string[]][]).map(([trait, values]) =>
    words.t('label', {
      label: fieldName(words, trait),
      value: values.map((value) => choice(words, trait, value)).join(', '),
    }),
  );
  return parts.length > 0 ? parts.join('; ') : words.t('policy.always');
}

function everyText(words: Words, { every }: Rule): string {
  if (every === null) return words.t('policy.once');
  if (typeof every === 'number') return words.t('policy.every', { count: every });
  const parts = Object.entries(every).map(([tier, count]) =>
    words.t('label', { label: choice(words, 'tier', tier), value: words.t('policy.every', { count }) }),
  );
  return parts.join('; ');
}

/** The policy as it holds: which review for which systems, how often. */
export function policyPage(
  words: Words,
  rules: readonly Rule[],
  { since, administrator }: { since: string; administrator: boolean },
): Message {
  const rows = rules.map(
    (rule): Fact => [
      typeName(words, rule.type),
      `\n${conditionsText(words, rule)}. ${everyText(words, rule)}. ${
        rule.firstWithin === null
          ? words.t('policy.firstInterval')
          : words.t('policy.firstWithin', { count: rule.firstWithin })
      }`,
    ],
  );
  const text = rows.map(([label, value]) => words.t('label', { label, value: String(value).trim() }));
  return message([words.t('policy.title'), since, ...text].join('\n'), [
    header(words.t('policy.title')),
    note(since),
    facts(rows),
    ...(administrator
      ? buttons(
          rules.map(({ type }) => ({
            label: words.t('policy.change', { type }),
            line: `policy set ${type}`,
          })),
        )
      : []),
  ]);
}

interface RuleFormInput {
  type: AssessmentType;
  /** Null where the policy does not ask for it. */
  rule: Rule | null;
  typed?: Typed;
  banner?: Banner;
}

/** One rule, to be changed. */
export function ruleForm(words: Words, { type, rule, typed, banner }: RuleFormInput): ModalView {
  const number = (value: number | null | undefined) => (value ? String(value) : null);
  return modal(words, {
    title: words.t('policy.set', { type }),
    submit: words.t('policy.preview'),
    banner,
    blocks: [
      line(typeName(words, type)),
      choicesField({
        name: 'asked',
        label: words.t('policy.asked'),
        optional: true,
        options: [option('yes', words.t('policy.askedYes'))],
        initial: initially(typed, 'asked', rule ? 'yes' : null),
      }),
      ...TRAITS.map((trait) =>
        choicesField({
          name: trait,
          label: fieldName(words, trait),
          hint: words.t('policy.conditionHint'),
          optional: true,
          options: CONDITIONS[trait].map((value) => option(value, choice(words, trait, value))),
          initial: initially(typed, trait, rule?.when[trait]?.join(CHOICES) ?? null),
        }),
      ),
      textField({
        name: 'every',
        label: words.t('policy.everyLabel'),
        hint: words.t('policy.everyHint'),
        optional: true,
        max: 100,
        initial: initially(typed, 'every', rule ? intervalText(rule.every) : null),
      }),
      textField({
        name: 'firstWithin',
        label: words.t('policy.firstLabel'),
        hint: words.t('policy.firstHint'),
        optional: true,
        max: 4,
        initial: initially(typed, 'firstWithin', number(rule?.firstWithin)),
      }),
      textField({
        name: 'materialWithin',
        label: words.t('policy.materialLabel'),
        hint: words.t('policy.materialHint'),
        optional: true,
        max: 4,
        initial: initially(typed, 'materialWithin', number(rule?.materialWithin)),
      }),
      textField({
        name: 'why',
        label: words.t('edit.reason'),
        optional: true,
        max: MAX_TEXT,
        initial: initially(typed, 'why'),
      }),
    ],
  });
}

/** What a changed policy would do, before it holds. */
export function policyPreview(words: Words, type: AssessmentType, id: number, count: Count): Message {
  const effects = [
    words.t('policy.opens', { count: count.opened }),
    words.t('policy.closes', { count: count.closed }),
    words.t('policy.moves', { count: count.moved }),
  ];
  const text = words.t('policy.would', { systems: words.t('list.all', words.atLeast(count.systems, true)) });
  const heading = words.t('policy.set', { type });
  return message([heading, text, ...effects].join('\n'), [
    header(heading),
    ...paragraphs([text, ...effects].join('\n')),
    note(words.t('policy.notYet')),
    ...buttons([
      { label: words.t('policy.enforce'), line: `policy apply ${id}`, primary: true },
      { label: words.t('policy.again'), line: `policy set ${type}` },
    ]),
  ]);
}
