import type { System } from '../domain/system.ts';
import { systemNumber } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, header, line, message, note } from './blocks.ts';

export interface Line {
  system: System;
  acronym: string;
  overdue: number;
}

/** "AI-0042 Name · MTO · Tier III · Pilot · 2 overdue". */
export function systemLine(words: Words, { system, acronym, overdue }: Line): string {
  const parts = [
    `${systemNumber(system.number)} ${(words.language === 'fr' && system.nameFr) || system.nameEn}`,
    acronym,
    words.t(`tier.${system.tier}`),
    words.t(`lifecycle.${system.lifecycle}`),
    ...(overdue ? [words.t('list.overdue', { count: overdue })] : []),
  ];
  return parts.join(' · ');
}

const openAct = (words: Words, { system }: Line): Act => ({
  label: words.t('do.open'),
  says: words.t('do.openSays', { number: systemNumber(system.number) }),
  line: `show ${systemNumber(system.number)}`,
});

/** A page of systems, what was asked for as its heading, and the buttons that go on. */
export function systemList(
  words: Words,
  heading: string,
  lines: readonly Line[],
  acts: readonly Act[],
): Message {
  const texts = lines.map((l) => systemLine(words, l));
  return message([heading, ...texts].join('\n'), [
    header(heading),
    ...lines.map((l, i) => line(texts[i]!, openAct(words, l))),
    ...buttons(acts),
  ]);
}

/** Nothing was found: what was understood, and what to try. */
export const emptyList = (words: Words, text: string, acts: readonly Act[]): Message =>
  message(text, [line(text), note(words.t('list.emptyHint')), ...buttons(acts)]);
