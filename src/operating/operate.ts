import { parseArgs } from 'node:util';
import { systemNumber } from '../domain/system.ts';
import { Refusal, said } from '../refusal.ts';
import { keepFromOthers } from './backup-files.ts';

/**
 * Runs what an operator asked for, with what was named after it, if anything: says what came of it, or in one sentence why
 * not; exits accordingly. `usage` is how it is asked for.
 */
export function operate(usage: string, work: (named: string | undefined) => Promise<string>): void {
  keepFromOthers();
  asked(usage, work).then(
    (said) => {
      process.stdout.write(`${said}\n`);
      process.exit(0);
    },
    (error: unknown) => {
      process.stderr.write(`${said(error)}\n`);
      process.exit(error instanceof Refusal ? 1 : 2);
    },
  );
}

/** What to say of a registry whose history was changed outside Daylight; nothing where it was not. */
export const brokenHistory = (broken: readonly number[]): string =>
  broken.length === 0
    ? ''
    : ` The history in it was changed outside Daylight: ${broken.map(systemNumber).join(', ')}. Compare these with an earlier backup.`;

async function asked(usage: string, work: (named: string | undefined) => Promise<string>): Promise<string> {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: false,
  });
  if (values.help) return usage;
  if (positionals.length > 1 || Object.keys(values).length > 0) throw new Refusal(usage);
  return work(positionals[0]);
}
