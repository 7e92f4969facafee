import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from './command.ts';
import { type Choices, isRefusal, type Mapping, ministryKey, type Remark } from './domain/import.ts';
import { namesOf } from './domain/organization.ts';
import { mayEdit, mayUse } from './domain/permission.ts';
import type { Caller, Person } from './domain/person.ts';
import type { Registration, System } from './domain/system.ts';
import { fold } from './domain/text.ts';
import { readRow } from './files/row.ts';
import type { JobContext } from './job.ts';
import { aMember, personId } from './members.ts';
import { Problem } from './problem.ts';
import type { Writing } from './store/import-writing.ts';
import type { Import, ImportRow, Judgement } from './store/imports.ts';

// What the rows of a table come to: pure reading in `files`, and here what the registry and the workspace know.

type Given = Pick<JobContext, 'store' | 'people'>;

/** What is looked up once for a whole table. */
export interface LookUps {
  /** The id of an organization by its folded names. */
  organizations: ReadonlyMap<string, number>;
  /** Who answers today for an organization that was chosen, by its id. */
  successors: ReadonlyMap<number, number>;
  /** People as cells name them. */
  people: Map<string, Person | null>;
  /** The rows that systems were found in, by organization and name: a second one is refused. */
  seen: Map<string, number>;
}

export async function lookUps({ store }: Pick<Context, 'store'>): Promise<LookUps> {
  const organizations = new Map<string, number>();
  const all = await store.organizations.all();
  const successors = new Map(
    all.flatMap((o) => (o.successorId === null ? [] : [[o.id, o.successorId] as const])),
  );
  for (const o of all) {
    if (o.endedOn) continue;
    for (const name of namesOf(o)) if (!organizations.has(fold(name))) organizations.set(fold(name), o.id);
  }
  return { organizations, successors, people: new Map(), seen: new Map() };
}

/** A row as far as it can be read, with what it would write. */
export interface Considered {
  row: ImportRow;
  remarks: Remark[];
  /** The system that it is of; null for a new one. */
  system: System | null;
  writing: Writing | null;
}

const TIMES = 5;
/** Longer than Slack asks anybody to wait. */
const LONGEST_WAIT_S = 10;

/** Slack asks to wait when many are looked up; whoever it does not answer for is not taken for a stranger. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let time = 1; ; time++) {
    try {
      return await ask();
    } catch (error) {
      const { retryAfter } = error as { retryAfter?: number };
      if (retryAfter === undefined || time === TIMES) throw error;
      await wait(Math.min(retryAfter, LONGEST_WAIT_S) * 1000);
    }
  }
}

async function person(given: Given, known: LookUps, cell: string): Promise<Person | null> {
  if (cell === '') return null;
  const before = known.people.get(cell);
  if (before !== undefined) return before;
  const id = await patiently(() => personId(given, cell));
  const found = id ? await patiently(() => aMember(given, id)) : null;
  const member = found instanceof Problem ? null : found;
  known.people.set(cell, member);
  return member;
}

function living(organization: number, { successors }: LookUps): number {
  let id = organization;
  for (let step = 0; step < successors.size; step++) id = successors.get(id) ?? id;
  return id;
}

/** The organization of a row, or why it has none. */
function organizationOf(ministry: string, choices: Choices, known: LookUps): number | Remark {
  const key = ministryKey(ministry);
  const chosen = Object.hasOwn(choices.ministries, key) ? choices.ministries[key] : undefined;
  const found = chosen ?? (ministry === '' ? undefined : known.organizations.get(fold(ministry)));
  const organization = found ?? choices.otherMinistries;
  if (organization === 'leave') return { key: 'leftOut', given: ministry };
  if (organization !== null && organization !== undefined) return living(organization, known);
  return ministry === '' ? { key: 'noMinistry' } : { key: 'unknownMinistry', given: ministry };
}

const mayImportTo = (caller: Caller, organization: number): boolean =>
  mayUse(caller) && (caller.administrator || caller.leads.includes(organization));

