import type { Context } from './command.ts';
import type { System } from './domain/system.ts';
import { systemNumber } from './domain/system.ts';
import { shortened } from './domain/text.ts';
import { Problem } from './problem.ts';
import type { Changed } from './store/systems.ts';
import type { Write } from './store/writing.ts';

// What commands need to write: who, when, why; and what happens when somebody else was faster.

const ATTEMPTS = 3;

/** The caller as the one who writes. */
export const writeOf = async (
  { caller, now, today, policy }: Context,
  more: Pick<Write, 'request' | 'why' | 'tell'> = {},
): Promise<Write> => ({
  by: caller.id,
  at: now,
  today,
  policy: await policy(),
  ...more,
});

/** Changes a system as it is now; when somebody was faster, decides again on what they left. */
export async function changeNow(
  context: Context,
  system: System,
  patchOf: (system: System) => Partial<System>,
  write: Write,
): Promise<Extract<Changed, { result: 'changed' }>> {
  const { store } = context;
  let current = system;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const outcome = await store.systems.change(current, patchOf(current), write);
    if (outcome.result === 'changed') return outcome;
    if (outcome.result === 'name-taken') throw await nameTaken(context, outcome.existing);
    const fresh = await store.systems.get(system.number);
    if (!fresh) throw new Error(`system ${system.number} vanished while it was changed`);
    current = fresh;
  }
  throw new Problem('busy', { number: systemNumber(system.number) });
}

/** The organization has a system of this name already: which, and the way to it. */
export async function nameTaken({ store }: Context, existing: System): Promise<Problem> {
  const organization = await store.organizations.get(existing.organizationId);
  const number = systemNumber(existing.number);
  return new Problem('nameTaken', { organization: organization?.acronym ?? '', number }, [
    { label: shortened(`${number} ${existing.nameEn}`, 75), line: `show ${number}` },
  ]);
}

/** Throws the Problem that says who may do this, when the caller is no administrator. */
export function mustAdminister({ caller }: Pick<Context, 'caller'>): void {
  if (!caller.administrator) throw new Problem('administratorsOnly');
}
