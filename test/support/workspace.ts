import { Writable } from 'node:stream';
import { Temporal } from 'temporal-polyfill';
import { commands } from '../../commands/index.ts';
import { ADMINISTRATOR, DIGEST_CHANNEL, LEADS, WORKSPACE } from '../../prisma/seed/sample.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { type Daylight, startDaylight } from '../../src/daylight.ts';
import { manifestOf } from '../../src/manifest.ts';
import type { StateValues } from '../../src/sandbox/acting.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Block, Message, Seed, View } from '../../src/sandbox/state.ts';
import { openLog } from '../../src/slack/log.ts';
import { takeDatabase } from './database.ts';
import type { TestDatabase } from './test-database.ts';

export const CHANNEL = 'C0COMMUNITY';
const SECRET = 'a-signing-secret-of-the-tests';
const PATIENCE_MS = 15_000;

/** For what is not about the weekly digest: its picture takes as long as a dozen moves. */
export const WITHOUT_DIGEST = { DIGEST_CHANNEL: '' };

/** Where the sandbox sets no limits, nobody waits. */
const UNLIMITED = { intervalCap: 1000, interval: 1, inChannel: 1 };

export interface TestWorkspace {
  sandbox: Sandbox;
  daylight: Daylight;
  database: TestDatabase;
  /** What was logged as a warning or worse. */
  logged: Record<string, unknown>[];
  /** Waits until `found` gives something, looking again whenever the workspace changes. */
  until<T>(found: () => T | undefined | null | false | Promise<T | undefined | null | false>): Promise<T>;
  /** Types a line in the community's channel and waits for its answer. */
  types(user: string, line: string): Promise<Message>;
  /** Types a line that opens a form, and waits for the form. */
  opens(user: string, line: string): Promise<View>;
  /** Clicks the button of that label in a message, and waits until that is acknowledged. */
  clicks(user: string, message: Message, label: string): Promise<void>;
  /** Fills in the form on top and sends it; fields that are not named keep what stands in them. */
  submits(
    user: string,
    fields: Record<string, string | null>,
  ): Promise<{ errors?: Record<string, string>; view: View | undefined }>;
  /** What somebody has read in direct messages from the bot. */
  inbox(user: string): Message[];
  /** The reminders among it. */
  reminders(user: string): Message[];
  /** Does what is due now, and waits until it is delivered. */
  tick(): Promise<void>;
  /** Moves time to a moment in Toronto and does what is then due. */
  moveTo(local: string): Promise<void>;
}

export interface Given {
  mode?: 'socket' | 'http';
  /** The moment at which it begins, in Toronto. */
  at?: string;
  env?: Record<string, string>;
  /** Whether Slack's rate limits hold, which make many a test wait. */
  limits?: boolean;
  /** Members of the workspace besides those of the sample. */
  users?: Seed['users'];
  /** The clock by which leases count. */
  wall?: Clock['wall'];
}

