import { z } from 'zod';
import { defineCommand, rest, say } from '../src/command.ts';
import { fold } from '../src/domain/text.ts';
import { nearest } from '../src/nearest.ts';
import { Problem } from '../src/problem.ts';
import { helpOn, helpPage } from '../src/views/help.ts';

const NEXT = 3;

export const help = defineCommand({
  name: 'help',
  nameFr: 'aide',
  group: 'everyday',
  summary: 'help.summary',
  otherWords: ['hello', 'hi', 'bonjour', 'salut', 'start', 'menu'],
  usage: { en: '[command]', fr: '[commande]' },
  args: z.object({ command: rest }),
  async run({ args, caller, commands, store, words, today }) {
    if (args.command === '') {
      const reviews = await store.assessments.openFor(caller.id, NEXT);
      return say(helpPage(words, commands, { reviews, systems: { items: [], total: 0 } }, today));
    }
    const wanted = args.command.toLowerCase();
    const command = commands.find(({ name, nameFr }) => name === wanted || fold(nameFr) === fold(wanted));
    if (command) return say(helpOn(words, command));
    const meant = nearest(
      wanted,
      commands.map(({ name }) => name),
    );
    throw new Problem('helpOnUnknown', { given: args.command }, [
      ...meant.map((name) => ({ label: `help ${name}`, line: `help ${name}` })),
      { label: words.t('do.help'), line: 'help' },
    ]);
  },
});
