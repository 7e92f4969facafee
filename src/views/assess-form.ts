import type { ModalView } from '@slack/types';
import { type Assessment, OUTCOMES } from '../domain/assessment.ts';
import type { Day } from '../domain/day.ts';
import { MAX_TEXT, type System, systemNumber, TIERS } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { Banner, Typed } from '../form.ts';
import type { Words } from '../words/words.ts';
import { line, note } from './blocks.ts';
import { dayField, initially, modal, option, radioField, textField, urlField } from './form-blocks.ts';
import { dueText, typeName } from './reviews.ts';

export interface AssessFormInput {
  system: System;
  assessment: Assessment;
  today: Day;
  typed?: Typed;
  banner?: Banner;
}

/** What a verdict may be: an outcome, or an excuse with a reason. */
export const VERDICTS = [...OUTCOMES, 'waived', 'not-required'] as const;

export function assessForm(words: Words, input: AssessFormInput): ModalView {
  const { system, assessment, today, typed, banner } = input;
  const label = (field: string) => ({ name: field, label: words.t(`field.${field as 'completedOn'}`) });
  const isTriage = assessment.type === 'TRIAGE';
  return modal(words, {
    title: words.t('assess.title', { type: assessment.type }),
    submit: words.t(banner ? 'do.saveAgain' : 'do.save'),
    banner,
    blocks: [
      line(
        words.t('assess.intro', {
          name: typeName(words, assessment.type),
          number: systemNumber(system.number),
          system: system.nameEn,
          due: dueText(words, assessment, today),
        }),
      ),
      radioField({
        ...label('verdict'),
        options: VERDICTS.map((v) =>
          option(v, words.t(`outcome.${v}`), shortened(words.t(`outcome.${v}.means`), 75)),
        ),
        initial: initially(typed, 'verdict', 'passed'),
      }),
      ...(isTriage
        ? [
            radioField({
              ...label('tier'),
              optional: true,
              hint: words.t('assess.tierHint'),
              options: TIERS.filter((tier) => tier !== 'untiered').map((tier) =>
                option(tier, words.t(`tier.${tier}`), words.t(`tier.${tier}.means`)),
              ),
              initial: initially(typed, 'tier'),
            }),
          ]
        : []),
      dayField({ ...label('completedOn'), initial: initially(typed, 'completedOn', today.toString()) }),
      urlField({
        ...label('evidence'),
        optional: true,
        hint: words.t('assess.evidenceHint'),
        initial: initially(typed, 'evidence'),
      }),
      textField({
        ...label('note'),
        optional: true,
        hint: words.t('assess.noteHint'),
        max: MAX_TEXT,
        multiline: true,
        initial: initially(typed, 'note'),
      }),
      dayField({
        ...label('until'),
        optional: true,
        hint: words.t('assess.untilHint'),
        initial: initially(typed, 'until'),
      }),
      note(words.t('assess.rule')),
    ],
  });
}
