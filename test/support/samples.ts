import { commands } from '../../commands/index.ts';
import { ASSESSMENT_TYPES } from '../../src/domain/assessment.ts';
import { addDays, day, instant } from '../../src/domain/day.ts';
import { noSystems } from '../../src/domain/digest.ts';
import { FIRST_CHOICES } from '../../src/domain/import.ts';
import { PRESET } from '../../src/domain/person.ts';
import { DEFAULT_POLICY, NO_EFFECTS } from '../../src/domain/policy.ts';
import type { Unkept } from '../../src/domain/promises.ts';
import { SECTION_NAMES } from '../../src/domain/record.ts';
import { NO_HOLIDAYS, snoozeChoices } from '../../src/domain/reminder.ts';
import { CAPABILITIES, type System } from '../../src/domain/system.ts';
import { proposedTier } from '../../src/domain/triage.ts';
import type { ListedNow, SoughtNow } from '../../src/store/amendments.ts';
import type { HistoryLine } from '../../src/store/history.ts';
import type { Import } from '../../src/store/imports.ts';
import { assessForm } from '../../src/views/assess-form.ts';
import { assessed } from '../../src/views/assessed.ts';
import { systemCard } from '../../src/views/card.ts';
import { changed } from '../../src/views/changed.ts';
import { type DigestInput, digest } from '../../src/views/digest.ts';
import { digestPicture } from '../../src/views/digest-picture.ts';
import { dueList } from '../../src/views/due.ts';
import { editForm } from '../../src/views/edit-form.ts';
import type { LateTotal } from '../../src/views/escalated.ts';
import { messageModal } from '../../src/views/form-blocks.ts';
import { helpOn, helpPage } from '../../src/views/help.ts';
import { historyPage } from '../../src/views/history.ts';
import { closedHome, type HomeInput, home } from '../../src/views/home.ts';
import { importMessage, importUnderway } from '../../src/views/import.ts';
import { choicesForm, columnsForm, ministriesForm, pasteForm } from '../../src/views/import-forms.ts';
import { emptyList, systemList } from '../../src/views/list.ts';
import { myWork, type Work } from '../../src/views/mine.ts';
import { movePreview } from '../../src/views/move-preview.ts';
import { disclaimed, notMineForm, reclaimed } from '../../src/views/not-mine.ts';
import { organizationCard, organizationForm } from '../../src/views/organization.ts';
import { policyPage, policyPreview, ruleForm } from '../../src/views/policy.ts';
import { problemMessage } from '../../src/views/problem.ts';
import { redactForm } from '../../src/views/redact-form.ts';
import { registerForm } from '../../src/views/register-form.ts';
import { linkToRecord, registered } from '../../src/views/registered.ts';
import { reminder } from '../../src/views/reminder.ts';
import { type ReportInput, report } from '../../src/views/report.ts';
import { settingsForm } from '../../src/views/settings.ts';
import { snoozeForm } from '../../src/views/snooze-form.ts';
import { standingPage } from '../../src/views/stats.ts';
import { answered, namedBackup, offered } from '../../src/views/transfer.ts';
import { backupForm, transferForm } from '../../src/views/transfer-form.ts';
import { decideForm, triageForm } from '../../src/views/triage-form.ts';
import { watchDigest } from '../../src/views/watch-digest.ts';
import { watchList } from '../../src/views/watches.ts';
import type { Words } from '../../src/words/words.ts';
import { anAssessment, anOrganization, aPerson, aSystem, TODAY } from './builders.ts';

const LONG = '<!channel> *Écho* 🙂 '.repeat(150).slice(0, 3000);
const many = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));

const aLine = (given: Partial<System> = {}, overdue = 0) => ({
  system: aSystem(given),
  acronym: 'MTO',
  overdue,
});
const aReview = (i = 0) => ({
  assessment: anAssessment({ id: i, dueOn: addDays(TODAY, i - 3) }),
  system: { number: 42, nameEn: 'Pothole finder' },
});
const work = (reviews: number, systems: number): Work => ({
  reviews: { items: many(Math.min(reviews, 10), aReview), total: reviews, next: reviews > 10 ? 11 : null },
  systems: { items: many(Math.min(systems, 10), (i) => aLine({ number: i + 1 }, i)), total: systems },
});
const NOW = instant('2026-03-02T15:00:00Z');
const benoit = { by: { id: 'U2', name: 'Benoît Exemple' }, at: instant('2026-03-02T14:55:00Z') };
const me = { by: { id: 'U1', name: 'Avery Example' }, at: instant('2026-03-02T14:57:00Z') };

