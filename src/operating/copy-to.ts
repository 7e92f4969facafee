import { environment, readConfig, SETTINGS } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { copyInto } from '../store/moving.ts';
import { providerOf } from '../store/schema.ts';
import { brokenHistory, operate } from './operate.ts';

const USAGE = `npm run copy-to -- postgresql://USER:PASSWORD@HOST:PORT/DATABASE: moves the registry of the database file to PostgreSQL, whole, while Daylight is stopped.
COPY_TO=postgresql://… npm run copy-to: the same, where others see this machine's processes.`;

operate(USAGE, async (named) => {
  const { DATABASE_URL: from } = readConfig(environment());
  const asked = SETTINGS.DATABASE_URL.read.safeParse(named ?? process.env.COPY_TO);
  const into = asked.data ?? '';
  if (providerOf(into) !== 'postgresql')
    throw new Refusal(
      'Name where it goes: npm run copy-to -- postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with / and @ in a password as %2F and %40, without ?schema=',
    );
  if (providerOf(from) !== 'sqlite')
    throw new Refusal('DATABASE_URL names a PostgreSQL database already; `backup` and `restore` move that.');
  const { rows, broken } = await copyInto(from, into);
  return `${rows} rows are copied, by count and by hash the same.${brokenHistory(broken)} Set DATABASE_URL to the new database and start Daylight.`;
});
