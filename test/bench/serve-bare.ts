import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

// The floor: a Bolt app that acknowledges every command with a constant text.
const receiver = new HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1' }),
  convoStore: false,
  logLevel: LogLevel.ERROR,
});
app.command(/.*/, async ({ ack }) => ack('A constant text.'));
const server = await app.start({ port: 0, host: '127.0.0.1' });
process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`);
