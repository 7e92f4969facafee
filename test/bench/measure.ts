import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

// Ours against the floor, in one run, so that the machine doesn't matter.

/** One row of the table: figures of ours and of the floor, and the ratio that must be kept. */
export interface Row {
  what: string;
  systems: number;
  ours: string;
  floor: string;
  ratio: number | null;
  must: string;
  holds: boolean;
}

export const percentile = (times: readonly number[], p: number): number => {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * p)] ?? 0;
};

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;

/** So many runs only warm up: a service runs for weeks. */
export const WARMING = 100;

/** Runs both in turn, so that neither has the quieter machine; milliseconds of each. */
export async function inTurn(
  times: number,
  ours: (i: number) => Promise<unknown>,
  floor: (i: number) => Promise<unknown> | unknown,
): Promise<{ ours: number[]; floor: number[] }> {
  const taken = { ours: [] as number[], floor: [] as number[] };
  for (let i = -WARMING; i < times; i++) {
    for (const [name, run] of [
      ['ours', ours],
      ['floor', floor],
    ] as const) {
      const began = performance.now();
      await run(i + WARMING);
      if (i >= 0) taken[name].push(performance.now() - began);
    }
  }
  return taken;
}

/** How long something takes, how long it holds the event loop at most, and how much more memory it takes; ms, ms, MB. */
export async function watched(
  run: () => Promise<unknown>,
): Promise<{ took: number; held: number; grew: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const look = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  await run();
  const took = performance.now() - began;
  delay.disable();
  clearInterval(look);
  return {
    took,
    held: delay.max / 1e6,
    grew: (Math.max(most, process.memoryUsage.rss()) - before) / 2 ** 20,
  };
}

export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({ what, systems, ours, floor, ratio, must, holds }) => [
    what,
    systems.toLocaleString('en'),
    ours,
    floor,
    ratio === null ? '' : `${ratio.toFixed(2)} ×`,
    must,
    holds ? 'holds' : '**falls short**',
  ]);
  const all = [
    ['what', 'systems', 'ours', 'floor', 'ratio', 'must', ''],
    ['---', '---', '---', '---', '---', '---', '---'],
    ...cells,
  ];
  return all.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
