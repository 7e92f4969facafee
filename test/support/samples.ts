import { commands } from '../../commands/index.ts';
import { addDays, day, instant } from '../../src/domain/day.ts';
import { noSystems } from '../../src/domain/digest.ts';
import type { System } from '../../src/domain/system.ts';
import { assessForm } from '../../src/views/assess-form.ts';
import { assessed } from '../../src/views/assessed.ts';
import { systemCard } from '../../src/views/card.ts';
import { type DigestInput, digest } from '../../src/views/digest.ts';
import { messageModal } from '../../src/views/form-blocks.ts';
import { helpOn, helpPage } from '../../src/views/help.ts';
import { closedHome, home } from '../../src/views/home.ts';
import { emptyList, systemList } from '../../src/views/list.ts';
import { myWork, type Work } from '../../src/views/mine.ts';
import { problemMessage } from '../../src/views/problem.ts';
import { registerForm } from '../../src/views/register-form.ts';
import { registered } from '../../src/views/registered.ts';
import { type Reminded, reminder } from '../../src/views/reminder.ts';
import { snoozeForm } from '../../src/views/snooze-form.ts';
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
const reminded = (given: Partial<Reminded> & Parameters<typeof anAssessment>[0] = {}): Reminded => ({
  assessment: anAssessment(given),
  systemName: 'Pothole finder',
  role: given.role ?? 'owner',
  decidedBy: given.decidedBy ? 'Benoît Exemple' : null,
});

const aDigest = (systems: number, name = 'Pothole finder'): DigestInput => ({
  from: day('2026-02-23'),
  until: TODAY,
  changed: many(systems, (i) => ({
    number: i + 1,
    name,
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
  acronyms: new Map(many(14, (i) => [i + 1, `ORG${i + 1}`])),
});

const aCard = (given: object = {}) => ({
  system: aSystem(),
  organization: anOrganization(),
  owner: aPerson(),
  backup: null,
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

/** Every view, empty, with one, with many and over the limit: for the snapshots and for Block Kit Builder. */
export function samples(words: Words): Record<string, object> {
  const { message, thread } = digest(words, aDigest(120, LONG.slice(0, 200)));
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
        backup: aPerson({ id: 'U2' }),
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
    'home, empty': home(words, work(0, 0), TODAY),
    'home, many': home(words, work(30, 30), TODAY),
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
      today: TODAY,
      limit: day('2026-03-16'),
    }),
    'reminder, one due': reminder(words, [reminded({ dueOn: day('2026-03-09') })], TODAY),
    'reminder, several': reminder(
      words,
      [
        reminded({ id: 1, dueOn: day('2026-02-02') }),
        reminded({ id: 2, dueOn: TODAY, role: 'backup' }),
        reminded({ id: 3, dueOn: day('2026-03-01'), ...done }),
        reminded({ id: 4, dueOn: day('2026-03-03'), snoozedUntil: day('2026-03-09') }),
        reminded({ id: 5, dueOn: day('2026-03-04'), role: 'none' }),
      ],
      TODAY,
    ),
    'reminder, all done': reminder(words, [reminded({ ...done })], TODAY),
    'reminder, over the limit': reminder(
      words,
      many(80, (id) => ({ ...reminded({ id, dueOn: addDays(TODAY, -id) }), systemName: LONG.slice(0, 200) })),
      TODAY,
    ),
    'digest, quiet': digest(words, aDigest(0)).message,
    'digest, one': digest(words, aDigest(1)).message,
    'digest, over the limit': message,
    ...Object.fromEntries(
      thread.slice(0, 2).map((reply, i) => [`digest, over the limit, reply ${i + 1}`, reply]),
    ),
    problem: problemMessage(words.t('problem.unknownFilterOnly', { given: LONG }), [
      { label: 'MTO', line: 'list MTO' },
    ]),
    'answer in a form': messageModal(
      words,
      systemList(words, words.t('list.all', { count: 1 }), [aLine()], []).blocks,
    ),
  };
}