const milliseconds = (local: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('America/Toronto').epochMilliseconds;

/** The sample workspace with further members, who read in the community's channel. */
function withUsers(users: Seed['users']): Seed {
  const workspace: Seed = structuredClone(WORKSPACE);
  workspace.users.push(...users);
  for (const { members } of workspace.channels) members.push(...users.map(({ id }) => id));
  return workspace;
}

/** The real product against the sandbox, in this process. */
export async function startWorkspace({
  mode = 'socket',
  at = '2026-03-02T10:00',
  env = {},
  limits = false,
  users = [],
  wall = systemClock.wall,
}: Given) {
  const database = await takeDatabase();
  const http = mode === 'http' ? { url: '', signingSecret: SECRET } : null;
  const sandbox = await startSandbox({
    manifest: manifestOf(commands),
    seed: withUsers(users),
    port: 0,
    file: null,
    http,
    limits,
    ahead: milliseconds(at) - Date.now(),
  });
  const logged: Record<string, unknown>[] = [];
  const log = openLog(
    'warn',
    new Writable({
      write(line, _, done) {
        logged.push(JSON.parse(String(line)));
        done();
      },
    }),
  );
  const config = readConfig({
    DATABASE_URL: database.url,
    PORT: '0',
    SLACK_API_URL: sandbox.slackApiUrl,
    SLACK_BOT_TOKEN: sandbox.tokens.bot,
    ...(http ? { SLACK_SIGNING_SECRET: SECRET } : { SLACK_APP_TOKEN: sandbox.tokens.app }),
    DIGEST_CHANNEL,
    ADMINISTRATORS: ADMINISTRATOR,
    BACKUP_FOLDER: 'none',
    ...env,
  });
  const clock = {
    now: () => Temporal.Instant.fromEpochMilliseconds(sandbox.time.now()),
    wall,
  };
  const seed = async (store: Daylight['store']) => {
    for (const user of [...WORKSPACE.users, ...users]) {
      await store.people.save(
        {
          id: user.id,
          name: user.real_name,
          language: 'en',
          timeZone: 'America/Toronto',
          active: true,
          guest: false,
        },
        Temporal.Instant.from('2020-01-01T00:00:00Z'),
      );
    }
    for (const [acronym, person] of LEADS) {
      const organization = await store.organizations.called(acronym);
      if (organization) await store.people.addLead(organization.id, person);
    }
  };
  const daylight = await startDaylight({
    config,
    clock,
    log,
    seed,
    pace: limits ? { intervalCap: 50, interval: 1000 } : UNLIMITED,
  });
  if (http) http.url = `http://127.0.0.1:${daylight.port}/slack/events`;
  return {
    workspace: { sandbox, daylight, database, logged, ...hands(sandbox, daylight) },
    async stop() {
      await daylight.stop();
      await sandbox.close();
      await database.release();
    },
  };
}

function hands(
  sandbox: Sandbox,
  daylight: Daylight,
): Omit<TestWorkspace, 'sandbox' | 'daylight' | 'database' | 'logged'> {
  const until: TestWorkspace['until'] = async (found) => {
    const patience = Date.now() + PATIENCE_MS;
    while (true) {
      const value = await found();
      if (value) return value;
      if (Date.now() > patience) throw new Error(`waited in vain for: ${found}`);
      await nextChange(sandbox);
    }
  };
  const tick = async (): Promise<void> => {
    await daylight.tick();
    await daylight.delivered();
  };
  const reads = (user: string) => sandbox.as(user).reads(CHANNEL);
  const inbox = (user: string) => sandbox.as(user).reads(sandbox.as(user).im());
  return {
    until,
    inbox,
    reminders: (user) =>
      inbox(user).filter((m) => String(m.metadata?.event_payload.key).startsWith('remind:')),
    tick,
    async types(user, line) {
      const before = reads(user).length;
      const outcome = await sandbox.as(user).command(CHANNEL, line);
      if (outcome.notice) throw new Error(outcome.notice);
      return until(() => (reads(user).length > before ? reads(user).at(-1) : null));
    },
    async opens(user, line) {
      const before = sandbox.as(user).screen().modals.at(-1)?.id;
      await sandbox.as(user).command(CHANNEL, line);
      return until(() =>
        sandbox
          .as(user)
          .screen()
          .modals.find((view) => view.id !== before),
      );
    },
    async clicks(user, message, label) {
      const { block, action } = buttonIn(message.blocks, label);
      const outcome = await sandbox
        .as(user)
        .click({ channel: message.channel, ts: message.ts }, block, action);
      if (outcome.notice) throw new Error(outcome.notice);
    },
    async submits(user, fields) {
      const view = sandbox.as(user).screen().modals.at(-1);
      if (!view) throw new Error(`${user} has no form open`);
      const { errors, notice } = await sandbox.as(user).submit(view.id, filledIn(view, fields));
      if (notice) throw new Error(notice);
      return { ...(errors && { errors }), view: sandbox.as(user).screen().modals.at(-1) };
    },
    async moveTo(local) {
      sandbox.moveTime(milliseconds(local));
      await tick();
    },
  };
}

function nextChange(sandbox: Sandbox): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, 50);
    const stop = sandbox.onChange(done);
  });
}

