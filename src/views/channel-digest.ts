import type { Notice } from '../notice.ts';
import type { WordsFor } from '../words/words.ts';
import { type DigestInput, digest } from './digest.ts';
import { digestPicture } from './digest-picture.ts';

/** The community's digest: one channel for both languages, English in the channel, French first in its thread. */
export function channelDigest(
  wordsFor: WordsFor,
  input: DigestInput,
  drawn: Parameters<typeof digestPicture>[1],
): Required<Pick<Notice, 'message' | 'thread'>> {
  const [english, french] = (['en', 'fr'] as const).map((language) => {
    const words = wordsFor(language);
    const picture = digestPicture(words, drawn, input.acronyms);
    return digest(words, input, { picture, changes: 'in the thread' });
  });
  return {
    message: english!.message,
    thread: [french!.message, ...french!.thread, ...english!.thread],
  };
}