/** A review as a reminder lists it. */
const reminded = ({
  assessment = {},
  ...given
}: Omit<Partial<ListedNow>, 'assessment'> & {
  assessment?: Parameters<typeof anAssessment>[0];
} = {}): ListedNow => ({
  assessment: anAssessment(assessment),
  toldAs: 'owner',
  systemName: 'Pothole finder',
  acronym: 'MTO',
  owner: { id: 'U1', name: 'Avery Example' },
  backupId: null,
  recorded: null,
  snoozed: null,
  offered: null,
  disclaimed: null,
  ownerSince: null,
  ...given,
});

const others = { owner: { id: 'U2', name: 'Benoît Exemple' } };
const lateItems = (toldAs: ListedNow['toldAs'], count: number, systemName = 'Pothole finder') =>
  many(count, (i) =>
    reminded({ ...others, toldAs, systemName, assessment: { id: 100 + i, dueOn: addDays(TODAY, -20 - i) } }),
  );
const totals: LateTotal[] = [
  { role: 'lead', total: 23, counted: true, line: 'due overdue' },
  { role: 'administrator', total: 1000, counted: false, line: 'due overdue all' },
];
const sought = (count: number, name = 'Pothole finder'): SoughtNow[] =>
  many(count, (i) => ({
    system: i + 1,
    name,
    acronym: 'MTO',
    owner: aPerson({ id: 'U9', name: 'Farah Fictive', active: false }),
    backup: i % 2 ? null : aPerson({ id: 'U1' }),
  }));

const digests = (words: Words) => {
  const of = (input: DigestInput, picture = digestPicture(words, drawn(14), input.acronyms)) =>
    digest(words, input, { picture, changes: 'in the thread' });
  const lead = (input: DigestInput) =>
    digest(words, { ...input, scope: ['MTO'] }, { changes: 'here if they fit' }).message;
  const long = of(aDigest(300, LONG.slice(0, 200)));
  return {
    'digest, quiet': of(aDigest(0)).message,
    'digest, nothing known before': of({ ...aDigest(0), before: null }).message,
    'digest, one': of(aDigest(1)).message,
    'digest, one, its reply': of(aDigest(1)).thread[0]!,
    'digest, after missed ones': of(
      { ...aDigest(1), isLong: true },
      digestPicture(words, drawn(0), new Map()),
    ).message,
    'digest, over the limit': long.message,
    ...Object.fromEntries(
      long.thread.slice(0, 2).map((reply, i) => [`digest, over the limit, reply ${i + 1}`, reply]),
    ),
    'digest for a lead': lead(aDigest(3)),
    'digest for a lead, over the limit': lead(aDigest(300, LONG.slice(0, 200))),
  };
};

