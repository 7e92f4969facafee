import type { Assessment } from '../domain/assessment.ts';
import type { Day } from '../domain/day.ts';
import type { Trait } from '../domain/policy.ts';
import { type System, systemNumber } from '../domain/system.ts';
import type { Words } from '../words/words.ts';

/** "Privacy impact assessment (PIA)". */
export const typeName = (words: Words, type: Assessment['type']): string =>
  words.t('review.name', { name: words.t(`type.${type}`), code: type });

/** "5 January 2027, in 12 days". */
export const dueText = (words: Words, { dueOn }: Pick<Assessment, 'dueOn'>, today: Day): string =>
  words.t('review.due', { day: words.day(dueOn), relative: words.due(dueOn, today) });

/** "AI-0042 Name: Privacy impact assessment (PIA), 5 January 2027, in 12 days". */
export const reviewLine = (
  words: Words,
  assessment: Pick<Assessment, 'system' | 'type' | 'dueOn'>,
  systemName: string,
  today: Day,
): string =>
  words.t('review.line', {
    number: systemNumber(assessment.system),
    system: systemName,
    name: typeName(words, assessment.type),
    due: dueText(words, assessment, today),
  });

/** Why the policy asks for a review: "tier III and lifecycle pilot". */
export const because = (words: Words, traits: readonly Trait[], system: Pick<System, Trait>): string =>
  words.join(
    traits.map((trait) => {
      if (trait === 'tier') return words.t(`why.tier.${system.tier}`);
      if (trait === 'users') return words.t('why.users');
      if (trait === 'personalInformation') return words.t('why.personalInformation');
      return words.t('why.lifecycle', { lifecycle: words.t(`lifecycle.${system.lifecycle}`).toLowerCase() });
    }),
  );

/** The line that records a review. */
export const assessLine = ({ system, type }: Pick<Assessment, 'system' | 'type'>): string =>
  `assess ${systemNumber(system)} ${type}`;
