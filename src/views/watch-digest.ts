import type { Folded } from '../domain/digest.ts';
import { type System, systemNumber } from '../domain/system.ts';
import { shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { buttons, header, line, message, note } from './blocks.ts';
import { nameOf } from './changed.ts';
import { newsText } from './digest.ts';

export interface WatchedChange {
  system: System;
  acronym: string;
  news: readonly Folded[];
}

const NAME = 80;

/** What changed of what somebody follows. */
export function watchDigest(words: Words, changed: readonly WatchedChange[], total: number): Message {
  const heading = words.t('watch.digest', { count: total });
  const texts = changed.map(({ system, acronym, news }) =>
    words.t('watch.line', {
      number: systemNumber(system.number),
      system: shortened(nameOf(words, system), NAME),
      organization: acronym,
      news: newsText(words, news, system.tier),
    }),
  );
  const left = total - changed.length;
  return message([heading, ...texts].join('\n'), [
    header(heading),
    ...changed.map(({ system }, i) =>
      line(texts[i]!, {
        label: words.t('do.open'),
        says: words.t('do.openSays', { number: systemNumber(system.number) }),
        line: `show ${systemNumber(system.number)}`,
      }),
    ),
    ...(left > 0 ? [note(words.t('digest.more', { count: left }))] : []),
    ...buttons([{ label: words.t('watch.title'), line: 'watch' }]),
  ]);
}
