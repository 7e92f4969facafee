import { execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/store/connection.ts';
import { PrismaClient } from '../../src/store/generated/sqlite/client.ts';
import { migrate } from '../../src/store/migrate.ts';
import { PrismaSqlite } from '../../src/store/sqlite-adapter.ts';
import { aFolder } from '../support/database.ts';
import { TYPESCRIPT } from '../support/node-flags.ts';

const run = promisify(execFile);
const COMPETITOR = path.join(import.meta.dirname, '../support/competitor.ts');

const aClient = (file: string, busyTimeout = 10_000) =>
  new PrismaClient({
    adapter: new PrismaSqlite({ url: `file:${file}`, busyTimeout }),
    transactionOptions: { maxWait: 10_000 },
  });

const organization = (acronym: string) => ({
  data: { acronym, nameEn: acronym, nameFr: acronym, nameFold: acronym, aliases: [] },
});

/** Another process that holds the write lock until it is told to let go. */
async function holding(file: string): Promise<{ release(): Promise<void> }> {
  const program = `const D=require('libsql');const d=new D(process.argv[1]);d.exec('BEGIN IMMEDIATE');console.log('held');process.stdin.once('data',()=>{d.exec('ROLLBACK');process.exit(0)})`;
  const child = spawn(process.execPath, ['-e', program, file], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  return {
    async release() {
      child.stdin.write('go');
      await gone;
    },
  };
}

describe('the driver', () => {
  test('works again after another process held the lock for longer than it waits', async () => {
    const file = path.join(aFolder(), 'busy.db');
    await migrate(`file:${file}`);
    const db = aClient(file, 100);
    await db.organization.create(organization('A'));
    const lock = await holding(file);
    const refused = await Promise.allSettled([
      db.organization.create(organization('B')),
      db.$transaction((tx) => tx.organization.create(organization('C'))),
    ]);
    await lock.release();
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    for (let i = 0; i < 5; i++) {
      await db.$transaction((tx) => tx.organization.create(organization(`T${i}`)));
      await db.organization.create(organization(`P${i}`));
    }
    await db.$disconnect();
    const again = aClient(file);
    expect(await again.organization.count()).toBe(11);
    await again.$disconnect();
  });

  test('loses no write and mixes no transactions when two processes compete', async () => {
    const file = path.join(aFolder(), 'compete.db');
    await migrate(`file:${file}`);
    const compete = (name: string) => run(process.execPath, [...TYPESCRIPT, COMPETITOR, file, name, '60']);
    await Promise.all([compete('a'), compete('b')]);
    const db = aClient(file);
    expect(await db.organization.count()).toBe(2 * 60 * 0.75);
    await db.$disconnect();
  });

  test('shows what was committed at once, to those too who read a moment before', async () => {
    const url = `file:${path.join(aFolder(), 'moment.db')}`;
    await migrate(url);
    const { db, read, close } = await connect(url, {});
    const count = async () => (await read<{ n: number }>('SELECT COUNT(*) AS "n" FROM "Organization"'))[0]!.n;
    for (let before = 0; before < 10; before++) {
      await db.$transaction(async (tx) => {
        await tx.organization.create(organization(`O${before}`));
        expect(await count()).toBe(before);
      });
      expect(await count()).toBe(before + 1);
    }
    await close();
  });
});
