import { AsyncLocalStorage } from 'node:async_hooks';
import type { Column, Query } from './reading.ts';

// A write that people wait for says most of its statements in SQL, within the transaction that Prisma began, by the driver
// alone: Prisma's engine takes several times as long as such a statement itself (README, decision 45).

/** The statements of one transaction. Parameters are `$1`, `$2` …, first named in this order. */
export interface Statements {
  read: Query;
  /** Runs what gives no rows back; how many rows it changed. */
  run(sql: string, ...values: readonly Column[]): Promise<number>;
}

/** Called by a driver adapter as it begins a transaction. */
export type Began = (statements: Statements) => void;

const beginning = new AsyncLocalStorage<{ statements?: Statements }>();
const known = new WeakMap<object, Statements>();

/** For a driver adapter: whose transaction it is that begins. */
export const began: Began = (statements) => {
  const whose = beginning.getStore();
  if (whose) whose.statements = statements;
};

interface Client<Tx extends object> {
  $transaction<Result>(work: (tx: Tx) => Promise<Result>, options?: object): Promise<Result>;
}

/** Lets the transactions of a client, of which the adapter calls `began`, say statements of their own. */
export function withStatements<Tx extends object>(client: Client<Tx>): void {
  const transaction = client.$transaction.bind(client) as Client<Tx>['$transaction'];
  client.$transaction = (work, options) =>
    beginning.run({}, () => {
      const whose = beginning.getStore()!;
      return transaction((tx) => {
        known.set(tx, whose.statements!);
        return work(tx);
      }, options);
    });
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
