import { z } from 'zod';
import { askedRecord } from '../src/asked.ts';
import { defineCommand, rest } from '../src/command.ts';
import { mayEdit } from '../src/domain/permission.ts';
import { systemCard } from '../src/views/card.ts';

export const show = defineCommand({
  name: 'show',
  nameFr: 'voir',
  group: 'everyday',
  summary: 'show.summary',
  usage: { en: 'AI-0042', fr: 'AI-0042' },
  args: z.object({ system: rest }),
  async run({ args, ...context }) {
    const { caller, words, today, timeZone } = context;
    const record = await askedRecord(context, args.system, (number) => `show ${number}`);
    // In public the card is for all who read there: without buttons, and never of a restricted system.
    const forEverybody = context.inPublic === true && record.system.disclosure !== 'restricted';
    const editable = !forEverybody && mayEdit(caller, record.system);
    const card = systemCard(words, { ...record, editable, inPublic: forEverybody }, today, timeZone);
    return { kind: 'message', message: card, forEverybody };
  },
});
