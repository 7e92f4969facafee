import { z } from 'zod';
import { type Answer, type Context, defineCommand, type FileOut, rest } from '../src/command.ts';
import { mayEdit } from '../src/domain/permission.ts';
import { fold } from '../src/domain/text.ts';
import { registryCsv } from '../src/files/csv.ts';
import { jsonSchema, registryJson, SCHEMA_FILE } from '../src/files/json.ts';
import { atrsCsv, ckanPackage, type Labels, ontarioCsv } from '../src/files/published.ts';
import type { Exported } from '../src/files/registry.ts';
import { askedSystems } from '../src/filters.ts';
import { Problem } from '../src/problem.ts';
import { problemMessage } from '../src/views/problem.ts';
import { choiceText } from '../src/views/values.ts';
import type { Words } from '../src/words/words.ts';

const FORMATS = ['csv', 'json', 'ontario', 'atrs', 'ckan'] as const;
type Format = (typeof FORMATS)[number];
/** The shapes that are made to be published. */
const FOR_PUBLICATION: readonly Format[] = ['ontario', 'atrs', 'ckan'];
const PAGE = 200;

export const exportRegistry = defineCommand({
  name: 'export',
  nameFr: 'exporter',
  group: 'tables',
  summary: 'export.summary',
  usage: {
    en: '[csv|json|ontario|atrs|ckan] [filters]',
    fr: '[csv|json|ontario|atrs|ckan] [filtres]',
  },
  args: z.object({ format: rest, filters: rest }),
  async run({ args, ...context }): Promise<Answer> {
    const given = fold(args.format);
    const format = FORMATS.find((f) => f === given) ?? 'csv';
    const filters = given === '' || given === format ? args.filters : `${args.format} ${args.filters}`.trim();
    const { filter, labels } = await askedSystems(context, filters, `export ${format}`).catch(
      (error: unknown) => unknownFormat(context, given === format ? '' : args.format, error),
    );
    // An export of everything keeps what was retired, so that it can be brought in again as it was.
    const isPublished = FOR_PUBLICATION.includes(format);
    const wanted = labels.length === 0 && !isPublished ? { ...filter, all: true as const } : filter;
    const { systems, restricted, underReview } = await collected(context, wanted, isPublished);
    if (systems.length === 0 && restricted === 0)
      throw labels.length > 0
        ? new Problem('nothingToExport', { filters: context.words.join(labels) })
        : new Problem('nothingRegistered', {}, [{ label: context.words.t('do.register'), line: 'register' }]);
    const message = problemMessage(
      told(context.words, systems.length, { restricted, underReview: isPublished ? underReview : 0 }),
    );
    return { kind: 'files', files: await filesOf(context, format, systems), message };
  },
});

/** A first word that is neither a format nor a filter was meant as a format. */
function unknownFormat({ words }: Context, given: string, error: unknown): never {
  // A filter that is nearly right is a filter; the last offer leads to all of them.
  const isTheFormat =
    error instanceof Problem &&
    given !== '' &&
    error.offers.length <= 1 &&
    fold(String(error.values.given)) === fold(given);
  if (!isTheFormat) throw error;
  const offers = FORMATS.map((format) => ({ label: format, line: `export ${format}` }));
  throw new Problem('unknownFormat', { given, formats: words.join(FORMATS) }, offers);
}

/** The systems that may leave in this shape, and how many may not. */
async function collected(
  { store, caller }: Context,
  filter: Parameters<Context['store']['systems']['each']>[0],
  isPublished: boolean,
): Promise<{ systems: Exported[]; restricted: number; underReview: number }> {
  const systems: Exported[] = [];
  let restricted = 0;
  let underReview = 0;
  for await (const page of store.systems.each(filter, PAGE)) {
    const emails = await store.people.emails(page.map(({ system }) => system.ownerId));
    for (const { system, organization } of page) {
      if (system.disclosure === 'restricted' && (isPublished || !mayEdit(caller, system))) {
        restricted += 1;
        continue;
      }
      if (system.disclosure === 'under-review') underReview += 1;
      systems.push({ system, organization, ownerEmail: emails.get(system.ownerId) ?? null });
    }
  }
  return { systems, restricted, underReview };
}

const told = (
  words: Words,
  count: number,
  { restricted, underReview }: { restricted: number; underReview: number },
): string =>
  [
    words.t('export.done', { count }),
    ...(restricted > 0 ? [words.t('export.restricted', { count: restricted })] : []),
    ...(underReview > 0 ? [words.t('export.underReview', { count: underReview })] : []),
  ].join(' ');

const labelsOf = (words: Words): Labels => ({
  language: words.language,
  choice: (field, value) => choiceText(words, field, value),
  column: (key) => words.t(`ontario.${key}`),
});

async function filesOf(
  { words, wordsFor, today }: Context,
  format: Format,
  systems: readonly Exported[],
): Promise<FileOut[]> {
  const day = today.toString();
  switch (format) {
    case 'csv':
      return [{ name: `ai-registry-${day}.csv`, content: await registryCsv(systems) }];
    case 'json':
      return [
        { name: `ai-registry-${day}.json`, content: await registryJson(systems, day) },
        { name: SCHEMA_FILE, content: jsonSchema() },
      ];
    case 'ontario':
      return [
        {
          name: `ai-use-cases-${day}-${words.language}.csv`,
          content: await ontarioCsv(systems, labelsOf(words)),
        },
      ];
    case 'atrs':
      return [{ name: `atrs-${day}.csv`, content: await atrsCsv(systems, labelsOf(wordsFor('en'))) }];
    case 'ckan':
      return ckan(wordsFor, systems, day);
  }
}

async function ckan(
  wordsFor: Context['wordsFor'],
  systems: readonly Exported[],
  day: string,
): Promise<FileOut[]> {
  const text = (language: 'en' | 'fr') => {
    const { t } = wordsFor(language);
    return {
      title: t('ckan.title'),
      notes: t('ckan.notes'),
      resource: t('ckan.resource'),
      file: `ai-use-cases-${day}-${language}.csv`,
    };
  };
  const texts = { en: text('en'), fr: text('fr') };
  const records = systems.map(({ system }) => system);
  return [
    { name: 'dataset.json', content: ckanPackage(records, texts, day) },
    { name: texts.en.file, content: await ontarioCsv(systems, labelsOf(wordsFor('en'))) },
    { name: texts.fr.file, content: await ontarioCsv(systems, labelsOf(wordsFor('fr'))) },
  ];
}
