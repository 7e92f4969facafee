import { migrate } from '../../src/store/migrate.ts';
import { PrismaPostgres } from '../../src/store/postgres-adapter.ts';

let made = 0;

/** A new, migrated database on a server; its URL. */
export async function database(server: string): Promise<string> {
  made += 1;
  const name = `daylight_test_${process.pid}_${made}`;
  const adapter = await new PrismaPostgres({ url: server, patient: true }).connect();
  await adapter.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await adapter.executeScript(`CREATE DATABASE "${name}"`);
  await adapter.dispose();
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await migrate(url);
  return url;
}
