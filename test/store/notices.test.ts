import { describe, expect, test } from 'vitest';
import { instant } from '../../src/domain/day.ts';
import type { Notice } from '../../src/notice.ts';
import type { Claimed } from '../../src/store/notices.ts';
import { aStore } from '../support/database.ts';

const NOW = instant('2026-03-02T15:00:00Z');
const LATER = NOW.add({ minutes: 5 });
const PLACE = { channel: 'D1', ts: '1.000001' };

const aNotice = (given: Partial<Notice> = {}): Notice => ({
  key: 'remind:U1:2026-03-02',
  kind: 'reminder',
  to: 'U1',
  message: { text: 'One review needs you', blocks: [] },
  ...given,
});

describe('a notice', () => {
  test('is owed once, however often it is inserted', async () => {
    const { notices } = await aStore();
    expect(await Promise.all([notices.owe(aNotice(), NOW), notices.owe(aNotice(), NOW)])).toContain(false);
    expect(await notices.claim(NOW, NOW)).toHaveLength(1);
  });

  test('is in one deliverer’s hands at a time', async () => {
    const { notices } = await aStore();
    await notices.owe(aNotice(), NOW);
    const claims = await Promise.all([notices.claim(NOW, NOW), notices.claim(NOW, NOW)]);
    expect(claims.flat()).toHaveLength(1);
  });

  test('whose deliverer died is taken again as uncertain, and the dead one’s claim is void', async () => {
    const { notices } = await aStore();
    await notices.owe(aNotice(), NOW);
    const [dead] = (await notices.claim(NOW, NOW)) as [Claimed];
    await notices.renew(dead, NOW);
    expect(await notices.claim(NOW, NOW)).toEqual([]);
    const [again] = (await notices.claim(LATER, LATER)) as [Claimed];
    expect([dead.uncertain, again.uncertain]).toEqual([false, true]);
    expect(await notices.renew(dead, LATER)).toBe(false);
    expect(await notices.renew(again, LATER)).toBe(true);
  });

  test('stands in a thread only after the message above it was sent', async () => {
    const { notices } = await aStore();
    await notices.owe(aNotice({ kind: 'digest', key: 'd', thread: [{ text: 'more', blocks: [] }] }), NOW);
    const [head, ...none] = (await notices.claim(NOW, NOW)) as [Claimed];
    expect(none).toEqual([]);
    await notices.sent(head, PLACE, NOW);
    expect(await notices.claim(NOW, NOW)).toMatchObject([{ key: 'd:1', thread: PLACE }]);
  });

  test('that was amended while it was on its way is owed again, as an update in its place', async () => {
    const { notices, amendments } = await aStore();
    await notices.owe(aNotice(), NOW);
    const [first] = (await notices.claim(NOW, NOW)) as [Claimed];
    await amendments.amend(
      {
        notice: first.id,
        stale: 0,
        message: { text: 'All done', blocks: [] },
        pointless: false,
        lookAt: null,
      },
      NOW,
    );
    await notices.sent(first, PLACE, NOW);
    expect(await notices.claim(NOW, NOW, { updates: true })).toMatchObject([
      { sent: PLACE, message: { text: 'All done' } },
    ]);
  });

  test('whose time is over is withdrawn, and does not count as told', async () => {
    const { notices } = await aStore();
    await notices.owe(aNotice({ expiresAt: NOW.add({ hours: 1 }) }), NOW);
    const [late] = (await notices.claim(NOW, NOW)) as [Claimed];
    expect(late.expiresAt).toEqual(NOW.add({ hours: 1 }));
    await notices.withdraw(late);
    expect(await notices.claim(LATER, LATER)).toEqual([]);
  });

  test('that failed leaves no hole between digests', async () => {
    const { notices } = await aStore();
    const window = { from: NOW, until: LATER };
    await notices.owe(aNotice({ kind: 'digest', key: 'd', to: 'C1', window }), NOW);
    expect(await notices.lastDigest('C1')).toEqual({ window, stated: null });
    const [failed] = (await notices.claim(NOW, NOW)) as [Claimed];
    await notices.fail(failed, 'is_archived');
    expect(await notices.lastDigest('C1')).toBeNull();
  });

  test('that failed is sent again when somebody asks for it, but a digest only while none came after it', async () => {
    const { notices, deliveries } = await aStore();
    const window = { from: NOW, until: LATER };
    for (const key of ['older', 'newer']) {
      await notices.owe(aNotice({ kind: 'digest', key, to: 'C1', window }), NOW);
      const [claimed] = (await notices.claim(NOW, NOW)) as [Claimed];
      await notices.fail(claimed, 'is_archived');
    }
    expect(await deliveries.resend(2, LATER)).toBe(true);
    expect(await deliveries.resend(1, LATER)).toBe(false);
    expect(await deliveries.resend(2, LATER)).toBe(false);
    expect(await notices.claim(LATER, LATER)).toMatchObject([{ key: 'newer' }]);
  });

  test('says when it was first sent, however often it is written anew', async () => {
    const { notices, amendments, deliveries } = await aStore();
    await notices.owe(aNotice(), NOW);
    const [first] = (await notices.claim(NOW, NOW)) as [Claimed];
    await notices.sent(first, PLACE, NOW);
    const message = { text: 'All done', blocks: [] };
    await amendments.amend({ notice: first.id, stale: 0, message, pointless: true, lookAt: null }, LATER);
    const [update] = (await notices.claim(LATER, LATER, { updates: true })) as [Claimed];
    await notices.sent(update, PLACE, LATER);
    const { items } = await deliveries.page({}, { limit: 10 });
    expect(items).toMatchObject([{ state: 'sent', at: NOW }]);
  });

  test('that became pointless before it was sent is not sent', async () => {
    const { notices, amendments } = await aStore();
    await notices.owe(aNotice(), NOW);
    await amendments.amend(
      { notice: 1, stale: 0, message: { text: 'All done', blocks: [] }, pointless: true, lookAt: null },
      NOW,
    );
    expect(await notices.claim(NOW, NOW)).toEqual([]);
  });
});
