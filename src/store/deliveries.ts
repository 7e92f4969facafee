import type { Instant } from '../domain/day.ts';
import type { Message, Notice } from '../notice.ts';
import type { Database, Transaction } from './connection.ts';
import { WHEN_ABOVE_IS_SENT } from './owing.ts';
import { toDate, toInstant } from './records.ts';
import { AT_ONCE } from './stale.ts';

// What was sent to whom when, what is owed, and what failed and why.

export type DeliveryState = 'owed' | 'sent' | 'failed' | 'withdrawn';

/** One message as the record of deliveries shows it; what stands in its thread goes with it. */
export interface Delivery {
  id: number;
  kind: Notice['kind'];
  to: string;
  /** The person's name; null for a channel, and for whom we don't know. */
  name: string | null;
  state: DeliveryState;
  /** When it was sent, or is to be. */
  at: Instant;
  why: string | null;
  /** How a message without a kind of its own begins; null for the others. */
  begins: string | null;
  /** A newer one took its place. */
  removed: boolean;
}

export interface DeliveryFilter {
  state?: DeliveryState;
  to?: string;
}

const STORED: Record<DeliveryState, string[]> = {
  owed: ['owed', 'sending'],
  sent: ['sent'],
  failed: ['failed'],
  withdrawn: ['withdrawn'],
};
/** Counting more would hold everybody up. */
const COUNTED = 10_000;
/** As many as anybody looks at. */
const SOME = 10;
/** What was for one working day is sent again within the next hours, or not at all. */
const WORTH_HOURS = 8;

export function deliveries(db: Database) {
  return {
    /** A page of messages, newest first, from the one with the id `from` on. */
    async page(
      { state, to }: DeliveryFilter,
      { from, limit }: { from?: number; limit: number },
    ): Promise<{ items: Delivery[]; next: number | null }> {
      const rows = await db.notice.findMany({
        where: {
          threadOf: null,
          // An update of a message that stands already is no message that is owed.
          ...(state && { state: { in: STORED[state] } }),
          ...(state === 'owed' && { ts: null }),
          ...(to && { to }),
          ...(from !== undefined && { id: { lte: from } }),
        },
        orderBy: { id: 'desc' },
        take: limit + 1,
      });
      const people = await db.person.findMany({ where: { id: { in: rows.map((row) => row.to) } } });
      const names = new Map(people.map(({ id, name }) => [id, name]));
      return {
        next: rows[limit]?.id ?? null,
        items: rows.slice(0, limit).map((row) => ({
          id: row.id,
          kind: row.kind as Notice['kind'],
          to: row.to,
          name: names.get(row.to) ?? null,
          state: stateOf(row),
          at: toInstant(row.sentAt ?? (row.state === 'owed' ? row.notBefore : row.createdAt)),
          why: row.lastError,
          begins: row.kind === 'word' ? firstLine(row.message as unknown as Message) : null,
          removed: row.removed,
        })),
      };
    },

    /** How many messages were owed since `since`, by what became of them; and all that are owed now. */
    async counts(since: Instant): Promise<Record<DeliveryState, number>> {
      const count = (state: DeliveryState) =>
        db.notice.count({
          where: {
            threadOf: null,
            state: { in: STORED[state] },
            ...(state === 'owed' ? { ts: null } : { createdAt: { gte: toDate(since) } }),
          },
          take: COUNTED,
        });
      const [owed, sent, failed, withdrawn] = [
        await count('owed'),
        await count('sent'),
        await count('failed'),
        await count('withdrawn'),
      ];
      return { owed, sent, failed, withdrawn };
    },

    /** Messages that were to be sent before `since` and are still owed; some of them. */
    async stuckSince(since: Instant): Promise<{ key: string; why: string | null }[]> {
      const rows = await db.notice.findMany({
        where: {
          state: { in: STORED.owed },
          ts: null,
          notBefore: { lt: toDate(since) },
          // What is over is withdrawn at the next look.
          OR: [{ expiresAt: null }, { expiresAt: { gt: toDate(since) } }],
        },
        orderBy: { id: 'asc' },
        take: SOME,
        select: { key: true, lastError: true },
      });
      return rows.map(({ key, lastError }) => ({ key, why: lastError }));
    },

    /** Owes a message that failed once more, with what stands in its thread; what it says is looked over first. False when it did not fail. */
    async resend(id: number, now: Instant): Promise<boolean> {
      return db.$transaction(async (tx) => {
        const row = await tx.notice.findUnique({ where: { id } });
        if (row?.kind === 'digest' && (await isOutdated(tx, row))) return false;
        const again = { state: 'owed', attempts: 0, lease: null };
        const expiresAt = row?.expiresAt && toDate(now.add({ hours: WORTH_HOURS }));
        const looked = row?.kind === 'reminder' ? { stale: 1, lookAt: AT_ONCE } : {};
        const data = { ...again, notBefore: toDate(now), expiresAt: expiresAt ?? null, ...looked };
        const { count } = await tx.notice.updateMany({ where: { id, state: 'failed' }, data });
        if (!row || count === 0) return false;
        // Its replies wait until it stands.
        const replies = { threadOf: row.key, state: 'failed' };
        await tx.notice.updateMany({ where: replies, data: { ...again, notBefore: WHEN_ABOVE_IS_SENT } });
        return true;
      });
    },
  };
}

const firstLine = ({ text }: Message): string => text.split('\n', 1)[0] ?? '';

/** A newer digest covers its time as well. */
const isOutdated = async (tx: Transaction, { id, to }: { id: number; to: string }): Promise<boolean> =>
  (await tx.notice.findFirst({
    where: { kind: 'digest', to, id: { gt: id }, state: { notIn: ['failed', 'withdrawn'] } },
    select: { id: true },
  })) !== null;

function stateOf({ state, ts }: { state: string; ts: string | null }): DeliveryState {
  if (state === 'failed' || state === 'withdrawn') return state;
  return state === 'sent' || ts !== null ? 'sent' : 'owed';
}
