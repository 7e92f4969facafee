import { z } from 'zod';
import { type Context, defineCommand, rest, say } from '../src/command.ts';
import { fold } from '../src/domain/text.ts';
import { askedMemberOrGone } from '../src/members.ts';
import { Problem } from '../src/problem.ts';
import type { DeliveryFilter } from '../src/store/deliveries.ts';
import type { Act } from '../src/views/blocks.ts';
import { countsText, deliveryPage } from '../src/views/delivery.ts';
import { problemMessage } from '../src/views/problem.ts';
import { mustAdminister } from '../src/writing.ts';

const PAGE = 10;
const DAYS = 7;
const FROM = /(?:^|\s)from:(\d{1,9})$/;
const RESEND = /^(?:resend|renvoyer)(?:\s+(\d{1,9}))?$/;
const STATES: Record<string, DeliveryFilter['state']> = {
  owed: 'owed',
  due: 'owed',
  'a envoyer': 'owed',
  attente: 'owed',
  sent: 'sent',
  envoyes: 'sent',
  failed: 'failed',
  echecs: 'failed',
  echec: 'failed',
  withdrawn: 'withdrawn',
  retires: 'withdrawn',
};

/** What the words after the command name: a state, a person, or both. */
async function asked(context: Context, typed: string): Promise<DeliveryFilter> {
  const words = typed.split(/\s+/).filter(Boolean);
  const state = words.map((word) => STATES[fold(word)]).find(Boolean);
  const others = words.filter((word) => !STATES[fold(word)]).join(' ');
  return {
    ...(state && { state }),
    ...(others && { to: await askedMemberOrGone(context, others) }),
  };
}

export const delivery = defineCommand({
  name: 'delivery',
  nameFr: 'envois',
  group: 'administer',
  summary: 'delivery.summary',
  otherWords: ['deliveries', 'messages', 'sent', 'resend', 'renvoyer'],
  usage: { en: '[failed, owed or sent] [@user]', fr: '[échecs, attente ou envoyés] [@personne]' },
  args: z.object({ what: rest }),
  async run({ args, ...context }) {
    const { caller, store, now, words, digestChannel } = context;
    mustAdminister(context);
    const [, number] = RESEND.exec(args.what) ?? [];
    if (RESEND.test(args.what)) {
      if (!number || !(await store.deliveries.resend(Number(number), now)))
        throw new Problem('notFailed', {}, [
          { label: words.t('delivery.state.failed'), line: 'delivery failed' },
        ]);
      return say(
        problemMessage(words.t('delivery.resent'), [{ label: words.t('delivery.title'), line: 'delivery' }]),
      );
    }
    const from = FROM.exec(args.what)?.[1];
    const typed = args.what.replace(FROM, '').trim();
    const filter = await asked(context, typed);
    const { items, next } = await store.deliveries.page(filter, {
      limit: PAGE,
      ...(from && { from: Number(from) }),
    });
    const isAll = typed === '' && !from;
    const counts = isAll ? await store.deliveries.counts(now.subtract({ hours: 24 * DAYS })) : null;
    const acts: Act[] = [
      ...(['failed', 'owed'] as const)
        .filter((state) => isAll && counts && counts[state] > 0)
        .map((state) => ({ label: words.t(`delivery.state.${state}`), line: `delivery ${state}` })),
      ...(from ? [{ label: words.t('do.newest'), line: `delivery ${typed}`.trim() }] : []),
      ...(next
        ? [{ label: words.t('do.older'), line: `delivery ${typed} from:${next}`.replace(/ +/g, ' ') }]
        : []),
    ];
    const above = counts ? [countsText(words, counts, DAYS)] : [];
    return {
      kind: 'message',
      message: deliveryPage(words, words.t('delivery.title'), items, caller, { acts, above, digestChannel }),
      replaces: from !== undefined,
    };
  },
});