/** What a page of rows comes to, against the registry as it is now. */
export async function considered(
  given: Given,
  table: Import,
  rows: readonly ImportRow[],
  caller: Caller,
  known: LookUps,
): Promise<Considered[]> {
  const choices = table.choices as Choices;
  const read = rows.map((row) => {
    const found = readRow(row.cells, table.headers, table.mapping as Mapping, choices);
    const organization = organizationOf(found.ministry, choices, known);
    return { row, found, organization, name: String(found.values.nameEn ?? '') };
  });
  const names = read.flatMap(({ organization, name }) =>
    typeof organization === 'number' && name ? [{ organization, name }] : [],
  );
  const numbers = read.flatMap(({ found }) => found.number ?? []);
  const systems = await given.store.imports.matching(names, numbers);
  const byName = new Map(systems.map((s) => [`${s.organizationId}:${fold(s.nameEn)}`, s]));
  const byNumber = new Map(systems.map((s) => [s.number, s]));
  const all: Considered[] = [];
  for (const { row, found, organization, name } of read) {
    const remarks = [...found.remarks];
    const numbered = found.number === null ? undefined : byNumber.get(found.number);
    // A row that names its system by number need not name its ministry again.
    const owning = typeof organization === 'number' ? organization : numbered?.organizationId;
    if (owning === undefined) {
      all.push({ row, remarks: [...remarks, organization as Remark], system: null, writing: null });
      continue;
    }
    const key = numbered ? `#${numbered.number}` : `${owning}:${fold(name)}`;
    const twin = known.seen.get(key);
    if (twin !== undefined && twin !== row.line) remarks.push({ key: 'sameAsLine', given: String(twin) });
    else known.seen.set(key, row.line);
    const system = numbered ?? byName.get(`${owning}:${fold(name)}`) ?? null;
    // What was merged lives on in another record: its own row has nothing more to say.
    const isMerged = system !== null && system.mergedIntoId !== null;
    if (isMerged) remarks.push({ key: 'isMerged' });
    const owner = await person(given, known, found.owner);
    const backup = await person(given, known, found.backup);
    if (found.owner !== '' && !owner) remarks.push({ key: 'unknownOwner', given: found.owner });
    if (found.backup !== '' && !backup) remarks.push({ key: 'unknownBackup', given: found.backup });
    if (!mayImportTo(caller, owning)) remarks.push({ key: 'notYours' });
    else if (system && !mayEdit(caller, system)) remarks.push({ key: 'mayNotEdit' });
    const people = { owner, backup, caller };
    const values = { ...found.values, organizationId: owning };
    let writing: Writing | null = null;
    if (!system) writing = newOf(row.line, values, people, choices, table.restores ? found.number : null);
    else if (!isMerged) writing = updateOf(row.line, system, values, people);
    if (!system && found.number !== null && !table.restores)
      remarks.push({ key: 'otherNumber', given: String(found.number) });
    all.push({ row, remarks, system, writing });
  }
  return all;
}

interface People {
  owner: Person | null;
  backup: Person | null;
  caller: Caller;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The fields in which the row differs from its system; null when there are none. */
function updateOf(
  line: number,
  system: System,
  values: Record<string, unknown>,
  { owner, backup }: People,
): Writing | null {
  const wanted: Record<string, unknown> = {
    ...values,
    ...(owner && { ownerId: owner.id }),
    ...(backup && backup.id !== (owner?.id ?? system.ownerId) && { backupId: backup.id }),
  };
  if (wanted.lifecycle !== undefined && wanted.lifecycle !== 'retired') wanted.retiredOn = null;
  if (wanted.backupId === undefined && owner && owner.id === system.backupId) wanted.backupId = null;
  const patch = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => !same(system[field as keyof System], value)),
  );
  return Object.keys(patch).length > 0 ? { line, system: system.number, patch } : null;
}

function newOf(
  line: number,
  values: Record<string, unknown>,
  { owner, backup, caller }: People,
  choices: Choices,
  number: number | null,
): Writing {
  const ownerId = owner?.id ?? caller.id;
  const register = {
    descriptionEn: '',
    lifecycle: choices.lifecycle,
    tier: 'untiered',
    personalInformation: 'unknown',
    users: 'unknown',
    ...values,
    ownerId,
    backupId: backup && backup.id !== ownerId ? backup.id : null,
  } as unknown as Registration;
  return { line, register, number };
}

/** What a considered row comes to, as it is kept. */
export function judgement({ row, remarks, system, writing }: Considered): Judgement {
  const refused = remarks.some(isRefusal);
  const state = refused ? 'refused' : system === null ? 'new' : writing ? 'update' : 'same';
  return { line: row.line, state, why: remarks, system: refused ? null : (system?.number ?? null) };
}
