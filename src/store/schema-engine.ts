import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';

/** The part of Prisma's schema engine that we call. */
interface SchemaEngine {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: unknown): Promise<{ stdout: string | null }>;
}
interface SchemaEngineClass {
  new: (options: unknown, log: () => void, adapter: unknown) => Promise<SchemaEngine>;
}

/** Node's own, which its types leave out. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: object } }>;
};

let loaded: SchemaEngineClass | undefined;

/** The engine as WebAssembly from the package registry: the native one comes from a host that offices block. */
async function engineClass(): Promise<SchemaEngineClass> {
  if (loaded) return loaded;
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg' as string);
  const wasm = readFileSync(entry.replace('schema_engine.js', 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start?: () => void }).__wbindgen_start?.();
  loaded = glue.SchemaEngine as SchemaEngineClass;
  return loaded;
}

/** Runs `use` with the engine; every connection that the engine opened is closed afterwards. */
export async function withSchemaEngine<T>(
  factory: SqlMigrationAwareDriverAdapterFactory,
  schema: string,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const opened: SqlDriverAdapter[] = [];
  const kept = async (connecting: Promise<SqlDriverAdapter>): Promise<SqlDriverAdapter> => {
    const adapter = await connecting;
    opened.push(adapter);
    return adapter;
  };
  const tracked: SqlMigrationAwareDriverAdapterFactory = {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => kept(factory.connect()),
    connectToShadowDb: () => kept(factory.connectToShadowDb()),
  };
  const Engine = await engineClass();
  try {
    const datamodels = [['schema.prisma', schema]];
    return await use(
      await Engine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(tracked)),
    );
  } finally {
    await Promise.all(opened.map((adapter) => adapter.dispose()));
  }
}
