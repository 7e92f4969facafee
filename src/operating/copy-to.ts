import { environment, readConfig, SETTINGS } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { copyInto } from '../store/moving.ts';
import { providerOf } from '../store/schema.ts';
import { operate } from './operate.ts';

// `npm run copy-to postgresql://…`, or COPY_TO=postgresql://… for who else sees this machine's processes: moves the registry of a database file to PostgreSQL, whole, while Daylight is stopped.
operate(async () => {
  const { DATABASE_URL: from } = readConfig(environment());
  const asked = SETTINGS.DATABASE_URL.read.safeParse(process.argv[2] ?? process.env.COPY_TO);
  const into = asked.data ?? '';
  if (providerOf(into) !== 'postgresql')
    throw new Refusal(
      'Name where it goes: npm run copy-to -- postgresql://USER:PASSWORD@HOST:PORT/DATABASE, without ?schema=',
    );
  if (providerOf(from) !== 'sqlite')
    throw new Refusal('DATABASE_URL names a PostgreSQL database already; `backup` and `restore` move that.');
  const { rows } = await copyInto(from, into);
  return `${rows} rows are copied, by count and by hash the same. Set DATABASE_URL to the new database and start Daylight.`;
});
