import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// What both sides talk to: it takes everything at once, and says when an answer or a view arrived.

const USER = { team_id: 'T0SANDBOX', name: 'x', locale: 'en-CA', tz: 'America/Toronto' };

/** A Slack that answers at once and looks at nothing, so that what is measured is the app. */
export async function quietSlack() {
  let arrived = 0;
  let waiting = (): void => {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const path = request.url ?? '';
        if (path === '/answers' || path.endsWith('/views.publish')) {
          arrived += 1;
          waiting();
        }
        const id = new URLSearchParams(Buffer.concat(chunks).toString()).get('user');
        const known = {
          ok: true,
          team_id: 'T0SANDBOX',
          user_id: 'U0BOT',
          bot_id: 'B0BOT',
          user: { id, ...USER },
        };
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(known));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${address}/api/`,
    /** The response_url of every command. */
    answers: `${address}/answers`,
    arrived: () => arrived,
    /** Resolves when as many answers and views as that have arrived since the start. */
    until: (count: number): Promise<void> =>
      new Promise((resolve) => {
        waiting = () => {
          if (arrived >= count) resolve();
        };
        waiting();
      }),
    close: () => server.close(),
  };
}
