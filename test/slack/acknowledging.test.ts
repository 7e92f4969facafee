import { expect, test } from 'vitest';
import { acknowledging } from '../../src/slack/acknowledging.ts';

const ANSWER = { text: 'Here it is.', response_type: 'ephemeral', replace_original: false };

/** What reached Slack, in order: the acknowledgement with what it carried, and answers beside it. */
function anEdge({ isLost = false } = {}) {
  const sent: unknown[] = [];
  let acked = (): void => {};
  const acknowledged = new Promise<void>((resolve) => {
    acked = resolve;
  });
  const ack = async (payload?: unknown) => {
    sent.push(['ack', payload]);
    acked();
    if (isLost) throw new Error('the connection was lost');
  };
  const respond = async (payload: object) => sent.push(['response_url', payload]);
  return { sent, acknowledged, answer: acknowledging(ack, respond) };
}

test('an answer that is ready goes with the acknowledgement, and the next one beside it', async () => {
  const { sent, answer } = anEdge();
  await answer.respond(ANSWER);
  await answer.respond(ANSWER);
  await answer.finish();
  expect(sent).toEqual([
    ['ack', { text: 'Here it is.', response_type: 'ephemeral' }],
    ['response_url', ANSWER],
  ]);
});

test('what takes longer is acknowledged in time, and answered when it is ready', async () => {
  const { sent, acknowledged, answer } = anEdge();
  await acknowledged;
  expect(sent).toEqual([['ack', undefined]]);
  await answer.respond(ANSWER);
  await answer.finish();
  expect(sent.slice(1)).toEqual([['response_url', ANSWER]]);
});

test('an answer whose connection was lost goes another way', async () => {
  const { sent, answer } = anEdge({ isLost: true });
  await answer.respond(ANSWER);
  await answer.finish();
  expect(sent.at(-1)).toEqual(['response_url', ANSWER]);
});

test('what is not answered is acknowledged all the same', async () => {
  const { sent, answer } = anEdge();
  await answer.finish();
  expect(sent).toEqual([['ack', undefined]]);
});