const reminders = (words: Words) => {
  const said = (items: ListedNow[], more: { totals?: LateTotal[]; sought?: SoughtNow[] } = {}) =>
    reminder(
      words,
      { items, totals: [], sought: [], ownerless: more.sought?.length ?? 0, ...more },
      aPerson(),
      NOW,
      NO_HOLIDAYS,
    );
  const done = { state: 'completed', outcome: 'passed', completedOn: TODAY, decidedBy: 'U2' } as const;
  const long = LONG.slice(0, 200);
  return {
    'reminder, one due': said([reminded({ assessment: { dueOn: day('2026-03-09') } })]),
    'reminder, several': said([
      reminded({ assessment: { id: 1, dueOn: day('2026-02-02') } }),
      reminded({ ...others, backupId: 'U1', toldAs: 'backup', assessment: { id: 2, dueOn: TODAY } }),
      reminded({ recorded: benoit, assessment: { id: 3, dueOn: day('2026-03-01'), ...done } }),
      reminded({
        snoozed: me,
        assessment: { id: 4, dueOn: day('2026-03-03'), snoozedUntil: day('2026-03-09') },
      }),
      reminded({ ...others, ownerSince: benoit.at, assessment: { id: 5, dueOn: day('2026-03-04') } }),
      reminded({ offered: { ...me, to: 'Benoît Exemple' }, assessment: { id: 6, dueOn: day('2026-03-05') } }),
      reminded({ disclaimed: me, assessment: { id: 7, dueOn: day('2026-03-06') } }),
    ]),
    'reminder, two things to take back': said([
      reminded({
        snoozed: me,
        offered: { ...me, to: 'Benoît Exemple' },
        assessment: { dueOn: TODAY, snoozedUntil: day('2026-03-07') },
      }),
    ]),
    'reminder, all done': said([reminded({ recorded: me, assessment: done })]),
    'reminder, no longer needed': said([reminded({ assessment: { state: 'not-required' } })]),
    'reminder, over the limit': said(
      many(80, (id) => reminded({ systemName: long, assessment: { id, dueOn: addDays(TODAY, -id) } })),
    ),
    'reminder to a lead': said(lateItems('lead', 3), { totals }),
    'reminder to an administrator': said(lateItems('administrator', 1), { totals: totals.slice(1) }),
    'reminder, an owner is sought': said([], { sought: sought(2) }),
    'reminder, an owner was found': said([], {
      sought: [{ ...sought(1)[0]!, owner: aPerson({ name: 'Benoît Exemple' }) }],
    }),
    'reminder, everything over the limit': said(
      [
        ...many(20, (id) => reminded({ systemName: long, assessment: { id, dueOn: addDays(TODAY, -id) } })),
        ...lateItems('lead', 6, long),
        ...lateItems('administrator', 6, long).map((item, i) => ({
          ...item,
          assessment: { ...item.assessment, id: 200 + i },
        })),
      ],
      { totals, sought: sought(5, long) },
    ),
  };
};

const aDigest = (systems: number, name = 'Pothole finder'): DigestInput => ({
  scope: null,
  from: day('2026-02-23'),
  until: TODAY,
  isLong: false,
  changed: many(systems, (i) => ({
    number: i + 1,
    nameEn: name,
    nameFr: null,
    acronym: i % 3 ? 'MTO' : 'EDU',
    tier: 'II',
    news: [
      { kind: i % 2 ? 'registered' : 'edited', field: i % 2 ? null : 'tier', from: 'I', to: 'II', times: 1 },
      {
        kind: 'assessed',
        field: 'PIA',
        from: null,
        to: { state: 'completed', outcome: 'conditions' },
        times: 1,
      },
    ],
  })),
  changedTotal: systems,
  registered: Math.floor(systems / 2),
  assessed: systems,
  standing: {
    ...noSystems(),
    systems: 12,
    complete: 3,
    overdueReviews: systems ? 4 : 0,
    orphans: systems ? 1 : 0,
    tiers: { untiered: 1, I: 4, II: 4, III: 2, IV: 1 },
    lifecycles: { idea: 0, development: 3, pilot: 2, production: 7, paused: 0, retired: 1 },
    overdueByOrganization: systems ? many(14, (i) => ({ organization: i + 1, overdue: 14 - i })) : [],
  },
  before: { systems: 10, complete: 3, openReviews: 0, overdueReviews: 5, orphans: 1 },
  acronyms: new Map(many(14, (i) => [i + 1, `ORG${i + 1}`])),
});

const aWeek = (i: number) => ({
  day: addDays(TODAY, 7 * (i - 11)),
  systems: 100 + i,
  complete: 40 + i,
  openReviews: 120 - 2 * i,
  overdueReviews: 20 + (i % 4),
  orphans: 1,
});
const drawn = (organizations: number) => ({
  open: many(organizations, (i) => ({ organization: i + 1, later: 30 - i, soon: 6, overdue: 14 - i })),
  weeks: organizations ? many(12, aWeek) : [],
  today: TODAY,
});

const anUnkept = (i: number): Unkept => ({
  system: i + 1,
  nameEn: i === 0 ? LONG : `Parking permits ${i + 1}`,
  nameFr: null,
  acronym: 'MTO',
  tier: i === 4 ? 'untiered' : 'III',
  secret: i !== 2,
  trust: i !== 1,
  all: i < 2,
  challenge: i === 1,
  worst: i === 0 || i === 3 ? { type: 'HRIA', dueOn: addDays(TODAY, -40) } : null,
  overdue: i === 0 ? 3 : 1,
});

