import { z } from 'zod';
import { defineCommand, say } from '../src/command.ts';
import { myWork } from '../src/views/mine.ts';

const REVIEWS = 10;
const SYSTEMS = 10;

export const mine = defineCommand({
  name: 'mine',
  nameFr: 'miens',
  summary: 'mine.summary',
  usage: { en: '', fr: '' },
  args: z.object({}),
  async run({ caller, store, words, today }) {
    const reviews = await store.assessments.openFor(caller.id, REVIEWS);
    const systems = await store.systems.list({ of: caller.id }, { limit: SYSTEMS, today });
    return say(myWork(words, { reviews, systems }, today));
  },
});
