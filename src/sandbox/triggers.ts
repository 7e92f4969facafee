import { randomUUID } from 'node:crypto';

const TRIGGER_MS = 3000;
const RESPONSE_URL_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

/** What a response_url answers to. */
export interface ResponseTarget {
  channel: string;
  user: string;
  /** The message that was clicked. */
  ts?: string;
  thread_ts?: string;
}

export interface Triggers {
  /** A trigger_id for a modal: good once, for three seconds. */
  trigger(user: string): string;
  /** The person whose trigger this is, and uses it up; or why it is not good. */
  spend(id: string): { user: string } | { error: string };
  /** The path of a response_url: good five times, for half an hour. */
  responsePath(target: ResponseTarget): string;
  respond(id: string): ResponseTarget | { error: string };
}

export function triggers(nowMs: () => number): Triggers {
  const open = new Map<string, { user: string; at: number; used: boolean }>();
  const urls = new Map<string, { target: ResponseTarget; at: number; uses: number }>();
  return {
    trigger(user) {
      const id = `${Math.floor(nowMs())}.${randomUUID()}`;
      for (const [old, { at }] of open) if (nowMs() - at > 10 * TRIGGER_MS) open.delete(old);
      open.set(id, { user, at: nowMs(), used: false });
      return id;
    },
    spend(id) {
      const trigger = open.get(id);
      if (!trigger) return { error: 'invalid_trigger_id' };
      if (trigger.used) return { error: 'exchanged_trigger_id' };
      if (nowMs() - trigger.at > TRIGGER_MS) return { error: 'expired_trigger_id' };
      trigger.used = true;
      return { user: trigger.user };
    },
    responsePath(target) {
      const id = randomUUID();
      for (const [old, { at }] of urls) if (nowMs() - at > RESPONSE_URL_MS) urls.delete(old);
      urls.set(id, { target, at: nowMs(), uses: 0 });
      return `/response/${id}`;
    },
    respond(id) {
      const url = urls.get(id);
      if (!url || nowMs() - url.at > RESPONSE_URL_MS) return { error: 'expired_url' };
      url.uses += 1;
      return url.uses > RESPONSE_URL_USES ? { error: 'used_url' } : url.target;
    },
  };
}
