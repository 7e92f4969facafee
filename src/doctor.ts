import { systemClock } from './clock.ts';
import { environment, readConfig } from './config.ts';
import { systemNumber } from './domain/system.ts';
import { Refusal } from './refusal.ts';
import { openStore } from './store/store.ts';

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** `npm run doctor`: looks through the whole history, and says whether it was changed beside the product. */
async function examine(): Promise<boolean> {
  const store = await openStore(readConfig(environment()).DATABASE_URL);
  const { entries, broken } = await store.history.verify(systemClock.now());
  await store.close();
  print(`History: ${entries} entries looked through.`);
  if (broken.length === 0) {
    print('Every entry is as it was written.');
    return true;
  }
  print(
    `Changed beside Daylight: ${broken.map((number) => systemNumber(number)).join(', ')}.\n` +
      'Compare these with a backup from before, and find out who can write to the database file.',
  );
  return false;
}

examine().then(
  (isWell) => process.exit(isWell ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Refusal ? error.message : (error as Error).stack}\n`);
    process.exit(2);
  },
);
