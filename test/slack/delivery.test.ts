import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { instant } from '../../src/domain/day.ts';
import { aWorkspace } from '../support/a-workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';

let count = 0;
/** Owes a person a message, and says how often it arrived when all is delivered. */
async function owe(w: TestWorkspace, to: string): Promise<string> {
  count += 1;
  const text = `message ${count}`;
  const now = instant(new Date(w.sandbox.time.now()).toISOString());
  await w.daylight.store.notices.owe(
    { key: `test:${count}`, kind: 'reminder', to, message: { text, blocks: [] } },
    now,
  );
  return text;
}
const arrived = (w: TestWorkspace, user: string, text: string) =>
  w.inbox(user).filter((m) => m.text === text).length;

describe('a notice', () => {
  const w = aWorkspace({ limits: true });

  test('is delivered once, with its key in the message’s metadata', async () => {
    const text = await owe(w, 'U0AVERY');
    await w.tick();
    await w.tick();
    expect(arrived(w, 'U0AVERY', text)).toBe(1);
    expect(w.inbox('U0AVERY').at(-1)?.metadata).toMatchObject({ event_payload: { key: `test:${count}` } });
  });

  test('that Slack put off goes out later, and holds nobody else up', async () => {
    w.sandbox.faults.add({ kind: 'rate-limited', method: 'chat.postMessage', times: 1, retryAfter: 3 });
    // Nobody has written to these two within the last second, so neither waits for a turn of their own.
    const [one, other] = [await owe(w, 'U0CASEY'), await owe(w, 'U0ELI')];
    const counts = () => [arrived(w, 'U0CASEY', one), arrived(w, 'U0ELI', other)];
    await w.tick();
    expect(counts().toSorted()).toEqual([0, 1]);
    await w.until(async () => {
      await w.tick();
      return counts().every((count) => count > 0);
    });
    expect(counts()).toEqual([1, 1]);
  });

  test.each([
    ['whose answer was lost after Slack took it', 'lost-answer'],
    ['that Slack answered 500', 'error'],
    ['whose connection was dropped', 'dropped'],
  ] as const)('%s is there once', async (_, kind) => {
    w.sandbox.faults.add({ kind, method: 'chat.postMessage', times: 1 });
    const text = await owe(w, 'U0AVERY');
    await w.tick();
    await w.until(async () => {
      await w.tick();
      return (
        arrived(w, 'U0AVERY', text) > 0 &&
        (
          await w.daylight.store.notices.claim(
            instant('2100-01-01T00:00:00Z'),
            instant('2000-01-01T00:00:00Z'),
          )
        ).length === 0
      );
    });
    await w.tick();
    expect(arrived(w, 'U0AVERY', text)).toBe(1);
  });

  test('of which a newer one says everything before it was sent is never sent', async () => {
    const text = await owe(w, 'U0AVERY');
    const { store } = w.daylight;
    const { items } = await store.deliveries.page({ state: 'owed' }, { limit: 1 });
    const given = { notice: items[0]!.id, stale: 0, message: null, pointless: false, lookAt: null };
    await store.amendments.amend(given, instant(new Date(w.sandbox.time.now()).toISOString()));
    await w.tick();
    expect(arrived(w, 'U0AVERY', text)).toBe(0);
    expect((await store.deliveries.page({}, { limit: 1 })).items[0]?.state).toBe('withdrawn');
  });

  test('that Slack refuses to one person after the other says something of the workspace, not of them', async () => {
    const people = ['U0AVERY', 'U0BENOIT', 'U0CASEY', 'U0DOMINIQUE', 'U0ELI', 'U0MORGAN'];
    const error = 'restricted_action';
    w.sandbox.faults.add({ kind: 'refused', method: 'chat.postMessage', times: people.length, error });
    for (const id of people) await owe(w, id);
    await w.tick();
    for (const id of people) expect((await w.daylight.store.people.get(id))?.person.blocked, id).toBeFalsy();
    expect(w.logged.map(({ msg }) => msg)).toContain(
      'the workspace lets the bot write to nobody; check its preferences',
    );
    w.logged.length = 0;
  });

  test('to somebody who was deactivated fails at once, and that person counts as away', async () => {
    await w.sandbox.changeUser('U0FARAH', { deleted: true });
    await w.daylight.store.people.refresh({ id: 'U0FARAH', active: true }, instant('2026-03-02T15:00:00Z'));
    await owe(w, 'U0FARAH');
    await w.tick();
    expect((await w.daylight.store.people.get('U0FARAH'))?.person.active).toBe(false);
    expect(w.inbox('U0FARAH')).toEqual([]);
  });
});

/** Calls back once, when a message is about to be sent. */
function beforeItIsSent(then: () => void): void {
  const channel = 'undici:request:create';
  const hear = (message: unknown) => {
    if (!(message as { request: { path: string } }).request.path.endsWith('chat.postMessage')) return;
    unsubscribe(channel, hear);
    then();
  };
  subscribe(channel, hear);
}

describe('a notice of a process that was frozen', () => {
  let frozenSeconds = 0;
  const w = aWorkspace({ wall: () => systemClock.wall().add({ seconds: frozenSeconds }) });

  test('is not sent late, nor is Slack blamed; whoever has it when its lease is over sends it', async () => {
    const text = await owe(w, 'U0AVERY');
    beforeItIsSent(() => {
      frozenSeconds += 15;
    });
    await w.tick();
    expect(arrived(w, 'U0AVERY', text)).toBe(0);
    expect(JSON.stringify(w.logged)).not.toMatch(/no answer from Slack/);
    frozenSeconds += 15;
    await w.tick();
    expect(arrived(w, 'U0AVERY', text)).toBe(1);
  });
});
