import type { HomeView } from '@slack/types';
import type { Day } from '../domain/day.ts';
import type { Words } from '../words/words.ts';
import { buttons, header, line } from './blocks.ts';
import { type Work, workBlocks } from './mine.ts';

/** App Home: the place to work from. */
export const home = (words: Words, work: Work, today: Day): HomeView => ({
  type: 'home',
  blocks: [
    header(words.t('home.title')),
    line(words.t('home.intro')),
    ...workBlocks(words, work, today),
    ...buttons([
      { label: words.t('do.browse'), line: 'list' },
      { label: words.t('do.overdue'), line: 'list overdue' },
      { label: words.t('do.help'), line: 'help' },
    ]),
  ],
});

/** App Home for a guest: the sentence that says why it is empty. */
export const closedHome = (text: string): HomeView => ({ type: 'home', blocks: [line(text)] });
