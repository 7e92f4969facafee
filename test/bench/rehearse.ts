import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { DIGEST_CHANNEL, WORKSPACE } from '../../prisma/seed/sample.ts';
import { addDays, type Day, day, daysBetween } from '../../src/domain/day.ts';
import { registers, startWorkspace, type TestWorkspace, textOf } from '../support/workspace.ts';

// `npm run rehearse -- records.csv [records] [months]`: registers published records one by one through the slash command
// and the form, then moves time day by day, while people record some of what they are reminded of. A checker of its own,
// which knows domain.md's rules and none of the product's, compares every message with what was to be said.
const [file = '', records = '40', months = '13'] = process.argv.slice(2);
const ORGANIZATIONS = ['MTO', 'MOH', 'EDU', 'MNR', 'TBS', 'MPBSDP', 'OLG', 'WSIB'];
const OWNERS = ['U0AVERY', 'U0BENOIT', 'U0CASEY', 'U0DOMINIQUE', 'U0ELI', 'U0FARAH'];
const TIERS = ['untiered', 'I', 'II', 'III', 'IV'];
const MEMBERS = WORKSPACE.users.filter(({ id }) => id !== 'U0GUEST');
const START = day('2026-03-02');

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const faults: string[] = [];
const fault = (text: string): void => {
  faults.push(text);
  print(`FAULT ${text}`);
};

interface Open {
  id: number;
  key: string;
  dueOn: Day;
  owner: string;
  backup: string | null;
}

/** The days of domain.md's stages, as days after the due day. */
const STAGES = [-30, -7, -1, 0, ...Array.from({ length: 60 }, (_, i) => 7 * (i + 1))];
const latest = (dueOn: Day, today: Day): number | undefined =>
  STAGES.filter((stage) => stage <= daysBetween(dueOn, today)).at(-1);

/** What each person was told: assessment, due day and stage. */
const told = new Map<string, Set<string>>(MEMBERS.map(({ id }) => [id, new Set()]));

/** The reviews that a person is to be told of today, or none. */
function expected(person: string, open: readonly Open[], today: Day): Open[] {
  const mine = open.filter(
    ({ owner, backup, dueOn }) => owner === person || (backup === person && daysBetween(dueOn, today) >= 0),
  );
  const reached = mine.filter(({ dueOn }) => latest(dueOn, today) !== undefined);
  const key = ({ id, dueOn }: Open) => `${id} ${dueOn} ${latest(dueOn, today)}`;
  const known = told.get(person) ?? new Set();
  if (reached.every((item) => known.has(key(item)))) return [];
  for (const item of reached) known.add(key(item));
  return reached;
}

async function openReviews({ daylight }: TestWorkspace, count: number): Promise<Open[]> {
  const open: Open[] = [];
  for (let number = 1; number <= count; number++) {
    const system = await daylight.store.systems.get(number);
    if (!system) throw new Error(`AI-${number} is not there`);
    for (const { id, type, dueOn } of await daylight.store.assessments.openOf(number)) {
      open.push({
        id,
        key: `AI-${String(number).padStart(4, '0')} ${type}`,
        dueOn,
        owner: system.ownerId,
        backup: system.backupId,
      });
    }
  }
  return open;
}

async function registerAll(w: TestWorkspace): Promise<number> {
  const rows = parse(readFileSync(file), { columns: true, bom: true }) as Record<string, string>[];
  const chosen = rows.slice(0, Number(records));
  const ids = await Promise.all(
    ORGANIZATIONS.map(async (acronym) => String((await w.daylight.store.organizations.called(acronym))?.id)),
  );
  for (const [i, row] of chosen.entries()) {
    await registers(w, OWNERS[i % OWNERS.length]!, {
      nameEn: row.tool_name ?? '',
      descriptionEn: `Published by ${row.publishing_body || 'a public body'}: ${row.url}`,
      organization: ids[i % ids.length]!,
      tier: TIERS[i % TIERS.length]!,
      lifecycle: i % 2 ? 'production' : 'pilot',
      personalInformation: i % 3 ? 'yes' : 'no',
      users: i % 4 ? 'staff' : 'public',
      backup: i % 2 ? OWNERS[(i + 1) % OWNERS.length]! : null,
    });
  }
  return chosen.length;
}

