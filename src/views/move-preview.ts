import type { Day } from '../domain/day.ts';
import type { Effects } from '../domain/policy.ts';
import { type Lifecycle, type System, systemNumber } from '../domain/system.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { buttons, header, message, paragraphs } from './blocks.ts';
import { effectLines, nameOf, openAct } from './changed.ts';

/** Which reviews open and close by a move, before it is confirmed. */
export function movePreview(
  words: Words,
  system: System,
  lifecycle: Lifecycle,
  effects: Effects,
  today: Day,
): Message {
  const number = systemNumber(system.number);
  const heading = words.t('move.preview', {
    number,
    system: nameOf(words, system),
    from: words.t(`lifecycle.${system.lifecycle}`).toLowerCase(),
    to: words.t(`lifecycle.${lifecycle}`).toLowerCase(),
  });
  const lines = effectLines(words, effects, today);
  const text = lines.length > 0 ? lines.join('\n') : words.t('effects.none');
  return message([heading, text].join('\n'), [
    header(heading),
    ...paragraphs(text),
    ...buttons([
      {
        label: words.t('move.confirm', { to: words.t(`lifecycle.${lifecycle}`).toLowerCase() }),
        line: `move ${number} ${lifecycle} yes`,
        primary: true,
      },
      openAct(words, number),
    ]),
  ]);
}
