import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { aWorkspace } from '../support/a-workspace.ts';
import { buttonIn, CHANNEL, registers } from '../support/workspace.ts';

// What SECURITY.md promises, as far as no other test shows it.

const SECRET = 'a-signing-secret-of-the-tests';
const HOSTILE = '<!channel> *bold* <https://evil.example|click> @here \'); DROP TABLE "System"; --';

describe('signed requests', () => {
  const w = aWorkspace({ mode: 'http' });

  function post(fields: Record<string, string>): Promise<Response> {
    const body = new URLSearchParams(fields).toString();
    const at = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex');
    return fetch(`http://127.0.0.1:${w.daylight.port}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': `v0=${signature}`,
      },
      signal: AbortSignal.timeout(1500),
    });
  }
  const command = (more: Record<string, string>) => ({
    command: '/ai-registry',
    text: 'watch everything',
    user_id: 'U0AVERY',
    channel_id: CHANNEL,
    team_id: w.sandbox.state.users.get('U0AVERY')!.team_id,
    trigger_id: 'one.and.the.same',
    response_url: `${w.sandbox.url}/response/none`,
    ...more,
  });

  test('replayed within their five minutes have one effect', async () => {
    expect((await post(command({}))).status).toBe(200);
    await w.until(async () => (await w.daylight.store.watches.of('U0AVERY')).length === 1);
    await w.daylight.store.watches.remove('U0AVERY', { of: 'all' });
    const again = await post(command({}));
    expect([again.status, await again.text()]).toEqual([200, '']);
    await w.types('U0AVERY', '/ai-registry list');
    expect(await w.daylight.store.watches.of('U0AVERY')).toEqual([]);
  });

  test('of another workspace are refused and have no effect', async () => {
    expect((await post(command({ team_id: 'T0OTHER', trigger_id: 'of.another' }))).status).toBe(404);
    expect(await w.daylight.store.watches.of('U0AVERY')).toEqual([]);
    expect(w.logged).toContainEqual(
      expect.objectContaining({ team: 'T0OTHER', msg: 'a payload of another workspace' }),
    );
  });
});

describe('what people write', () => {
  const w = aWorkspace({ at: '2026-03-02T08:00' });

  test('pings nobody, links nowhere and reaches no SQL: in cards, lists, reminders and digests', async () => {
    const number = await registers(w, 'U0AVERY', {
      nameEn: HOSTILE,
      descriptionEn: HOSTILE,
      tier: 'untiered',
    });
    await w.types('U0AVERY', `/ai-registry show ${number}`);
    await w.types('U0AVERY', `/ai-registry find ${HOSTILE}`);
    await w.types('U0AVERY', `/ai-registry list ${HOSTILE}`);
    await w.types('U0AVERY', `/ai-registry history ${number}`);
    await w.moveTo('2026-04-06T10:00');
    const all = [...w.sandbox.state.messages.values()].flat().filter(({ bot }) => bot);
    expect(all.some(({ text }) => text.includes('DROP TABLE'))).toBe(true);
    for (const { blocks } of all)
      for (const element of mrkdwnIn(blocks)) expect(element).not.toMatch(/evil|<!|DROP/);
    for (const { text } of all.filter((m) => m.text.includes('evil')))
      expect(text).not.toMatch(/<!channel>|<https:\/\/evil/);
    expect((await w.daylight.store.systems.get(Number(number.slice(3))))?.nameEn).toBe(HOSTILE);
  });

  test('as evidence must be https, and nobody follows it', async () => {
    const number = await registers(w, 'U0CASEY', { nameEn: 'Evidence', personalInformation: 'yes' });
    for (const evidence of ['http://evil.example', 'javascript:alert(1)', `${w.sandbox.url}/secret`]) {
      await w.opens('U0CASEY', `/ai-registry assess ${number} PIA`);
      const { errors } = await w.submits('U0CASEY', { evidence });
      expect(Object.keys(errors ?? {})).toEqual(['evidence']);
      w.sandbox.as('U0CASEY').closeModal();
    }
    // Whatever fetches speaks to Slack alone: the doctor, what is fetched of files, and what the WebClient delivers by.
    const files = readdirSync(path.resolve(import.meta.dirname, '../../src'), { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.ts') && !/generated|sandbox/.test(file))
      .filter((file) =>
        /\b(fetch|request)\(/.test(
          readFileSync(path.resolve(import.meta.dirname, '../../src', file), 'utf8'),
        ),
      );
    expect(files.sort()).toEqual(['slack/condition.ts', 'slack/files.ts', 'slack/unless-late.ts']);
  });
});

/** Texts that Slack would read as markup. */
function mrkdwnIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (value === null || typeof value !== 'object') return [];
  const { type, text } = value as { type?: string; text?: unknown };
  return [
    ...(type === 'mrkdwn' && typeof text === 'string' ? [text] : []),
    ...Object.values(value).flatMap(mrkdwnIn),
  ];
}

describe('what comes back from forms and buttons', () => {
  const w = aWorkspace();

  test('is input: a form for one’s own record, sent for somebody else’s, changes nothing', async () => {
    const theirs = await registers(w, 'U0AVERY', { nameEn: 'Theirs' });
    const mine = await registers(w, 'U0BENOIT', { nameEn: 'À moi' });
    const view = await w.opens('U0BENOIT', `/ai-registry edit ${mine} technology`);
    const numberOf = (number: string) => String(Number(number.slice(3)));
    view.private_metadata = view.private_metadata.replaceAll(
      new RegExp(`:${numberOf(mine)}\\b`, 'g'),
      `:${numberOf(theirs)}`,
    );
    const { errors } = await w.submits('U0BENOIT', { vendor: 'Mallory Ltd' });
    expect(JSON.stringify(errors)).toMatch(/Avery/);
    expect((await w.daylight.store.systems.get(Number(theirs.slice(3))))?.vendor).toBeNull();
    w.sandbox.as('U0BENOIT').closeModal();
  });

  test('is input: a button’s line is run with the rights of who clicks', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Clicked' });
    const card = await w.types('U0ELI', `/ai-registry show ${number}`);
    const { block, action } = buttonIn(card.blocks, 'History');
    const element = (card.blocks.find((b) => b.block_id === block)!.elements as { value: string }[]).find(
      (e) => (e as { action_id?: string }).action_id === action,
    )!;
    element.value = `retire ${number} gone`;
    await w.clicks('U0ELI', card, 'History');
    await w.until(() =>
      w.sandbox
        .as('U0ELI')
        .reads(CHANNEL)
        .some(({ text }) => /may|Avery/.test(text) && text.includes(number)),
    );
    expect((await w.daylight.store.systems.get(Number(number.slice(3))))?.lifecycle).toBe('development');
  });
});

describe('a flood by one person', () => {
  const w = aWorkspace();

  test('is bounded and told once, and others are answered in between', async () => {
    const flood = Array.from({ length: 120 }, () =>
      w.sandbox.as('U0AVERY').command(CHANNEL, '/ai-registry list'),
    );
    const other = w.types('U0CASEY', '/ai-registry list');
    await other;
    const answered = () => w.sandbox.as('U0AVERY').reads(CHANNEL).length;
    const early = answered();
    await Promise.all(flood);
    await w.types('U0CASEY', '/ai-registry list');
    const texts = w.sandbox
      .as('U0AVERY')
      .reads(CHANNEL)
      .map(({ text }) => text);
    expect(early).toBeLessThan(30);
    expect(texts.filter((text) => text.startsWith('You sent more than twenty'))).toHaveLength(1);
    expect(texts.length).toBeLessThan(60);
  });
});
