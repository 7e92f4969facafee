import type { Caller } from './person.ts';
import type { System } from './system.ts';

/** Members of the workspace read and register; guests, strangers and deactivated accounts do neither. */
export const mayUse = (caller: Caller): boolean => caller.active && !caller.guest;

/** Owners, backups, leads of the organization and administrators change a record. */
export const mayEdit = (
  caller: Caller,
  system: Pick<System, 'ownerId' | 'backupId' | 'organizationId'>,
): boolean =>
  mayUse(caller) &&
  (caller.administrator ||
    caller.id === system.ownerId ||
    caller.id === system.backupId ||
    caller.leads.includes(system.organizationId));
