import { expect, test } from 'vitest';
import { acknowledgements } from '../../src/slack/acknowledging.ts';

const ANSWER = { text: 'Here it is.', response_type: 'ephemeral', replace_original: false };

/** What reached Slack, in order: the acknowledgement with what it carried, and answers beside it. */
function anEdge({ isLost = false, deliversAgain = true } = {}) {
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
  const acks = acknowledgements(deliversAgain);
  return { sent, acknowledged, answer: acks.first('t1', ack, respond), again: () => acks.again('t1', ack) };
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

test('a command that is delivered again is acknowledged with the same answer', async () => {
  const { sent, answer, again } = anEdge();
  await answer.respond(ANSWER);
  await again();
  expect(sent[1]).toEqual(sent[0]);
});

test('a request that somebody else sends again is told nothing', async () => {
  const { sent, answer, again } = anEdge({ deliversAgain: false });
  await answer.respond(ANSWER);
  await again();
  expect(sent[1]).toEqual(['ack', undefined]);
});

test('a connection that is lost before the answer is ready ends nothing', async () => {
  const { sent, acknowledged, answer } = anEdge({ isLost: true });
  await acknowledged;
  await answer.respond(ANSWER);
  await answer.finish();
  expect(sent.at(-1)).toEqual(['response_url', ANSWER]);
});

test('what is not answered is acknowledged all the same', async () => {
  const { sent, answer } = anEdge();
  await answer.finish();
  expect(sent).toEqual([['ack', undefined]]);
});
