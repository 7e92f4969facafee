import { setTimeout as wait } from 'node:timers/promises';
import { aMorning, CHANNEL, print, since } from './world.ts';

// `npm run bench:delivery -- [people]`: a morning at Slack's pace, and how fast others are answered meanwhile.

/** The whole morning within the sandbox's strict limits, with people typing meanwhile. */
async function pace(count: number): Promise<boolean> {
  const world = await aMorning({ people: count, limits: true });
  const { sandbox, people, total } = world;
  const { child } = await world.begin({ PACE: 'slack', MEMORY: '1' });
  const memory: number[] = [];
  child.stdout?.on('data', (data: Buffer) => {
    for (const text of data.toString().split('\n')) if (Number(text) > 0) memory.push(Number(text) / 2 ** 20);
  });
  const began = performance.now();
  const answers: number[] = [];
  const typist = sandbox.as(people[0]!);
  let seen = 0;
  let first = 0;
  while (total() < people.length && since(began) < people.length) {
    const asked = performance.now();
    const before = typist.reads(CHANNEL).length;
    const answered = new Promise<void>((resolve) => {
      const stop = sandbox.onChange(() => {
        if (typist.reads(CHANNEL).length === before) return;
        stop();
        resolve();
      });
    });
    await typist.command(CHANNEL, '/ai-registry due overdue');
    await answered;
    answers.push(performance.now() - asked);
    if (first === 0 && total() > 0) first = performance.now();
    await wait(2000);
    if (Math.floor(since(began) / 60) > seen) {
      seen = Math.floor(since(began) / 60);
      print(`… ${seen} min: ${total()} messages, ${memory.at(-1)?.toFixed(0)} MB`);
    }
  }
  const seconds = since(first);
  const { taken = 0, refused = 0 } = sandbox.calls.get('chat.postMessage') ?? {};
  const all = { taken: 0, refused: 0 };
  for (const calls of sandbox.calls.values()) {
    all.taken += calls.taken;
    all.refused += calls.refused;
  }
  answers.sort((a, b) => a - b);
  const middle = Math.floor(memory.length / 2);
  // The bucket of the first minute is full at the beginning: that many may go at once.
  const allowed = 300 + 5 * seconds;
  print(
    [
      `${people.length} people in ${seconds.toFixed(0)} s: ${(taken / seconds).toFixed(2)} messages a second`,
      `of the pace of 5 a second: ${((100 * taken) / (5 * seconds)).toFixed(1)} %; of all that was allowed, the burst among it: ${((100 * taken) / Math.min(allowed, people.length)).toFixed(1)} %`,
      `answered 429: ${refused} of ${taken + refused} messages, ${all.refused} of ${all.taken + all.refused} calls (${((100 * all.refused) / (all.taken + all.refused)).toFixed(2)} %)`,
      `others' commands: median ${answers[Math.floor(answers.length / 2)]?.toFixed(0)} ms, 95th percentile ${answers[Math.floor(answers.length * 0.95)]?.toFixed(0)} ms, of ${answers.length}`,
      `memory: ${memory[1]?.toFixed(0)} MB at first, ${memory[middle]?.toFixed(0)} MB half way, ${memory.at(-1)?.toFixed(0)} MB at the end, ${Math.max(...memory).toFixed(0)} MB at most`,
    ].join('\n'),
  );
  await wait(5000);
  await world.kill(child);
  const isRight = world.verdict();
  await world.end();
  return isRight;
}

process.exit((await pace(Number(process.argv[2] ?? 10_000))) ? 0 : 1);
