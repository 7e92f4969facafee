import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { Temporal } from 'temporal-polyfill';
import { floorOf } from './floor.ts';
import { openRaw } from './raw.ts';

// The floor: a Bolt app that asks the database at least what must be asked, and answers with a constant text.
const { SLACK_SIGNING_SECRET, SLACK_API_URL, DATABASE_URL = '' } = process.env;
const floor = floorOf(await openRaw(DATABASE_URL), Temporal.Now.plainDateISO().toString());
const VIEW = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };

const receiver = new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET ?? '' });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1' }),
  clientOptions: { slackApiUrl: SLACK_API_URL! },
  convoStore: false,
  logLevel: LogLevel.ERROR,
});
app.command(/.*/, async ({ command, ack }) => {
  const [name = '', ...words] = command.text.split(' ');
  await floor[name]?.(command.user_id, words.join(' '));
  await ack('A constant text.');
});
app.event('app_home_opened', async ({ event, client }) => {
  await floor.home?.(event.user, '');
  await client.views.publish({ user_id: event.user, view: VIEW });
});
const server = await app.start({ port: 0, host: '127.0.0.1' });
process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`);
