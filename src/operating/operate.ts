import { Refusal, said } from '../refusal.ts';

/** Runs what an operator asked for: says what came of it, or in one sentence why not; exits accordingly. */
export function operate(work: () => Promise<string>): void {
  work().then(
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
