import { type Described, GROUPS } from '../command.ts';
import type { Day } from '../domain/day.ts';
import type { Message } from '../notice.ts';
import type { Words } from '../words/words.ts';
import { buttons, divider, type Fact, facts, header, line, message, note, title } from './blocks.ts';
import { reviewBlocks, type Work } from './mine.ts';

const SLASH = '/ai-registry';

const typed = (words: Words, { name, nameFr, usage }: Described): string =>
  [SLASH, words.language === 'fr' ? nameFr : name, usage[words.language]].filter(Boolean).join(' ');

export function helpPage(words: Words, commands: readonly Described[], work: Work, today: Day): Message {
  const groups = GROUPS.map((group) => [group, commands.filter((c) => c.group === group)] as const);
  const text = [
    words.t('help.title'),
    ...commands.map((c) => words.t('label', { label: typed(words, c), value: words.t(c.summary) })),
  ].join('\n');
  return message(text, [
    header(words.t('help.title')),
    line(words.t('help.intro')),
    title(words.t('help.next')),
    ...reviewBlocks(words, work, today),
    ...buttons([
      { label: words.t('do.register'), line: 'register', primary: true },
      { label: words.t('do.mine'), line: 'mine' },
      { label: words.t('do.browse'), line: 'list' },
    ]),
    divider,
    ...groups.flatMap(([group, of]) => [
      title(words.t(`group.${group}`)),
      facts(of.map((c): Fact => [typed(words, c), `\n${words.t(c.summary)}`])),
    ]),
  ]);
}

export function helpOn(words: Words, command: Described): Message {
  const also = words.t('help.also', { name: words.language === 'fr' ? command.name : command.nameFr });
  return message(words.t('label', { label: typed(words, command), value: words.t(command.summary) }), [
    facts([[typed(words, command), `\n${words.t(command.summary)}`]]),
    note(also),
    ...buttons([{ label: words.t('do.help'), line: 'help' }]),
  ]);
}
