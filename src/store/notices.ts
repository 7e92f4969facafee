import type { Instant } from '../domain/day.ts';
import type { Stated, Window } from '../domain/digest.ts';
import type { Message, Notice } from '../notice.ts';
import { type Database, isTaken } from './connection.ts';
import { oweIn, WHEN_ABOVE_IS_SENT } from './owing.ts';
import { touch } from './people.ts';
import { toDate, toInstant, toJson } from './records.ts';
import { markReplaced } from './stale.ts';

/** A notice in the hands of the process that delivers it. */
export interface Claimed {
  id: number;
  key: string;
  to: string;
  message: Message;
  /** It stands in the thread of somebody's message. */
  elsewhere: boolean;
  /** The message in whose thread it stands. */
  thread: { channel: string; ts: string } | null;
  /** Where it stands already: then it is updated in place. */
  sent: { channel: string; ts: string } | null;
  revision: number;
  lease: Instant;
  attempts: number;
  createdAt: Instant;
  /** After this it is not to be sent any more. */
  expiresAt: Instant | null;
  /** An earlier attempt may have reached Slack: look before sending. */
  uncertain: boolean;
  /** It says nothing any more: it is taken away. */
  removed: boolean;
}

const MOST_CLAIMED = 50;

export function notices(db: Database) {
  return {
    /** Owes a notice with all that belongs to it, at once or not at all; false when its key was owed before. */
    async owe(notice: Notice, now: Instant): Promise<boolean> {
      try {
        await db.$transaction((tx) => oweIn(tx, notice, now));
        return true;
      } catch (error) {
        if (isTaken(error)) return false;
        throw error;
      }
    },

    /** Writes a message anew, wherever it stands by now; nothing happens when it was never owed. */
    async rewrite(key: string, message: Message, now: Instant): Promise<void> {
      await db.notice.updateMany({
        where: { key },
        data: { message: toJson(message), revision: { increment: 1 } },
      });
      await db.notice.updateMany({
        where: { key, state: 'sent' },
        data: { state: 'owed', attempts: 0, notBefore: toDate(now) },
      });
    },

    /** The time that the newest digest to this channel or person covered, and what it stated. */
    async lastDigest(to: string): Promise<{ window: Window; stated: Stated | null } | null> {
      const row = await db.notice.findFirst({
        where: { kind: 'digest', to, state: { notIn: ['failed', 'withdrawn'] } },
        orderBy: { id: 'desc' },
      });
      if (!row?.from || !row.until) return null;
      const window = { from: toInstant(row.from), until: toInstant(row.until) };
      return { window, stated: row.stated as Stated | null };
    },

    /** The messages whose key begins so, and to whom they are. */
    beginning: (key: string): Promise<{ key: string; to: string }[]> =>
      db.notice.findMany({
        where: { key: { startsWith: key } },
        select: { key: true, to: true },
        take: MOST_CLAIMED,
      }),

    /** Who of these was owed a message of this kind since `since` that neither failed nor was withdrawn. */
    async owedSince(kind: Notice['kind'], to: readonly string[], since: Instant): Promise<Set<string>> {
      const owed = { createdAt: { gte: toDate(since) }, state: { notIn: ['failed', 'withdrawn'] } };
      const where = { kind, to: { in: [...to] }, ...owed };
      return new Set((await db.notice.findMany({ where, select: { to: true } })).map((row) => row.to));
    },

    /** Takes new messages, or updates, at most one a conversation, that are owed now or whose deliverer died; each is taken by one process only. */
    async claim(
      now: Instant,
      wall: Instant,
      { leaseSeconds = 60, updates = false, most = MOST_CLAIMED } = {},
    ): Promise<Claimed[]> {
      const rows = await db.notice.findMany({
        where: {
          ts: updates ? { not: null } : null,
          OR: [
            { state: 'owed', notBefore: { lte: toDate(now) } },
            { state: 'sending', lease: { lt: toDate(wall) } },
          ],
        },
        // What people see change goes before what is only taken away.
        orderBy: updates ? [{ removed: 'asc' }, { id: 'asc' }] : { id: 'asc' },
        take: most,
      });
      const claimed: Claimed[] = [];
      const conversations = new Set<string>();
      for (const row of rows) {
        if (conversations.has(row.to)) continue;
        const parent = row.threadOf ? await db.notice.findUnique({ where: { key: row.threadOf } }) : null;
        if (parent && !parent.ts) continue;
        const where = { id: row.id, state: row.state, lease: row.lease };
        const lease = toDate(wall.add({ seconds: leaseSeconds }));
        const data = { state: 'sending', lease, attempts: { increment: 1 } };
        if ((await db.notice.updateMany({ where, data })).count === 0) continue;
        conversations.add(row.to);
        claimed.push({
          id: row.id,
          key: row.key,
          to: row.to,
          message: row.message as unknown as Message,
          elsewhere: row.inThread !== null,
          thread: threadOf(row, parent),
          sent: row.channel && row.ts ? { channel: row.channel, ts: row.ts } : null,
          revision: row.revision,
          lease: toInstant(lease),
          attempts: row.attempts + 1,
          createdAt: toInstant(row.createdAt),
          expiresAt: row.expiresAt && toInstant(row.expiresAt),
          uncertain: row.tried,
          removed: row.removed,
        });
      }
      return claimed;
    },

    /** True while it is still ours: taken for another lease, and noted as tried, just before it is sent. */
    async renew(notice: Claimed, wall: Instant, leaseSeconds = 60): Promise<boolean> {
      const where = { id: notice.id, state: 'sending', lease: toDate(notice.lease) };
      notice.lease = wall.add({ seconds: leaseSeconds });
      return (
        (await db.notice.updateMany({ where, data: { lease: toDate(notice.lease), tried: true } })).count ===
        1
      );
    },

    /** Slack has it; its replies may go. False when it was written anew while it was on its way: it is owed again, as an update. */
    async sent(
      { id, key, to, revision, sent }: Claimed,
      place: { channel: string; ts: string },
      now: Instant,
    ): Promise<boolean> {
      return db.$transaction(async (tx) => {
        // When it was sent, not when it was last written anew.
        const noted = { ...place, ...(!sent && { sentAt: toDate(now) }), lease: null, lastError: null };
        const same = await tx.notice.updateMany({
          where: { id, revision },
          data: { ...noted, state: 'sent' },
        });
        if (same.count === 0) await tx.notice.update({ where: { id }, data: { ...noted, state: 'owed' } });
        if (!sent) {
          const waiting = { threadOf: key, state: 'owed', notBefore: WHEN_ABOVE_IS_SENT };
          await tx.notice.updateMany({ where: waiting, data: { notBefore: toDate(now) } });
          await markReplaced(tx, id);
          // Whom it reached can be reached.
          const reached = { blocked: false, awaySince: null };
          await tx.person.updateMany({ where: { id: to, blocked: true }, data: reached });
        }
        return same.count > 0;
      });
    },

    /** Slack certainly does not have it: to be sent again at `notBefore`. */
    async postpone(notice: Claimed, notBefore: Instant, why: string): Promise<void> {
      const data = { state: 'owed', notBefore: toDate(notBefore), lease: null, tried: false, lastError: why };
      await db.notice.updateMany({ where: ours(notice), data });
    },

    /** Slack may have it: nobody sends it again before looking, from `wall` on. */
    async doubt(notice: Claimed, wall: Instant, why: string): Promise<void> {
      await db.notice.updateMany({ where: ours(notice), data: { lease: toDate(wall), lastError: why } });
    },

    /** It was not sent in its time, and is not worth sending any more. */
    async withdraw(notice: Claimed): Promise<void> {
      const data = { state: 'withdrawn', lease: null, lookAt: null, lastError: 'its time was over' };
      await db.notice.updateMany({ where: ours(notice), data });
      await touch(db, [notice.to]);
    },

    /** It can't be delivered, and trying again would not help. */
    async fail(notice: Claimed, why: string): Promise<void> {
      const data = { state: 'failed', lease: null, lookAt: null, lastError: why };
      const { count } = await db.notice.updateMany({ where: ours(notice), data });
      if (count > 0) await db.notice.updateMany({ where: { threadOf: notice.key, state: 'owed' }, data });
      await touch(db, [notice.to]);
    },
  };
}

/** The message in whose thread a notice stands: one of ours, or somebody else's. */
function threadOf(
  { to, inThread }: { to: string; inThread: string | null },
  parent: { channel: string | null; ts: string | null } | null,
): Claimed['thread'] {
  if (inThread) return { channel: to, ts: inThread };
  return parent?.channel && parent.ts ? { channel: parent.channel, ts: parent.ts } : null;
}

/** While nobody else has taken it. */
const ours = ({ id, lease }: Claimed) => ({ id, state: 'sending', lease: toDate(lease) });