/** A report of so many systems that break a promise. */
export const aReport = (unkept: number): ReportInput => ({
  month: unkept ? day('2026-02-28') : null,
  today: TODAY,
  kept: {
    inProduction: 140,
    public: 61,
    broken: { secret: unkept, trust: unkept, all: unkept ? 2 : 0 },
    restricted: unkept ? 1 : 0,
    first: many(Math.min(unkept, 5), anUnkept),
  },
  standing: { ...noSystems(), systems: 1200, complete: 430, overdueReviews: unkept, orphans: 3 },
  before: unkept ? { systems: 1190, complete: 400, openReviews: 300, overdueReviews: 30, orphans: 3 } : null,
  weeks: unkept ? many(12, aWeek) : [],
});

const aCard = (given: object = {}) => ({
  system: aSystem(),
  organization: anOrganization(),
  assessments: [],
  changes: [],
  editable: false,
  ...given,
});

const changes = [
  { kind: 'assessed', field: 'PIA', from: null, to: { state: 'completed', outcome: 'passed' } },
  { kind: 'edited', field: 'tier', from: 'untiered', to: 'II' },
  { kind: 'edited', field: 'lifecycle', from: 'pilot', to: 'production' },
  { kind: 'edited', field: 'vendor', from: null, to: 'x' },
  { kind: 'registered', field: null, from: null, to: 'x' },
].map((change, id) => ({
  ...change,
  id,
  system: 42,
  at: instant('2026-02-20T15:00:00Z'),
  by: 'U1',
  why: null,
  byName: 'Avery Example',
})) as never;

const aHome = (given: HomeInput['work']): HomeInput => ({
  work: given,
  watched: [],
  settings: PRESET,
  led: [],
  queue: null,
});

const page = {
  items: many(4, (i) => aLine({ number: i + 1, nameEn: LONG.slice(0, 200) })),
  total: 400,
  counted: true,
};
const anImport = (given: Partial<Import> = {}): Import => ({
  id: 3,
  by: 'U1',
  at: instant('2026-03-02T15:00:00Z'),
  name: 'inventory.csv',
  state: 'ready',
  headers: ['name', 'ministry', 'status', 'notes'],
  mapping: { nameEn: 'name', organizationId: 'ministry', lifecycle: 'status' },
  choices: FIRST_CHOICES,
  counts: { new: 112, update: 3, same: 1, refused: 24, done: 0 },
  rows: 140,
  restores: false,
  revision: 0,
  ...given,
});
const fullHome = (): HomeInput => ({
  work: {
    reviews: { items: many(8, aReview), total: 30, next: 9 },
    systems: { items: many(12, (i) => aLine({ number: i + 1, nameEn: LONG.slice(0, 200) }, i)), total: 30 },
  },
  watched: many(8, (i) => ({ text: `AI-000${i} ${LONG.slice(0, 60)}`, typed: `AI-000${i}` })),
  settings: { hour: 7, weekdays: [1, 3], earlyStages: false, holidays: true },
  led: many(2, () => ({ acronym: 'MTO', standing: aDigest(1).standing })),
  queue: { orphans: page, incomplete: page, refused: many(4, () => anImport()) },
});
const effects = {
  opened: [{ type: 'HRIA' as const, dueOn: day('2026-05-31') }],
  closed: ['ACC' as const],
  moved: [{ type: 'AIA' as const, from: day('2026-12-01'), to: day('2026-06-01') }],
};
const names = { people: new Map([['U1', 'Avery Example']]), organizations: new Map([[1, 'MTO']]) };
const entries = [
  { kind: 'edited', field: 'vendor', from: null, to: 'Acme', why: 'We looked' },
  { kind: 'edited', field: 'capabilities', from: [], to: ['prediction', 'search'], why: null },
  { kind: 'edited', field: 'data', from: LONG, to: '█████', why: null, redacted: true },
  { kind: 'opened', field: 'PIA', from: null, to: '2026-05-31', why: null },
  { kind: 'offered', field: 'ownerId', from: 'U1', to: 'U2', why: LONG },
  { kind: 'registered', field: null, from: null, to: LONG.slice(0, 200), why: null },
].map((entry, id) => ({
  id,
  system: 42,
  systemName: 'Pothole finder',
  at: instant('2026-02-20T15:00:00Z'),
  by: 'U1',
  organization: 1,
  redacted: false,
  ...entry,
})) as HistoryLine[];
const refusedRows = many(30, (line) => ({
  line,
  cells: ['A', 'Magic', 'x', ''],
  state: 'refused' as const,
  why: [{ key: line % 2 ? 'unknownMinistry' : 'ambiguousDay', column: 'date', given: `Ministry ${line}` }],
  system: null,
}));
const proposal = proposedTier({ affects: 'public', decides: 'liberty', harm: 'severe' });

