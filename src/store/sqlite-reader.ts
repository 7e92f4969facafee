import type Database from 'libsql';
import type { Queries, Read, Value } from './reading.ts';
import { isBusy, openSqlite, type SqliteOptions } from './sqlite-adapter.ts';
import { sqliteStatements } from './sqlite-statements.ts';

/** libsql answers at once: without a pause, a loop of queries would never let anything else happen. */
const LONGEST_MS = 5;

/** Reads on a connection of its own: what it reads was committed, and it waits for no transaction of ours. */
export function sqliteReader(options: SqliteOptions): { read: Read; close(): void } {
  let open: { db: Database.Database; statements: ReturnType<typeof sqliteStatements> } | undefined;
  let isClosed = false;
  let lastPause = 0;
  let pause: Promise<void> | undefined;

  function opened() {
    const db = openSqlite(options);
    return { db, statements: sqliteStatements(db) };
  }

  function statements() {
    if (isClosed) throw new Error('the database is closed');
    open ??= opened();
    return open.statements;
  }

  function renew(): void {
    // The old one stays as long as there is no new one: asking a closed connection ends the process.
    const before = open;
    open = opened();
    before?.db.close();
  }

  /** One pause for all who read, so that together they hold nobody up for longer. */
  function paused(): Promise<void> {
    pause ??= new Promise<unknown>(setImmediate).then(() => {
      lastPause = performance.now();
      pause = undefined;
    });
    return pause;
  }

  async function reading<Found>(look: (by: ReturnType<typeof statements>) => Found): Promise<Found> {
    while (performance.now() - lastPause > LONGEST_MS) await paused();
    const began = performance.now();
    try {
      return look(statements());
    } catch (error) {
      if (isBusy(error)) renew();
      throw error;
    } finally {
      options.took?.((performance.now() - began) / 1000);
    }
  }

  const query = <Row>(sql: string, ...values: readonly Value[]) => reading((by) => by.read<Row>(sql, values));
  const together = (queries: Queries, ...values: (readonly Value[])[]) =>
    reading((by) => by.readTogether(queries, values));

  return {
    read: Object.assign(query, { holdsUp: true, together: together as unknown as Read['together'] }),
    close() {
      isClosed = true;
      open?.db.close();
      open = undefined;
    },
  };
}
