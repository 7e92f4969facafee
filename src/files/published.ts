import { type System, systemNumber } from '../domain/system.ts';
import { csv } from './csv.ts';
import type { Exported } from './registry.ts';

// The shapes in which registers are published. Labels come from the catalogues, so that each language has its own.

/** The catalogue's words for the choices of a field, in one language. */
export interface Labels {
  language: 'en' | 'fr';
  choice(field: string, value: string): string;
  column(key: (typeof NINE)[number]): string;
}

/** The columns of Ontario's list of AI use cases. */
export const NINE = [
  'name',
  'description',
  'ministry',
  'launch',
  'capabilities',
  'autonomous',
  'human',
  'users',
  'data',
] as const;

const nine = ({ system, organization }: Exported, { language, choice }: Labels): string[] => [
  (language === 'fr' && system.nameFr) || system.nameEn,
  (language === 'fr' && system.descriptionFr) || system.descriptionEn,
  language === 'fr' ? organization.nameFr : organization.nameEn,
  system.startedOn?.toString() ?? '',
  system.capabilities.map((capability) => choice('capabilities', capability)).join('; '),
  choice('autonomy', system.autonomy),
  system.oversight ?? '',
  choice('users', system.users),
  system.data ?? '',
];

/** Ontario's nine-column list. */
export const ontarioCsv = (systems: readonly Exported[], labels: Labels): Promise<Uint8Array> =>
  csv(
    NINE.map((key) => labels.column(key)),
    systems,
    (system) => nine(system, labels),
  );

/** The columns of the UK's Algorithmic Transparency Recording Standard that the record knows, as its CSV of 2021 names them. */
const ATRS: readonly (readonly [string, (exported: Exported, labels: Labels) => string])[] = [
  ['id', ({ system }) => systemNumber(system.number)],
  ['name', ({ system }) => system.nameEn],
  ['description', ({ system }) => system.descriptionEn],
  ['organisation', ({ organization }) => organization.nameEn],
  ['team', ({ system }) => system.branch ?? ''],
  ['contact_email', ({ ownerEmail }) => ownerEmail ?? ''],
  ['senior_responsible_owner', ({ system }) => system.executive ?? ''],
  ['phase', ({ system }, { choice }) => choice('lifecycle', system.lifecycle)],
  ['scope', ({ system }) => system.purpose ?? ''],
  [
    'model_type',
    ({ system }, { choice }) => system.capabilities.map((c) => choice('capabilities', c)).join('; '),
  ],
  ['process_integration', ({ system }, { choice }) => choice('autonomy', system.autonomy)],
  ['human_decisions', ({ system }) => system.oversight ?? ''],
  ['source_data_description', ({ system }) => system.data ?? ''],
  ['external_supplier', ({ system }) => system.vendor ?? ''],
  ['appeals_and_review', ({ system }) => system.challenge ?? ''],
  ['date_update', ({ system }) => system.validatedOn?.toString() ?? ''],
];

export const atrsCsv = (systems: readonly Exported[], labels: Labels): Promise<Uint8Array> =>
  csv(
    ATRS.map(([name]) => name),
    systems,
    (system) => ATRS.map(([, of]) => of(system, labels)),
  );

/** A dataset as CKAN's catalogues describe it, Ontario's schema: the nine-column list in both languages as its resources. */
export function ckanPackage(
  systems: readonly Pick<System, 'validatedOn'>[],
  texts: Record<'en' | 'fr', { title: string; notes: string; resource: string; file: string }>,
  today: string,
): Uint8Array {
  const both = (key: 'title' | 'notes' | 'resource') => ({ en: texts.en[key], fr: texts.fr[key] });
  const dataset = {
    type: 'dataset',
    name: 'ai-use-cases',
    title: texts.en.title,
    title_translated: both('title'),
    notes: texts.en.notes,
    notes_translated: both('notes'),
    license_id: 'OGL-ON-1.0',
    access_level: 'open',
    update_frequency: 'on_demand',
    current_as_of: today,
    num_records: systems.length,
    resources: (['en', 'fr'] as const).map((language) => ({
      name: texts[language].resource,
      name_translated: both('resource'),
      language: language === 'en' ? ['english'] : ['french'],
      format: 'CSV',
      mimetype: 'text/csv',
      url: texts[language].file,
      data_last_updated: today,
    })),
  };
  return new TextEncoder().encode(`${JSON.stringify(dataset, null, 2)}\n`);
}
