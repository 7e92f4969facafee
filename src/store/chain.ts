import { createHash, randomBytes } from 'node:crypto';
import type { Json } from '../domain/change.ts';

// Each entry of the history carries a hash over itself and the one before it, of the same system: whoever changes, adds or
// takes out an entry beside the product breaks the chain. What an entry says is hashed with a salt of its own, so that
// personal information can be taken out of it: the salt goes with the words, and the chain still holds.

/** What an entry says, and of what; as it is hashed. */
export interface Entry {
  systemId: number;
  at: Date;
  byId: string | null;
  kind: string;
  field: string | null;
  from: Json;
  to: Json;
  why: string | null;
}

export interface Seal {
  salt: string;
  content: string;
  hash: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** JSON with the keys of objects in order, whichever order a database gives them back in. */
const canonical = (value: Json): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

export const contentOf = (salt: string, { from, to, why }: Pick<Entry, 'from' | 'to' | 'why'>): string =>
  sha256(canonical([salt, from ?? null, to ?? null, why]));

export const hashOf = (
  before: string | null,
  content: string,
  { systemId, at, byId, kind, field }: Omit<Entry, 'from' | 'to' | 'why'>,
): string => sha256(canonical([before, systemId, at.getTime(), byId, kind, field, content]));

/** The salt of an entry out of which something was taken: a new one, so that what stood there can't be found by trying. */
export const redactedSalt = (): string => `${REDACTED}${randomBytes(12).toString('base64url')}`;
const REDACTED = 'redacted:';

export const isRedacted = (salt: string | null): boolean => salt === null || salt.startsWith(REDACTED);

/** Seals an entry onto the one whose hash is `before`; null for the first of its system. */
export function seal(before: string | null, entry: Entry): Seal {
  const salt = randomBytes(12).toString('base64url');
  const content = contentOf(salt, entry);
  return { salt, content, hash: hashOf(before, content, entry) };
}