/** The person records the first review of the message, with the form. */
async function recordsWorst(w: TestWorkspace, person: string, message: { blocks: unknown[] }): Promise<void> {
  const value = /"value":"(assess AI-\d+ [A-Z]+)"/.exec(JSON.stringify(message.blocks))?.[1];
  if (!value) return fault(`a reminder to ${person} has nothing to record`);
  await w.opens(person, `/ai-registry ${value}`);
  const { errors } = await w.submits(person, value.endsWith('TRIAGE') ? { tier: 'II' } : {});
  if (errors) fault(`${value}: ${JSON.stringify(errors)}`);
  w.sandbox.as(person).closeModal();
}

const { workspace: w, stop } = await startWorkspace({ at: `${START}T08:00`, limits: false });
const count = await registerAll(w);
print(`${count} systems registered by slash command and form`);

let messages = 0;
let recorded = 0;
const end = START.add({ months: Number(months) });
for (let today = START; daysBetween(today, end) > 0; today = addDays(today, 1)) {
  const open = await openReviews(w, count);
  const before = new Map(MEMBERS.map(({ id }) => [id, w.inbox(id).length]));
  // Nine in Toronto, nine in Vancouver, and the evening.
  for (const time of ['09:00:10', '12:00:10', '20:00:00']) await w.moveTo(`${today}T${time}`);
  if (today.day === 1) print(`… ${today}, ${messages} reminders`);
  for (const { id } of MEMBERS) {
    const fresh = w.inbox(id).slice(before.get(id));
    const due = today.dayOfWeek <= 5 ? expected(id, open, today) : [];
    messages += fresh.length;
    if (fresh.length !== (due.length > 0 ? 1 : 0))
      fault(`${today} ${id}: ${fresh.length} messages for ${due.length} reviews`);
    const said = fresh[0] ? textOf([fresh[0].blocks]) + fresh[0].text : '';
    for (const { key } of due) {
      const [number = ''] = key.split(' ');
      if (!said.includes(number)) fault(`${today} ${id}: ${key} is not in the message`);
    }
    const lines = fresh[0]?.text.split('\n').length ?? 1;
    if (fresh[0] && lines - 1 !== due.length)
      fault(`${today} ${id}: ${lines - 1} lines for ${due.length} reviews`);
    if (fresh[0] && messages % 3 === 0) {
      await recordsWorst(w, id, fresh[0]);
      recorded += 1;
    }
  }
}

const digests = w.sandbox
  .as('U0CASEY')
  .reads(DIGEST_CHANNEL)
  .filter((m) => !m.thread_ts);
const mondays = Math.floor(daysBetween(START, end) / 7) + 1;
if (Math.abs(digests.length - mondays) > 1) fault(`${digests.length} digests in ${mondays} weeks`);
const days = digests.map(({ ts }) => new Date(Number(ts) * 1000).toISOString().slice(0, 10));
for (const [i, on] of days.entries()) {
  const last = days[i - 1];
  if (last && daysBetween(day(last), day(on)) !== 7) fault(`a digest on ${on} after one on ${last}`);
}
for (const logged of w.logged) fault(`logged: ${JSON.stringify(logged)}`);
print(
  `${months} months: ${messages} reminders, ${recorded} reviews recorded, ${digests.length} digests, ${faults.length} faults`,
);
print(`\nThe last digest:\n${digests.at(-1)?.text}\n\nA last reminder:\n${w.inbox('U0BENOIT').at(-1)?.text}`);
await stop();
process.exit(faults.length > 0 ? 1 : 0);
