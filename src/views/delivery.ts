import type { Person } from '../domain/person.ts';
import { shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';
import type { Delivery, DeliveryState } from '../store/deliveries.ts';
import type { Words } from '../words/words.ts';
import { type Act, buttons, header, line, message } from './blocks.ts';

const WHY = 120;
const STATES: readonly DeliveryState[] = ['owed', 'sent', 'failed', 'withdrawn'];
/** Slack's reasons that people meet, in words; others are shown as Slack names them. */
const REASONS = {
  account_inactive: 'delivery.why.left',
  user_not_found: 'delivery.why.left',
  user_disabled: 'delivery.why.left',
  restricted_action: 'delivery.why.blocked',
  user_not_visible: 'delivery.why.blocked',
  cannot_dm_bot: 'delivery.why.blocked',
  ratelimited: 'delivery.why.busy',
  not_in_channel: 'delivery.why.invite',
  channel_not_found: 'delivery.why.invite',
  'its time was over': 'delivery.why.over',
} as const;

const whyText = (words: Words, why: string): string =>
  why in REASONS ? words.t(REASONS[why as keyof typeof REASONS]) : shortened(why, WHY);

const whoText = (words: Words, { name, to }: Delivery, digestChannel: string | null): string => {
  if (name !== null) return name;
  if (to === digestChannel) return words.t('delivery.digestChannel');
  return to.startsWith('C') ? words.t('delivery.channel', { id: to }) : to;
};

/** One message: what it is, to whom, when, and what became of it; `own` leaves out to whom. */
function deliveryText(
  words: Words,
  delivery: Delivery,
  { timeZone, own, digestChannel }: { timeZone: string; own: boolean; digestChannel: string | null },
): string {
  const { kind, state, at, why, begins, removed } = delivery;
  const values = {
    kind: words.t(`delivery.kind.${kind}`),
    who: whoText(words, delivery, digestChannel),
    when: words.moment(at, timeZone),
  };
  const text = words.t(own ? `delivery.own.${state}` : `delivery.${state}`, values);
  return [
    text,
    ...(begins ? [words.t('delivery.begins', { begins: shortened(begins, WHY) })] : []),
    ...(why && state !== 'sent' ? [words.t('delivery.because', { why: whyText(words, why) })] : []),
    ...(removed ? [words.t('delivery.replaced')] : []),
  ].join(' ');
}

/** The record of deliveries, newest first, with what can be done about each. */
export function deliveryPage(
  words: Words,
  heading: string,
  items: readonly Delivery[],
  { timeZone }: Pick<Person, 'timeZone'>,
  {
    acts,
    own = false,
    above = [],
    digestChannel = null,
  }: { acts: readonly Act[]; own?: boolean; above?: readonly string[]; digestChannel?: string | null },
): Message {
  const texts = items.map((item) => deliveryText(words, item, { timeZone, own, digestChannel }));
  const lines = texts.length > 0 ? texts : [words.t('delivery.nothing')];
  return message([heading, ...above, ...lines].join('\n'), [
    header(heading),
    ...above.map((text) => line(text)),
    ...(items.length === 0 ? [line(lines[0]!)] : []),
    ...items.map((item, i) => line(texts[i]!, own ? undefined : resendAct(words, item, digestChannel))),
    ...buttons(acts),
  ]);
}

const resendAct = (words: Words, item: Delivery, digestChannel: string | null): Act | undefined =>
  item.state === 'failed'
    ? {
        label: words.t('do.resend'),
        says: words.t('do.resendTo', { who: whoText(words, item, digestChannel) }),
        line: `delivery resend ${item.id}`,
      }
    : undefined;

/** How the deliveries of the last days stand. */
export const countsText = (words: Words, counts: Record<DeliveryState, number>, days: number): string =>
  words.t('delivery.counts', {
    days,
    list: STATES.map((state) =>
      words.t('label', { label: words.t(`delivery.state.${state}`), value: words.number(counts[state]) }),
    ).join(', '),
  });
