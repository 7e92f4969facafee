import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import { CAPABILITIES, LIFECYCLES } from '../domain/system.ts';
import { cellOf, EXPORTED, type Exported, type ExportedField, headerOf, kindOf } from './registry.ts';

const day = z.iso.date();

/** What one field of a record is in JSON. */
function schemaOf(field: ExportedField): z.ZodType {
  if (field === 'number') return z.string().regex(/^AI-\d{4,}$/);
  if (field === 'organizationId' || field === 'ownerId') return z.string();
  if (field === 'lifecycle') return z.enum(LIFECYCLES);
  if (field === 'capabilities') return z.array(z.enum(CAPABILITIES));
  const kind = kindOf(field);
  if (kind === null || kind.kind === 'day') return day.nullable();
  if (kind.kind === 'choice')
    return field === 'exemption' ? z.enum(kind.options as never).nullable() : z.enum(kind.options as never);
  if (kind.kind === 'link') return z.url().nullable();
  return field === 'nameEn' || field === 'descriptionEn' ? z.string() : z.string().nullable();
}

const system = z.strictObject(
  Object.fromEntries(EXPORTED.map((field) => [headerOf(field), schemaOf(field)])) as Record<
    string,
    z.ZodType
  >,
);

/** An export of the registry, as a schema: of the JSON file, and of the JSON Schema that goes with it. */
export const registrySchema = z.strictObject({
  $schema: z.string(),
  exportedOn: day,
  systems: z.array(system),
});

export const SCHEMA_FILE = 'registry.schema.json';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

export const jsonSchema = (): Uint8Array =>
  bytes({ $id: SCHEMA_FILE, title: 'A registry of AI systems', ...z.toJSONSchema(registrySchema) });

const jsonOf = (field: ExportedField, exported: Exported): unknown => {
  if (field === 'capabilities') return exported.system.capabilities;
  const text = cellOf(field, exported);
  return text === '' && field !== 'descriptionEn' ? null : text;
};

/** Records that are written before others take their turn. */
const PAGE = 200;

export async function registryJson(systems: readonly Exported[], exportedOn: string): Promise<Uint8Array> {
  const records: string[] = [];
  for (const [i, exported] of systems.entries()) {
    records.push(
      JSON.stringify(Object.fromEntries(EXPORTED.map((field) => [headerOf(field), jsonOf(field, exported)]))),
    );
    if (i % PAGE === 0) await breathe();
  }
  const head = JSON.stringify({ $schema: SCHEMA_FILE, exportedOn }).slice(1, -1);
  return new TextEncoder().encode(`{${head},"systems":[\n${records.join(',\n')}\n]}\n`);
}
