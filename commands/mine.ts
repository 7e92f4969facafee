import { z } from 'zod';
import { type Answer, type Context, defineCommand, rest } from '../src/command.ts';
import { deliveryPage } from '../src/views/delivery.ts';
import { myWork } from '../src/views/mine.ts';

const REVIEWS = 10;
const SYSTEMS = 10;
/** The next page's button repeats the line with the review that the page begins with. */
const FROM = /^from:(\d{1,9})$/;
const SENT = /^(?:sent|envoy[eé]s|envois)(?: from:(\d{1,9}))?$/i;
const MESSAGES = 15;

/** What the caller was sent, so that anybody can tell whether they were told. */
async function sent({ caller, store, words }: Context, from: string | undefined): Promise<Answer> {
  const filter = { to: caller.id };
  const { items, next } = await store.deliveries.page(filter, {
    limit: MESSAGES,
    ...(from && { from: Number(from) }),
  });
  const acts = [
    ...(from ? [{ label: words.t('do.newest'), line: 'mine sent' }] : []),
    ...(next ? [{ label: words.t('do.older'), line: `mine sent from:${next}` }] : []),
    { label: words.t('do.mine'), line: 'mine' },
  ];
  const page = deliveryPage(words, words.t('delivery.mine'), items, caller, { acts, own: true });
  return { kind: 'message', message: page, replaces: from !== undefined };
}

export const mine = defineCommand({
  name: 'mine',
  nameFr: 'miens',
  group: 'everyday',
  summary: 'mine.summary',
  usage: { en: '[sent]', fr: '[envoyés]' },
  args: z.object({ page: rest }),
  async run({ args, ...context }) {
    const { caller, store, words, today } = context;
    const asked = SENT.exec(args.page);
    if (asked) return sent(context, asked[1]);
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
