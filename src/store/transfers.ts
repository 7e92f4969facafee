import type { Instant } from '../domain/day.ts';
import type { System } from '../domain/system.ts';
import type { Database } from './connection.ts';
import { toDate, toInstant } from './records.ts';
import { markOpenStale } from './stale.ts';
import { remember } from './undo.ts';
import { append, changeSystem, systemWithin, tell, type Write } from './writing.ts';

/** An offer to hand a system over. */
export interface Transfer {
  id: number;
  system: number;
  from: string;
  to: string;
  /** Who offered it. */
  by: string;
  at: Instant;
}

type Row = { id: number; systemId: number; fromId: string; toId: string; byId: string; at: Date };
const toTransfer = ({ id, systemId, fromId, toId, byId, at }: Row): Transfer => ({
  id,
  system: systemId,
  from: fromId,
  to: toId,
  by: byId,
  at: toInstant(at),
});

export function transfers(db: Database) {
  return {
    /** The offer that waits for an answer; null when there is none. */
    async pending(system: number): Promise<Transfer | null> {
      const row = await db.transfer.findUnique({ where: { openKey: system } });
      return row && toTransfer(row);
    },

    /** Offers a system to somebody; an earlier offer that nobody answered is withdrawn, and given back. */
    async offer(system: System, to: string, write: Write): Promise<{ withdrawn: Transfer | null }> {
      return db.$transaction(async (tx) => {
        const before = await tx.transfer.findUnique({ where: { openKey: system.number } });
        if (before) {
          const data = { state: 'withdrawn', openKey: null, decidedAt: toDate(write.at) };
          await tx.transfer.update({ where: { id: before.id }, data });
        }
        const people = { fromId: system.ownerId, toId: to, byId: write.by };
        const offer = { systemId: system.number, openKey: system.number, state: 'pending' };
        await tx.transfer.create({
          data: { ...offer, ...people, at: toDate(write.at), why: write.why ?? null },
        });
        await append(
          tx,
          system.number,
          [{ kind: 'offered', field: 'ownerId', from: system.ownerId, to }],
          write,
        );
        await tell(tx, system.number, write);
        await markOpenStale(tx, system.number);
        return { withdrawn: before && toTransfer(before) };
      });
    },

    /** The new owner takes it over; null when the offer was answered meanwhile. */
    async accept(transfer: Transfer, write: Write): Promise<System | null> {
      return db.$transaction(async (tx) => {
        const was = await systemWithin(tx, transfer.system);
        // Whoever is its owner by now did not offer it.
        if (was.system.ownerId !== transfer.from || was.system.lifecycle === 'retired') return null;
        const data = { state: 'accepted', openKey: null, decidedAt: toDate(write.at) };
        const { count } = await tx.transfer.updateMany({
          where: { id: transfer.id, state: 'pending' },
          data,
        });
        if (count === 0) return null;
        const backupId = was.system.backupId === transfer.to ? null : was.system.backupId;
        const changed = await changeSystem(tx, was, { ownerId: transfer.to, backupId }, write);
        await tell(tx, transfer.system, write);
        await remember(tx, was, write, changed);
        return changed.system;
      });
    },

    /** The new owner does not want it: everything stays as it was. False when the offer was answered meanwhile. */
    async decline(transfer: Transfer, write: Write): Promise<boolean> {
      return db.$transaction(async (tx) => {
        const data = {
          state: 'declined',
          openKey: null,
          decidedAt: toDate(write.at),
          why: write.why ?? null,
        };
        const { count } = await tx.transfer.updateMany({
          where: { id: transfer.id, state: 'pending' },
          data,
        });
        if (count === 0) return false;
        const entry = { kind: 'declined', field: 'ownerId', from: transfer.from, to: transfer.to } as const;
        await append(tx, transfer.system, [entry], write);
        await tell(tx, transfer.system, write);
        await markOpenStale(tx, transfer.system);
        return true;
      });
    },

    /** Whoever offered it takes the offer back. False when it was answered meanwhile. */
    async withdraw(transfer: Transfer, write: Write): Promise<boolean> {
      return db.$transaction(async (tx) => {
        const data = { state: 'withdrawn', openKey: null, decidedAt: toDate(write.at) };
        const { count } = await tx.transfer.updateMany({
          where: { id: transfer.id, state: 'pending' },
          data,
        });
        if (count === 0) return false;
        const entry = { kind: 'withdrawn', field: 'ownerId', from: transfer.from, to: transfer.to } as const;
        await append(tx, transfer.system, [entry], write);
        await markOpenStale(tx, transfer.system);
        return true;
      });
    },
  };
}
