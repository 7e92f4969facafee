import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { aWorkspace } from '../support/a-workspace.ts';
import { buttonsOf, CHANNEL, filledIn, organizationId, registers, textOf } from '../support/workspace.ts';

describe('what arrives twice', () => {
  const w = aWorkspace({ limits: true });

  test('an envelope delivered twice has one effect', async () => {
    w.sandbox.faults.add({ kind: 'twice', times: 1 });
    const before = w.sandbox.as('U0AVERY').reads(CHANNEL).length;
    await w.types('U0AVERY', '/ai-registry list');
    await w.types('U0CASEY', '/ai-registry list');
    expect(w.sandbox.as('U0AVERY').reads(CHANNEL)).toHaveLength(before + 1);
  });

  test('the same form sent twice registers one system, with the same answer', async () => {
    const view = await w.opens('U0AVERY', '/ai-registry register Only once');
    const values = filledIn(view, {
      organization: await organizationId(w, 'MTO'),
      descriptionEn: 'x',
      lifecycle: 'idea',
    });
    w.sandbox.faults.add({ kind: 'twice', times: 1 });
    await w.sandbox.as('U0AVERY').submit(view.id, values);
    const answer = textOf(w.sandbox.as('U0AVERY').screen().modals.at(-1)?.blocks ?? []);
    expect(answer).toContain('Only once is in the registry');
    expect((await w.daylight.store.search.find('"Only once"', 5)).total).toBe(1);
    w.sandbox.as('U0AVERY').closeModal();
  });

  test('a form whose acknowledgement was lost may be sent again', async () => {
    const view = await w.opens('U0AVERY', '/ai-registry register Lost answer');
    const values = filledIn(view, {
      organization: await organizationId(w, 'MTO'),
      descriptionEn: 'x',
      lifecycle: 'idea',
    });
    w.sandbox.faults.add({ kind: 'lost-ack', times: 1 });
    const first = await w.sandbox.as('U0AVERY').submit(view.id, values);
    expect(first.notice).toMatch(/trouble connecting/);
    await w.sandbox.as('U0AVERY').submit(view.id, values);
    expect(textOf(w.sandbox.as('U0AVERY').screen().modals.at(-1)?.blocks ?? [])).toContain(
      'Lost answer is in the registry',
    );
    w.sandbox.as('U0AVERY').closeModal();
  });
});

describe('two people record one review', () => {
  const w = aWorkspace({ limits: true });

  test('the second is told what changed meanwhile, and keeps the text', async () => {
    const number = await registers(w, 'U0AVERY', { nameEn: 'Shared', personalInformation: 'yes' });
    for (const user of ['U0AVERY', 'U0CASEY']) await w.opens(user, `/ai-registry assess ${number} PIA`);
    await w.submits('U0AVERY', { verdict: 'passed' });
    const { view } = await w.submits('U0CASEY', { verdict: 'failed', note: 'My careful findings' });
    const text = textOf(view?.blocks ?? []);
    expect(text).toContain(
      'While you were writing, Avery Example recorded this review: passed on March 2, 2026.',
    );
    expect(text).toContain('it is recorded for the next review, due March 2, 2028');
    expect(JSON.stringify(view)).toContain('My careful findings');
    expect(buttonsOf(view?.blocks ?? [])).toEqual([`Open ${number}`]);
    const again = await w.submits('U0CASEY', { verdict: 'failed', note: 'My careful findings' });
    expect(textOf(again.view?.blocks ?? [])).toContain('failed on March 2, 2026');
  });
});