interface Element {
  type: string;
  action_id: string;
  text?: { text: string };
  value?: string;
  initial_value?: string;
  initial_option?: { value: string };
  initial_options?: { value: string }[];
  initial_user?: string;
  initial_date?: string;
}

const elementsOf = (block: Block): Element[] =>
  [...((block.elements as Element[] | undefined) ?? []), block.accessory as Element | undefined].filter(
    (e): e is Element => e?.type === 'button',
  );

/** Where the button of that label stands; `nth` for the second and later ones. */
export function buttonIn(
  blocks: readonly Block[],
  label: string,
): { block: string; action: string; line: string } {
  for (const block of blocks) {
    const found = elementsOf(block).find((element) => element.text?.text === label);
    if (found) return { block: block.block_id ?? '', action: found.action_id, line: found.value ?? '' };
  }
  throw new Error(`there is no button "${label}" among: ${buttonsOf(blocks).join(', ')}`);
}

export const buttonsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(elementsOf).map((e) => e.text?.text ?? '');

/** A form's fields as Slack sends them back. */
export function filledIn(view: View, fields: Record<string, string | null>): StateValues {
  const inputs = view.blocks.filter(({ type }) => type === 'input');
  return Object.fromEntries(
    inputs.map((block) => {
      const of = block.element as Element;
      const name = block.block_id ?? '';
      const first =
        of.initial_value ??
        of.initial_option?.value ??
        of.initial_user ??
        of.initial_date ??
        of.initial_options?.map(({ value }) => value).join('\n') ??
        null;
      return [name, { [of.action_id]: entered(of, name in fields ? (fields[name] ?? null) : first) }];
    }),
  );
}

function entered({ type }: Element, value: string | null) {
  if (type === 'users_select') return { type, selected_user: value };
  if (type === 'datepicker') return { type, selected_date: value };
  if (type === 'plain_text_input') return { type, value };
  if (type === 'checkboxes') {
    const chosen = value === null ? [] : value.split('\n');
    return {
      type,
      selected_options: chosen.map((v) => ({ text: { type: 'plain_text', text: v }, value: v })),
    };
  }
  return {
    type,
    selected_option: value === null ? null : { text: { type: 'plain_text', text: value }, value },
  };
}

/** All that a person reads in blocks, a line a text. */
export function textOf(blocks: readonly unknown[]): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) walk(part);
    else if (value && typeof value === 'object') {
      for (const [key, part] of Object.entries(value)) {
        if (key === 'text' && typeof part === 'string') texts.push(part);
        else walk(part);
      }
    }
  };
  walk(blocks);
  return texts.join('\n');
}

/** The id of an organization, as the form's select has it. */
export async function organizationId({ daylight }: TestWorkspace, acronym: string): Promise<string> {
  const organization = await daylight.store.organizations.called(acronym);
  if (!organization) throw new Error(`no organization is called ${acronym}`);
  return String(organization.id);
}

/** Registers a system through the form, and returns its number. */
export async function registers(
  workspace: TestWorkspace,
  user: string,
  fields: Record<string, string | null> & { nameEn: string },
): Promise<string> {
  await workspace.opens(user, '/ai-registry register');
  const given = {
    organization: await organizationId(workspace, 'MTO'),
    descriptionEn: 'What it does.',
    lifecycle: 'development',
    ...fields,
  };
  let { errors, view } = await workspace.submits(user, given);
  // What looks like another system is registered all the same.
  if (!errors && view?.submit) ({ errors, view } = await workspace.submits(user, {}));
  if (errors) throw new Error(JSON.stringify(errors));
  const number = /AI-\d+/.exec(textOf(view?.blocks ?? []))?.[0];
  if (!number) throw new Error(`no number in: ${textOf(view?.blocks ?? [])}`);
  workspace.sandbox.as(user).closeModal();
  return number;
}
