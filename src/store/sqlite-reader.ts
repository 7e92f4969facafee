import type Database from 'libsql';
import type { Key, OfKey, Read, Value } from './reading.ts';
import { openSqlite, type SqliteOptions } from './sqlite-adapter.ts';
import { sqliteStatements } from './sqlite-statements.ts';

/** libsql answers at once: without a pause, a loop of queries would never let anything else happen. */
const LONGEST_MS = 5;

/** A connection, and how what it reads begins and ends to be of one moment. */
interface Open {
  db: Database.Database;
  statements: ReturnType<typeof sqliteStatements>;
  begin: Database.Statement;
  end: Database.Statement;
}

/**
 * Reads on a connection of its own: what it reads was committed, and it waits for no transaction of ours. What one turn of the
 * event loop reads is of one moment: to begin and end a transaction for each query took a fifth of its time.
 */
export function sqliteReader(options: SqliteOptions): { read: Read; renewed(): void; close(): void } {
  let open: Open | undefined;
  let isOfOneMoment = false;
  let isClosed = false;
  let lastPause = 0;
  let pause: Promise<void> | undefined;

  function opened(): Open {
    const db = openSqlite(options);
    return { db, statements: sqliteStatements(db), begin: db.prepare('BEGIN'), end: db.prepare('COMMIT') };
  }

  function statements() {
    if (isClosed) throw new Error('the database is closed');
    open ??= opened();
    if (!isOfOneMoment) {
      open.begin.run();
      isOfOneMoment = true;
      setImmediate(renewed);
    }
    return open.statements;
  }

  /** Whatever is read from now on is read as it is now. */
  function renewed(): void {
    if (!isOfOneMoment) return;
    isOfOneMoment = false;
    try {
      open?.end.run();
    } catch {
      leave();
    }
  }

  /** The next look opens another connection: asking a closed one ends the process. */
  function leave(): void {
    const { db } = open ?? {};
    open = undefined;
    isOfOneMoment = false;
    if (!db) return;
    try {
      // A closed connection lives on until its statements are collected, and with it what it has begun.
      if (db.inTransaction) db.exec('ROLLBACK');
      db.close();
    } catch {
      // It is left either way.
    }
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
      // Whatever failed may have left it in the middle of something.
      leave();
      throw error;
    } finally {
      options.took?.((performance.now() - began) / 1000);
    }
  }

  const query = <Row>(sql: string, ...values: readonly Value[]) => reading((by) => by.read<Row>(sql, values));
  const of = (queries: OfKey, key: Key) => reading((by) => by.readOf(queries, key));

  return {
    read: Object.assign(query, { holdsUp: true, of: of as Read['of'] }),
    renewed,
    close() {
      isClosed = true;
      leave();
    },
  };
}