/** What changes, follows and administers: the views of the registry in full. */
function moreSamples(words: Words): Record<string, object> {
  const editing = { system: aSystem(), organization: anOrganization(), mine: [], conflicts: [], names };
  const stats = {
    organization: null,
    standing: aDigest(1).standing,
    trend: many(12, (i) => ({
      day: addDays(TODAY, -7 * (12 - i)),
      systems: i,
      complete: 1,
      openReviews: 9,
      overdueReviews: 2,
      orphans: 0,
    })),
    acronyms: names.organizations,
    verified: { entries: 1234, broken: [], on: TODAY },
    today: TODAY,
  };
  return {
    'card, every field over the limit': systemCard(
      words,
      aCard({
        system: aSystem({
          nameEn: LONG.slice(0, 200),
          descriptionEn: '🙂'.repeat(3000),
          branch: LONG,
          executive: LONG,
          tierReason: LONG,
          purpose: LONG,
          oversight: LONG,
          data: LONG,
          vendor: LONG,
          authority: LONG,
          challenge: LONG,
          exemptionReason: LONG,
          noticeUrl: `https://example.org/${'x'.repeat(1900)}`,
          capabilities: [...CAPABILITIES],
          users: 'unknown',
        }),
        backup: null,
        assessments: ASSESSMENT_TYPES.map((type, id) => anAssessment({ id, type })),
        changes,
        editable: true,
        absorbed: [1, 2, 3],
      }),
      TODAY,
      'America/Toronto',
    ),
    'edit form, whole': editForm(words, { ...editing, sections: SECTION_NAMES }),
    'edit form, a conflict': editForm(words, {
      ...editing,
      sections: ['technology'],
      mine: ['vendor'],
      conflicts: ['vendor'],
      typed: { vendor: 'Mine' },
      banner: { text: words.t('edit.conflict', { who: 'Benoît Exemple' }) },
    }),
    changed: changed(words, aSystem(), [words.t('retire.done')], effects, TODAY),
    'triage form': triageForm(words, { system: aSystem() }),
    'triage, the proposal': decideForm(words, { system: aSystem(), proposal }),
    'move, preview': movePreview(words, aSystem(), 'production', effects, TODAY),
    'move, nothing happens': movePreview(words, aSystem(), 'paused', NO_EFFECTS, TODAY),
    'report, every promise kept': report(words, aReport(0)),
    'report, with things to decide': report(words, aReport(27)),
    'transfer form': transferForm(words, { system: aSystem(), backup: null }),
    'transfer form, with a backup': transferForm(words, {
      system: aSystem(),
      backup: { id: 'U2', name: LONG },
    }),
    'not-mine form': notMineForm(words, { system: aSystem(), as: 'owner', told: [aPerson()] }),
    'not mine, to the lead': disclaimed(words, aSystem(), {
      by: aPerson(),
      as: 'owner',
      owner: 'Avery Example',
      why: LONG,
    }),
    'not mine, by the backup, to the lead': disclaimed(words, aSystem(), {
      by: aPerson(),
      as: 'backup',
      owner: 'Casey Sample',
      why: 'I moved.',
    }),
    'not mine, taken back': reclaimed(words, aSystem(), aPerson()),
    'transfer, offered': offered(words, aSystem(), aPerson(), LONG),
    'transfer, accepted': answered(words, 'accepted', aSystem(), 'Benoît Exemple'),
    'backup form': backupForm(words, { system: aSystem() }),
    'backup, told': namedBackup(words, aSystem(), aPerson()),
    'history, empty': historyPage(words, 'AI-0042', [], names, {
      timeZone: 'America/Toronto',
      withSystem: false,
      acts: [],
    }),
    history: historyPage(words, 'AI-0042', entries, names, {
      timeZone: 'America/Toronto',
      withSystem: true,
      acts: [],
    }),
    'due, none': dueList(words, { items: [], total: 0, counted: true, next: null }, '', TODAY, []),
    due: dueList(
      words,
      {
        items: many(10, (i) => ({
          assessment: anAssessment({ id: i, dueOn: addDays(TODAY, i - 5) }),
          system: { number: 42, nameEn: LONG.slice(0, 200), ownerId: 'U1', backupId: null },
          acronym: 'MTO',
          owner: 'Avery Example',
        })),
        total: 1000,
        counted: false,
        next: 11,
      },
      'MTO',
      TODAY,
      [],
    ),
    'watch list, empty': watchList(words, []),
    'watch list': watchList(words, [{ text: 'MTO', typed: 'MTO' }]),
    'watch digest': watchDigest(
      words,
      many(40, (i) => ({
        system: aSystem({ number: i + 1, nameEn: LONG.slice(0, 200) }),
        acronym: 'MTO',
        news: aDigest(1).changed[0]!.news,
      })),
      60,
    ),
    'settings form': settingsForm(words, { settings: aPerson(), language: 'slack' }),
    'organization form': organizationForm(words, { organization: anOrganization(), today: TODAY }),
    'organization card': organizationCard(words, {
      organization: anOrganization(),
      successor: null,
      leads: [aPerson()],
      systems: 12,
      changes: [],
      names: names.people,
      administrator: true,
    }),
    policy: policyPage(words, DEFAULT_POLICY, { since: words.t('policy.preset'), administrator: true }),
    'policy form': ruleForm(words, { type: 'AIA', rule: DEFAULT_POLICY[1]! }),
    'policy preview': policyPreview(words, 'AIA', 3, { opened: 12, closed: 0, moved: 1, systems: 12 }),
    stats: standingPage(words, stats),
    'stats, a broken history': standingPage(words, {
      ...stats,
      organization: 'MTO',
      trend: [],
      verified: { entries: 9, broken: [42, 7], on: TODAY },
    }),
    'redact form': redactForm(words, { system: aSystem() }),
    'import, checking': importUnderway(words, {
      name: anImport().name,
      state: 'checking',
      done: 70,
      total: anImport().rows,
    }),
    'import, preview': importMessage(words, {
      table: anImport(),
      refused: refusedRows,
      sample: refusedRows.slice(0, 3),
      names,
    }),
    'import, done': importMessage(words, {
      table: anImport({ state: 'done' }),
      refused: refusedRows,
      sample: [],
      names,
    }),
    'import, cancelled': importMessage(words, {
      table: anImport({ state: 'cancelled' }),
      refused: [],
      sample: [],
      names,
    }),
    'import, paste': pasteForm(words, {}),
    'import, columns': columnsForm(words, { table: anImport({ headers: many(90, (i) => `column ${i}`) }) }),
    'import, choices': choicesForm(words, { table: anImport() }),
    'import, ministries': ministriesForm(words, {
      unknown: many(60, (i) => `Ministry ${i}`),
      chosen: new Map(),
      others: anOrganization(),
    }),
    'registered from a message': linkToRecord(words, words, 42, LONG.slice(0, 200)),
  };
}

