import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlQuery, SqlQueryable, Transaction } from '@prisma/driver-adapter-utils';
import { type Named, queryingBy, runningBy } from './postgres-statements.ts';
import { type Asked, untilOver } from './statements.ts';
import type { Watched } from './watched.ts';

export interface PostgresOptions extends Watched {
  url: string;
  /** Upgrades, copies and backups may take their time; nothing else may. */
  patient?: boolean;
  /** Its transactions only read, and keep nobody from writing. */
  readsOnly?: boolean;
  /** Called as a transaction is asked for. */
  asked?: Asked;
}

/** Connections of one process; three replicas stay far below a server's usual hundred. */
const CONNECTIONS = 10;
const CONNECT_MS = 5_000;
const STATEMENT_MS = 30_000;
/** A server that does not say a word for so long is looked for. */
const SILENT_MS = 5_000;
/** A process that was frozen within a transaction must not hold the others up. */
const IDLE_IN_TRANSACTION_MS = 10_000;
const LOCK_MS = 20_000;
/** "Dayl" in ASCII: the lock that each transaction takes, as SQLite's BEGIN IMMEDIATE does. */
export const WRITE_LOCK = 0x4461796c;

/** Prisma's word for connections that share a session, as those of PostgreSQL in WebAssembly do: none can prepare under a name. */
const SHARED = /[?&]pgbouncer=true\b/;

/** How connections are named: the service's, and those of what operators run. */
export const SERVING = 'daylight';
const OPERATING = 'daylight-operating';

const isRead = (sql: string): boolean => /^\s*(select|show|explain|begin|commit|rollback|set)\b/i.test(sql);

/**
 * Prisma's adapter for PostgreSQL with SQLite's rule for transactions: one at a time in the whole database, among all
 * replicas. So what a transaction looks at stays as it is until it ends, ids are committed in their order (who reads "what
 * came after this id" misses nothing), and the same code is right on both databases. A registry writes seldom.
 */
export class PrismaPostgres extends PrismaPg {
  #watched: Watched;
  #locks: boolean;
  #asked: Asked | undefined;
  #connected: ReturnType<PrismaPg['connect']> | undefined;

  constructor({ url, patient = false, readsOnly = false, asked, ...watched }: PostgresOptions) {
    super(
      {
        connectionString: url,
        max: CONNECTIONS,
        // One is always open, so that others see that somebody serves.
        ...(!patient && { min: 1 }),
        connectionTimeoutMillis: CONNECT_MS,
        keepAlive: true,
        keepAliveInitialDelayMillis: SILENT_MS,
        application_name: patient ? OPERATING : SERVING,
        ...(!patient && {
          statement_timeout: STATEMENT_MS,
          // A server that is gone without a word ends nothing.
          query_timeout: STATEMENT_MS + SILENT_MS,
          idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
          lock_timeout: LOCK_MS,
        }),
      },
      // A connection that was lost while nobody used it is replaced by the pool; whoever uses one hears of it.
      {
        onPoolError: () => {},
        onConnectionError: () => {},
        statementNameGenerator: (query: Named) => (SHARED.test(url) ? '' : (query.name ?? '')),
      },
    );
    this.#watched = watched;
    this.#locks = !readsOnly;
    this.#asked = asked;
  }

  /** One pool for all who connect. */
  override connect(): ReturnType<PrismaPg['connect']> {
    this.#connected ??= this.#connect();
    return this.#connected;
  }

  async #connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    this.#listen(adapter);
    const begin = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => {
      const begun = this.#asked?.(level);
      // The lock is what makes it serializable: PostgreSQL need not look for conflicts as well.
      const transaction = await begin(this.#locks && level === 'SERIALIZABLE' ? undefined : level);
      this.#listen(transaction);
      if (this.#locks) await locked(transaction);
      begun?.(beside(transaction));
      return transaction;
    };
    return adapter;
  }

  #listen(queryable: SqlQueryable): void {
    const { queryRaw, executeRaw } = queryable;
    queryable.queryRaw = (query) => this.#watch(query, queryRaw.call(queryable, query));
    queryable.executeRaw = (query) => this.#watch(query, executeRaw.call(queryable, query));
  }

  async #watch<T>({ sql }: SqlQuery, running: Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await running;
    this.#watched.took?.((performance.now() - began) / 1000);
    if (!isRead(sql)) this.#watched.wrote?.();
    return result;
  }
}

/** What a transaction says beside Prisma, which ends it by a statement. */
function beside(transaction: Transaction) {
  const { executeRaw } = transaction;
  const { statements, end } = untilOver({
    read: queryingBy(async () => transaction),
    run: runningBy(transaction),
  });
  transaction.executeRaw = (query) => {
    if (/^(commit|rollback)\b/i.test(query.sql)) end();
    return executeRaw.call(transaction, query);
  };
  return statements;
}

async function locked(transaction: Transaction): Promise<void> {
  try {
    await transaction.executeRaw({
      sql: `SELECT pg_advisory_xact_lock(${WRITE_LOCK})`,
      args: [],
      argTypes: [],
    });
  } catch (error) {
    await transaction.executeRaw({ sql: 'ROLLBACK', args: [], argTypes: [] }).catch(() => {});
    await transaction.rollback();
    throw error;
  }
}
