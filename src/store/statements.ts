import type { Column, Query } from './reading.ts';

// A write that people wait for says most of its statements in SQL, within the transaction that Prisma began, by the driver
// alone: Prisma's engine takes several times as long as such a statement itself (README, decision 45).

/** The statements of one transaction. Parameters are `$1`, `$2` …, first named in this order. */
export interface Statements {
  read: Query;
  /** Runs what gives no rows back; how many rows it changed. */
  run(sql: string, ...values: readonly Column[]): Promise<number>;
}

/**
 * Called by a driver adapter as a transaction of that isolation level is asked of it. What it returns is called as that
 * transaction has begun; undefined: nobody says statements in it.
 */
export type Asked = (level: string | undefined) => ((statements: Statements) => void) | undefined;

interface Client<Tx extends object> {
  $transaction<Result>(
    work: (tx: Tx) => Promise<Result>,
    options?: { isolationLevel?: string },
  ): Promise<Result>;
}

interface Asking {
  statements?: Statements;
  /** Lets the next one ask. */
  pass(): void;
}

/** What all transactions are, by the lock that each takes first. Those that Prisma begins of itself name none. */
const LEVEL = 'Serializable';
const known = new WeakMap<object, Statements>();

/**
 * Tells whose transaction it is that an adapter begins, which Prisma does not: transactions ask for theirs one after the
 * other, and each lets the next one ask as soon as the adapter was asked. (An AsyncLocalStorage tells it as well, and slows
 * every promise of the process before Node 24.)
 */
export function beginnings() {
  let asking: Asking | undefined;
  let turn: Promise<void> = Promise.resolve();
  const asked: Asked = (level) => {
    if (level === undefined) return undefined;
    const mine = asking;
    asking = undefined;
    mine?.pass();
    return (statements) => {
      if (mine) mine.statements = statements;
    };
  };
  return {
    asked,
    /** Lets the transactions of a client, whose adapter calls `asked`, say statements of their own. */
    withStatements<Tx extends object>(client: Client<Tx>): void {
      const transaction = client.$transaction.bind(client) as Client<Tx>['$transaction'];
      client.$transaction = async (work, options) => {
        const before = turn;
        let pass = () => {};
        turn = new Promise((resolve) => {
          pass = resolve;
        });
        await before;
        const mine: Asking = { pass };
        asking = mine;
        try {
          return await transaction(
            (tx) => {
              if (mine.statements) known.set(tx, mine.statements);
              return work(tx);
            },
            { ...options, isolationLevel: options?.isolationLevel ?? LEVEL },
          );
        } finally {
          if (asking === mine) asking = undefined;
          pass();
        }
      };
    },
  };
}

/** The statements of a transaction. */
export function statementsOf(tx: object): Statements {
  const statements = known.get(tx);
  if (!statements) throw new Error('not within a transaction');
  return statements;
}

/** As Prisma says of one that took too long: worth trying again. */
const OVER = 'P2028';

/** Refuses statements once the transaction is over: they would be written by themselves. */
export function untilOver(statements: Statements): { statements: Statements; end(): void } {
  let isOver = false;
  const check = () => {
    if (isOver) throw Object.assign(new Error('the transaction is over'), { code: OVER });
  };
  return {
    statements: {
      async read(sql, ...values) {
        check();
        return statements.read(sql, ...values);
      },
      async run(sql, ...values) {
        check();
        return statements.run(sql, ...values);
      },
    },
    end() {
      isOver = true;
    },
  };
}