/** Every view, empty, with one, with many and over the limit: for the snapshots and for Block Kit Builder. */
export function samples(words: Words): Record<string, object> {
  const pia = anAssessment({ dueOn: day('2026-03-14') });
  const done = { state: 'completed', outcome: 'passed', completedOn: TODAY, decidedBy: 'U2' } as const;
  return {
    'help, nothing to do': helpPage(words, commands, work(0, 0), TODAY),
    'help, reviews to do': helpPage(words, commands, work(3, 0), TODAY),
    'help on a command': helpOn(words, commands[4]!),
    'card, bare': systemCard(words, aCard(), TODAY, 'America/Toronto'),
    'card, full, for its owner': systemCard(
      words,
      aCard({
        system: aSystem({ backupId: 'U2' }),
        assessments: [
          pia,
          anAssessment({ id: 8, type: 'AIA', dueOn: day('2026-02-01') }),
          anAssessment({ id: 1, ...done }),
        ],
        changes,
        editable: true,
      }),
      TODAY,
      'America/Toronto',
    ),
    'card, over the limit': systemCard(
      words,
      aCard({
        system: aSystem({ nameEn: LONG.slice(0, 200), descriptionEn: '🙂'.repeat(3000) }),
        assessments: [anAssessment({ state: 'waived', decidedBy: 'U1', waivedUntil: TODAY, reason: LONG })],
      }),
      TODAY,
      'America/Toronto',
    ),
    'list, empty': emptyList(words, words.t('list.none'), [
      { label: words.t('do.register'), line: 'register' },
    ]),
    'list, one': systemList(words, words.t('list.all', { count: 1 }), [aLine()], []),
    'list, many': systemList(
      words,
      words.t('list.all', { count: 1234 }),
      many(10, (i) => aLine({ number: i + 1, nameEn: LONG.slice(0, 200) }, i)),
      [{ label: words.t('do.next'), line: 'list from:11' }],
    ),
    'mine, empty': myWork(words, work(0, 0), TODAY),
    'mine, one': myWork(words, work(1, 1), TODAY),
    'mine, over the limit': myWork(words, work(1200, 300), TODAY),
    'home, empty': home(words, aHome(work(0, 0)), TODAY),
    'home, everything': home(words, fullHome(), TODAY),
    'home, for a guest': closedHome(words.t('problem.guest')),
    'register form': registerForm(words, { name: '', ownerId: 'U1', organization: null }),
    'register form, shown again': registerForm(words, {
      name: '',
      ownerId: 'U1',
      organization: anOrganization(),
      typed: { nameEn: LONG.slice(0, 200), descriptionEn: LONG, tier: 'II', lifecycle: 'pilot' },
      banner: {
        text: words.t('problem.nameTaken', { organization: 'MTO', number: 'AI-0007' }),
        offers: [{ label: 'AI-0007', line: 'show AI-0007' }],
      },
    }),
    registered: registered(
      words,
      aSystem({ tier: 'III', personalInformation: 'yes' }),
      [
        { assessment: pia, because: ['personalInformation'] },
        { assessment: anAssessment({ type: 'TRA' }), because: ['lifecycle', 'tier'] },
      ],
      TODAY,
    ),
    'assess form': assessForm(words, {
      system: aSystem(),
      assessment: pia,
      today: TODAY,
    }),
    'assess form of a triage': assessForm(words, {
      system: aSystem({ nameEn: LONG.slice(0, 200) }),
      assessment: anAssessment({ type: 'TRIAGE' }),
      today: TODAY,
    }),
    assessed: assessed(
      words,
      { assessment: anAssessment(done), system: aSystem(), next: anAssessment({ dueOn: day('2028-03-02') }) },
      TODAY,
    ),
    'assessed, overdue again': assessed(
      words,
      { assessment: anAssessment(done), system: aSystem(), next: anAssessment({ dueOn: day('2026-01-02') }) },
      TODAY,
    ),
    'assessed, never again': assessed(
      words,
      { assessment: anAssessment({ ...done, type: 'TRIAGE' }), system: aSystem(), next: null },
      TODAY,
    ),
    'snooze form': snoozeForm(words, {
      system: aSystem(),
      assessment: pia,
      choices: snoozeChoices(pia.dueOn, TODAY),
      caller: aPerson(),
      now: NOW,
      limit: day('2026-03-16'),
    }),
    ...reminders(words),
    ...digests(words),
    problem: problemMessage(words.t('problem.unknownFilterOnly', { given: LONG }), [
      { label: 'MTO', line: 'list MTO' },
    ]),
    ...moreSamples(words),
    'answer in a form': messageModal(
      words,
      systemList(words, words.t('list.all', { count: 1 }), [aLine()], []).blocks,
    ),
  };
}
