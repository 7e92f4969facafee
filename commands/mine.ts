import { z } from 'zod';
import { defineCommand, rest } from '../src/command.ts';
import { myWork } from '../src/views/mine.ts';

const REVIEWS = 10;
const SYSTEMS = 10;
/** The next page's button repeats the line with the review that the page begins with. */
const FROM = /^from:(\d{1,9})$/;

export const mine = defineCommand({
  name: 'mine',
  nameFr: 'miens',
  group: 'everyday',
  summary: 'mine.summary',
  usage: { en: '', fr: '' },
  args: z.object({ page: rest }),
  async run({ args, caller, store, words, today }) {
    const from = FROM.exec(args.page)?.[1];
    const reviews = await store.assessments.openFor(caller.id, REVIEWS, from ? Number(from) : undefined);
    const systems = await store.systems.list({ of: caller.id }, { limit: SYSTEMS, today });
    return {
      kind: 'message',
      message: myWork(words, { reviews, systems }, today),
      replaces: from !== undefined,
    };
  },
});
