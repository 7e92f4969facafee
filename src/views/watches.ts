import type { KnownBlock } from '@slack/types';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, header, line, message, note } from './blocks.ts';

export interface Watched {
  text: string;
  /** As a line names it. */
  typed: string;
}

export const unwatchAct = (words: Words, { text, typed }: Watched): Act => ({
  label: words.t('watch.stop'),
  says: words.t('watch.stopOf', { what: text }),
  line: `unwatch ${typed}`,
});

/** What somebody follows, each with the way to stop. */
export const watchedBlocks = (words: Words, watched: readonly Watched[]): KnownBlock[] =>
  watched.length > 0
    ? watched.map((item) => line(item.text, unwatchAct(words, item)))
    : [note(words.t('watch.nothing'))];

export const watchList = (words: Words, watched: readonly Watched[]): Message =>
  message(
    [
      words.t('watch.title'),
      ...(watched.length > 0 ? watched.map(({ text }) => text) : [words.t('watch.nothing')]),
    ].join('\n'),
    [
      header(words.t('watch.title')),
      ...watchedBlocks(words, watched),
      ...buttons([{ label: words.t('watch.all'), line: 'watch everything' }]),
    ],
  );
