import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { App, Receiver } from '@slack/bolt';
import type { Logger } from 'pino';

// Slack's payloads over HTTP, each signed (https://docs.slack.dev/authentication/verifying-requests-from-slack), for Bolt. Its
// own receiver took a sixth of a card's time to compare two signatures, and parses each form twice (README, decision 51).

/** As far as a payload's time may be from ours: what somebody recorded is of no use to them later. */
const FRESH_SECONDS = 5 * 60;
/** Slack's payloads are far smaller. */
const LONGEST = 4 * 2 ** 20;
/** What Slack sends to see whether we have a certificate. */
const IS_PROBE = /(?:^|&)ssl_check=1(?:&|$)/;

/** A request that is answered by a status alone. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, why: string) {
    super(why);
    this.status = status;
  }
}

export interface HttpReceiver extends Receiver {
  /** Answers a request that Slack may have sent. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Without a server of its own: whoever has one hands it the requests. Throws without a secret, which anybody could sign with. */
export function httpReceiver(signingSecret: string, log: Logger): HttpReceiver {
  if (signingSecret === '') throw new Error('there is no signing secret');
  let app: App;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await read(request);
    // The signature is over these bytes and not over their type: an event that is sent on as a form must not be read as one.
    const isForm = !text.startsWith('{');
    // It is not signed, and nothing is done.
    if (isForm && IS_PROBE.test(text)) return send(response);
    verify(request, text);
    const body = parsed(text, isForm);
    if (body.type === 'url_verification') return send(response, { challenge: body.challenge });
    let isAcked = false;
    await app.processEvent({
      body,
      async ack(answer?: string | object) {
        if (isAcked) throw new Error('acknowledged twice');
        send(response, answer);
        isAcked = true;
      },
    });
    if (!isAcked) throw new Refused(404, 'nobody acknowledged it');
  }

  /** Throws `Refused` for what Slack has not signed with our secret, just now. */
  function verify({ headers }: IncomingMessage, text: string): void {
    const at = headers['x-slack-request-timestamp'];
    const isFresh = Math.abs(Date.now() / 1000 - Number(at)) <= FRESH_SECONDS;
    if (!isFresh) throw new Refused(401, 'its time is missing, or minutes from ours');
    const hmac = createHmac('sha256', signingSecret).update(`v0:${at}:${text}`).digest('hex');
    const [ours, theirs] = [Buffer.from(`v0=${hmac}`), Buffer.from(String(headers['x-slack-signature']))];
    if (ours.length !== theirs.length || !timingSafeEqual(ours, theirs))
      throw new Refused(401, 'it is not signed with our secret');
  }

  return {
    init: (bolt) => {
      app = bolt;
    },
    start: async () => {},
    stop: async () => {},
    async answer(request, response) {
      try {
        await take(request, response);
      } catch (error) {
        const status = error instanceof Refused ? error.status : 500;
        if (error instanceof Refused) log.warn({ status, why: error.message }, 'a request is refused');
        else log.error({ err: error }, 'could not answer a request');
        if (response.headersSent) return;
        // Whatever is still on its way of what is too long is not waited for.
        response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
      }
    },
  };
}

/** Rejects with `Refused` what is too long, and reads no further, or breaks off. */
const read = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request
      .on('data', (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length <= LONGEST) return;
        request.removeAllListeners('data').pause();
        reject(new Refused(413, 'it is too long'));
      })
      .on('end', () => resolve(Buffer.concat(chunks).toString()))
      .on('error', () => reject(new Refused(400, 'it broke off')));
  });

/** Commands come as a form, what is clicked and submitted as JSON in a form, events as JSON. */
function parsed(text: string, isForm: boolean): Record<string, unknown> {
  const form = isForm ? parse(text) : {};
  const json = isForm ? form.payload : text;
  if (typeof json !== 'string') return form;
  let body: unknown;
  try {
    body = JSON.parse(json);
  } catch {}
  if (typeof body !== 'object' || body === null) throw new Refused(400, 'it can’t be read');
  return body as Record<string, unknown>;
}

/** All at once, whose length is said first: in pieces it would take several writes. */
function send(response: ServerResponse, answer?: string | object): void {
  const isText = !answer || typeof answer === 'string';
  const body = isText ? answer || '' : JSON.stringify(answer);
  response
    .writeHead(200, {
      'content-length': Buffer.byteLength(body),
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
    })
    .end(body);
}