describe('Slack in trouble', () => {
  const w = aWorkspace({ limits: true });

  test('a form that can’t be opened is said so, with a reference that the log has', async () => {
    w.sandbox.faults.add({ kind: 'rate-limited', method: 'views.open', times: 1, retryAfter: 30 });
    const answer = await w.types('U0AVERY', '/ai-registry register');
    const reference = /Reference: ([0-9A-F]{8})/.exec(answer.text)?.[1];
    expect(answer.text).toMatch(/^Slack did not answer in time\. Try again in a moment\./);
    expect(w.logged.map((entry) => entry.reference)).toContain(reference);
  });

  test('an answer that Slack refuses for a moment is sent again', async () => {
    const asked = await w.types('U0AVERY', '/ai-registry lsit');
    w.sandbox.faults.add({ kind: 'error', method: 'response_url', times: 1 });
    await w.clicks('U0AVERY', asked, 'list');
    const last = () => w.sandbox.as('U0AVERY').reads(CHANNEL).at(-1)?.text;
    await w.until(() => last() === 'No system is registered yet.');
  });

  test('a line that takes long is acknowledged in time, and answered when it is ready', async () => {
    w.sandbox.faults.add({ kind: 'slow', method: 'users.info', times: 1, ms: 700 });
    const before = w.sandbox.state.exchanges.at(-1);
    expect((await w.types('U0ELI', '/ai-registry list')).text).toBe('No system is registered yet.');
    const { exchanges } = w.sandbox.state;
    const since = exchanges.slice(before ? exchanges.indexOf(before) + 1 : 0);
    expect(since.map(({ what }) => what)).toContain('response_url');
  });

  test('a dropped connection is opened again, and commands are answered again', async () => {
    w.sandbox.disconnect();
    await w.until(() => !w.sandbox.connected());
    await w.until(() => w.sandbox.connected());
    expect((await w.types('U0AVERY', '/ai-registry list')).text).toBe('No system is registered yet.');
  }, 30_000);

  test('a person whom Slack can’t be asked about is known as before', async () => {
    w.sandbox.faults.add({ kind: 'error', method: 'users.info', times: 20 });
    expect((await w.types('U0AVERY', '/ai-registry list')).text).toBe('No system is registered yet.');
    w.sandbox.faults.clear();
  });
});

describe('people', () => {
  const w = aWorkspace({ limits: true });

  test('who change their language are answered in it from then on', async () => {
    expect((await w.types('U0CASEY', '/ai-registry list')).text).toBe('No system is registered yet.');
    await w.sandbox.changeUser('U0CASEY', { locale: 'fr-CA' });
    expect((await w.types('U0CASEY', '/ai-registry list')).text).toBe('Aucun système n’est encore inscrit.');
  });

  test('of whom Slack tells an unknown time zone live in the organization’s', async () => {
    await w.sandbox.changeUser('U0ELI', { tz: 'Mars/Olympus' });
    await w.types('U0ELI', '/ai-registry list');
    await w.until(
      async () => (await w.daylight.store.people.get('U0ELI'))?.person.timeZone === 'America/Toronto',
    );
  });

  test('from another workspace look nothing up', async () => {
    await w.sandbox.changeUser('U0FARAH', { is_stranger: true });
    expect((await w.types('U0FARAH', '/ai-registry list')).text).toMatch(/open to members of this workspace/);
  });

  test('in a form that was tampered with are refused kindly', async () => {
    const view = await w.opens('U0AVERY', '/ai-registry register');
    view.private_metadata = '{"version":1,"request":"no","state":{}}';
    const { errors } = await w.submits('U0AVERY', {
      nameEn: 'x',
      organization: '1',
      descriptionEn: 'x',
      lifecycle: 'idea',
    });
    expect(errors?.nameEn).toMatch(/from before an update/);
  });
});

describe('over HTTP', () => {
  const w = aWorkspace({ mode: 'http', limits: true });
  const post = (body: string, headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${w.daylight.port}/slack/events`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  const signed = (body: string, secret: string, at: number) => ({
    'x-slack-request-timestamp': String(at),
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`,
  });

  test('a request with a forged, an old or no signature is refused', async () => {
    const now = Math.floor(Date.now() / 1000);
    const body = 'command=/ai-registry&text=list&user_id=U0AVERY';
    expect((await post(body, signed(body, 'another-secret', now))).status).toBe(401);
    expect((await post(body, signed(body, 'a-signing-secret-of-the-tests', now - 600))).status).toBe(401);
    expect((await post(body, {})).status).toBe(401);
  });

  test('health answers 200 once ready, and nothing else is served', async () => {
    const base = `http://127.0.0.1:${w.daylight.port}`;
    const health = await fetch(`${base}/health`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ready', slack: 'by HTTP' }]);
    expect((await fetch(`${base}/`)).status).toBe(404);
    expect((await fetch(`${base}/slack/events`)).status).toBe(404);
  });
});
