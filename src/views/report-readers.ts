import { dayIn, type Instant } from '../domain/day.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { buttons, header, line, message } from './blocks.ts';

/** Who gets the monthly report, each with the way to stop it. */
export function reportReaders(
  words: Words,
  readers: readonly { id: string; since: Instant }[],
  names: ReadonlyMap<string, string>,
  timeZone: string,
): Message {
  const heading = words.t('report.readers');
  const texts = readers.map(({ id, since }) =>
    words.t('report.reader', { name: names.get(id) ?? id, day: words.day(dayIn(since, timeZone)) }),
  );
  const none = readers.length === 0 ? [words.t('report.noReaders')] : [];
  return message([heading, ...texts, ...none].join('\n'), [
    header(heading),
    ...readers.slice(0, 40).map(({ id }, i) =>
      line(texts[i]!, {
        label: words.t('report.stop'),
        says: words.t('report.stopSays', { name: names.get(id) ?? id }),
        line: `report stop ${id}`,
      }),
    ),
    ...none.map((text) => line(text)),
    ...buttons([{ label: words.t('report.preview'), line: 'report now' }]),
  ]);
}
