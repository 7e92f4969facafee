import type { Instant } from '../domain/day.ts';
import { type Database, isTaken } from './connection.ts';
import { toDate, toInstant } from './records.ts';
import { markOpenStale } from './stale.ts';
import { append, tell, type Write } from './writing.ts';

/** Somebody's word that a system which they are reminded of isn't theirs. */
export interface Disclaimer {
  system: number;
  by: string;
  at: Instant;
  why: string;
}

const keyOf = (system: number, person: string): string => `${system}:${person}`;

export function disclaimers(db: Database) {
  return {
    /** What somebody said of a system, as long as nobody else answers for it; null when they did not. */
    async of(system: number, person: string): Promise<Disclaimer | null> {
      const row = await db.disclaimer.findUnique({ where: { openKey: keyOf(system, person) } });
      return row && { system, by: row.byId, at: toInstant(row.at), why: row.why };
    },

    /** Keeps that the writer says so, and why; false when they had said so before. */
    async add(system: number, write: Write & { why: string }): Promise<boolean> {
      const { by, at, why } = write;
      try {
        await db.$transaction(async (tx) => {
          await tx.disclaimer.create({
            data: { systemId: system, byId: by, at: toDate(at), why, openKey: keyOf(system, by) },
          });
          await append(tx, system, [{ kind: 'disclaimed', field: 'ownerId', from: by, to: null }], write);
          await tell(tx, system, write);
          await markOpenStale(tx, system);
        });
        return true;
      } catch (error) {
        if (isTaken(error)) return false;
        throw error;
      }
    },

    /** The writer takes it back; false when there is nothing to take back. */
    async withdraw(system: number, write: Write): Promise<boolean> {
      return db.$transaction(async (tx) => {
        const where = { openKey: keyOf(system, write.by) };
        if ((await tx.disclaimer.updateMany({ where, data: { openKey: null } })).count === 0) return false;
        await append(tx, system, [{ kind: 'reclaimed', field: 'ownerId', from: null, to: write.by }], write);
        await markOpenStale(tx, system);
        return true;
      });
    },
  };
}
