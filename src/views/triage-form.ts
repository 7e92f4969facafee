import type { ModalView } from '@slack/types';
import { MAX_TEXT, type System, systemNumber, TIERS } from '../domain/system.ts';
import { type Proposal, QUESTIONS, type QuestionKey } from '../domain/triage.ts';
import type { Banner, Typed } from '../form.ts';
import type { Key, Words } from '../words/words.ts';
import { line, paragraphs } from './blocks.ts';
import { initially, modal, option, radioField, textField } from './form-blocks.ts';

const answerText = (words: Words, question: QuestionKey, answer: string): string =>
  words.t(`triage.${question}.${answer}` as Key);

/** The ten questions. */
export function triageForm(
  words: Words,
  { system, typed, banner }: { system: System; typed?: Typed; banner?: Banner },
): ModalView {
  return modal(words, {
    title: words.t('triage.title'),
    submit: words.t('triage.propose'),
    banner,
    blocks: [
      line(words.t('triage.intro', { number: systemNumber(system.number), system: system.nameEn })),
      ...QUESTIONS.map(({ key, answers }) =>
        radioField({
          name: key,
          label: words.t(`triage.${key}`),
          options: Object.keys(answers).map((answer) => option(answer, answerText(words, key, answer))),
          initial: initially(typed, key, system.tierAnswers?.[key] ?? null),
        }),
      ),
    ],
  });
}

/** What the answers come to, and why. */
export function proposalText(words: Words, proposal: Proposal): string {
  const { points, of, percent, tier, because, raisedBy } = proposal;
  const reason = ({ question, answer }: Proposal['because'][number]) =>
    words.t('triage.reason', {
      question: words.t(`triage.${question}`),
      answer: answerText(words, question, answer),
    });
  return [
    words.t('triage.proposal', { points, of, percent, tier: words.t(`tier.${tier}`) }),
    ...(raisedBy ? [words.t('triage.raised', { reason: reason(raisedBy) })] : []),
    ...(because.length > 0
      ? [words.t('triage.because', { reasons: because.map((item) => reason(item)).join('; ') })]
      : []),
  ].join('\n');
}

/** The proposal, to be taken, or another tier with a reason. */
export function decideForm(
  words: Words,
  { system, proposal, typed, banner }: { system: System; proposal: Proposal; typed?: Typed; banner?: Banner },
): ModalView {
  return modal(words, {
    title: words.t('triage.title'),
    submit: words.t('triage.take'),
    banner,
    blocks: [
      line(words.t('changed.done', { number: systemNumber(system.number), system: system.nameEn })),
      ...paragraphs(proposalText(words, proposal)),
      radioField({
        name: 'tier',
        label: words.t('tier.title'),
        options: TIERS.filter((tier) => tier !== 'untiered').map((tier) =>
          option(tier, words.t(`tier.${tier}`), words.t(`tier.${tier}.means`)),
        ),
        initial: initially(typed, 'tier', proposal.tier),
      }),
      textField({
        name: 'reason',
        label: words.t('field.tierReason'),
        hint: words.t('triage.reasonHint'),
        optional: true,
        max: MAX_TEXT,
        multiline: true,
        initial: initially(typed, 'reason'),
      }),
    ],
  });
}
