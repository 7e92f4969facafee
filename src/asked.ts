import type { Context } from './command.ts';
import { ASSESSMENT_TYPES, type Assessment, type AssessmentType } from './domain/assessment.ts';
import { mayEdit } from './domain/permission.ts';
import { parseSystemNumber, type System, systemNumber } from './domain/system.ts';
import { fold, shortened } from './domain/text.ts';
import { nearest } from './nearest.ts';
import { type Offer, Problem } from './problem.ts';
import type { SystemRecord } from './store/systems.ts';
import { inBothLanguages, type Words } from './words/words.ts';

// What a person asked for: found, or a Problem with the nearest right things.

const OFFERED = 5;
const EXAMPLE = 'AI-0042';
/** A number among other words: "#AI-0042", "AI-0042 please". */
const NUMBER_IN = /(?:^|[\s#])((?:ai|ia)[\s_–—-]?\d+)\b/i;

const numberIn = (given: string): number | null =>
  parseSystemNumber(given) ?? parseSystemNumber(NUMBER_IN.exec(given)?.[1] ?? '');

/** The same as `askedSystem`, with all that its card shows: of a number, by a single look into the database. */
export async function askedRecord(
  context: Context,
  given: string,
  line: (number: string) => string,
): Promise<SystemRecord> {
  const { systems } = context.store;
  const number = numberIn(given);
  const record = number === null ? null : await systems.record(number);
  if (record && record.system.mergedIntoId === null) return record;
  const system = await askedSystem(context, given, line);
  return (await systems.record(system.number))!;
}

/** The system of a number or a name; `line` is the command that the offers repeat with another system. */
export async function askedSystem(
  { store, words, today, commands }: Context,
  given: string,
  line: (number: string) => string,
  { forwards = true } = {},
): Promise<System> {
  const list = { label: words.t('do.browse'), line: 'list' };
  if (given === '')
    throw new Problem('missingSystem', { example: inLanguage(words, commands, line(EXAMPLE)) }, [
      { label: words.t('do.mine'), line: 'mine' },
      list,
    ]);
  const number = numberIn(given);
  if (number !== null) {
    const system = await store.systems.get(number);
    if (system) return forwards ? store.systems.forwarded(system) : system;
    throw new Problem('unknownSystem', { number: systemNumber(number) }, [list]);
  }
  const named = await store.systems.called(given, OFFERED);
  if (named.length === 1) return forwards ? store.systems.forwarded(named[0]!) : named[0]!;
  const numbers =
    named.length > 0 ? named.map((s) => s.number) : (await store.search.find(given, OFFERED)).numbers;
  const offers = (await store.systems.lines(numbers, today)).map(({ system, acronym }): Offer => {
    const ref = systemNumber(system.number);
    return { label: shortened(`${ref} ${system.nameEn} (${acronym})`, 75), line: line(ref) };
  });
  if (named.length > 1) throw new Problem('several', { query: given }, offers);
  throw new Problem(offers.length ? 'unknownSystemName' : 'unknownSystemNameNothing', { given }, [
    ...offers,
    list,
  ]);
}

/** A line with its command as it is typed in the person's language. */
function inLanguage(words: Words, commands: Context['commands'], line: string): string {
  const [name = '', ...rest] = line.split(' ');
  const command = words.language === 'fr' ? commands.find((c) => c.name === name) : undefined;
  return [command?.nameFr ?? name, ...rest].join(' ');
}

/** The open review of that type; offers those that are open when there is none, or none was named. */
export async function askedReview(
  { store, words }: Context,
  system: System,
  given: string,
  line: (type: AssessmentType) => string,
): Promise<Assessment> {
  const number = systemNumber(system.number);
  const open = await store.assessments.openOf(system.number);
  const offers = open.map(
    ({ type }): Offer => ({
      label: shortened(words.t('review.name', { name: words.t(`type.${type}`), code: type }), 75),
      line: line(type),
    }),
  );
  const show: Offer = { label: number, line: `show ${number}` };
  if (open.length === 0) throw new Problem('noOpenReviews', { number }, [show]);
  if (given === '') throw new Problem('missingType', { number }, offers);
  const typed = given.toUpperCase();
  const type = ASSESSMENT_TYPES.find((t) => t === typed || isCalled(t, given));
  const found = open.find((assessment) => assessment.type === type);
  if (found) return found;
  if (type) throw new Problem('notOpen', { number, type }, [...offers, show]);
  const meant = nearest(
    typed,
    open.map((a) => a.type),
    1,
  )[0];
  const sorted = meant
    ? [...offers].sort(
        (a, b) =>
          Number(b.line === line(meant as AssessmentType)) - Number(a.line === line(meant as AssessmentType)),
      )
    : offers;
  throw new Problem('unknownType', { number, given }, sorted);
}

/** "privacy" or "vie privée" for PIA: words that its name has, in either language. */
const isCalled = (type: AssessmentType, given: string): boolean =>
  given.length > 3 && inBothLanguages(`type.${type}`).some((name) => fold(name).includes(fold(given)));

/** Throws the Problem that says who may change this record, when the caller may not. */
export async function mustEdit({ caller, store, people }: Context, system: System): Promise<void> {
  if (mayEdit(caller, system)) return;
  const [organization, owner] = [
    await store.organizations.get(system.organizationId),
    await people.find(system.ownerId),
  ];
  const number = systemNumber(system.number);
  throw new Problem(
    'mayNotEdit',
    { number, organization: organization?.acronym ?? '', owner: owner?.name ?? '' },
    [{ label: number, line: `show ${number}` }],
  );
}
