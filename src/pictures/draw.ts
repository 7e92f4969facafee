import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Picture } from '../picture.ts';

const PATIENCE_MS = 30_000;
/** Pictures come in pairs: the process that draws waits for the next one before it gives its memory back. */
const IDLE_MS = 20_000;
const DRAWING = fileURLToPath(new URL('./drawing.ts', import.meta.url));

/** What the drawing process is sent, and what it sends back. */
export interface Order {
  id: number;
  picture: Picture;
}
export type Drawn = { id: number; png: Uint8Array } | { id: number; fault: string };

interface Waiting {
  resolve(png: Buffer): void;
  reject(error: Error): void;
}

/** Draws pictures as PNGs, in a process of its own that nobody waits for and that ends by itself. */
export function drawer(): { draw(picture: Picture): Promise<Buffer>; stop(): void } {
  let child: ChildProcess | null = null;
  let resting: NodeJS.Timeout | undefined;
  let count = 0;
  const waiting = new Map<number, Waiting>();

  function stop(): void {
    clearTimeout(resting);
    const gone = child;
    gone?.kill();
    if (gone) ended(gone);
  }

  function settle(id: number): Waiting | undefined {
    const order = waiting.get(id);
    waiting.delete(id);
    clearTimeout(resting);
    if (waiting.size === 0) resting = setTimeout(stop, IDLE_MS).unref();
    return order;
  }

  function begin(): ChildProcess {
    const started = fork(DRAWING, {
      execArgv: ['--import', import.meta.resolve('../typescript.mjs')],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.on('message', (drawn: Drawn) => {
      const order = settle(drawn.id);
      if ('png' in drawn) order?.resolve(Buffer.from(drawn.png));
      else order?.reject(new Error(`the picture was not drawn: ${drawn.fault}`));
    });
    started.on('error', () => ended(started));
    started.once('exit', () => ended(started));
    // It keeps nobody from leaving.
    started.unref();
    started.channel?.unref();
    return started;
  }

  function ended(gone: ChildProcess): void {
    if (child !== gone) return;
    child = null;
    for (const [id, { reject }] of waiting) {
      waiting.delete(id);
      reject(new Error('the process that draws has ended'));
    }
  }

  return {
    stop,
    draw(picture) {
      clearTimeout(resting);
      count += 1;
      const id = count;
      child ??= begin();
      const drawing = new Promise<Buffer>((resolve, reject) => waiting.set(id, { resolve, reject }));
      child.send({ id, picture } satisfies Order, (error) => {
        if (error) settle(id)?.reject(error);
      });
      const timer = setTimeout(() => {
        settle(id)?.reject(new Error('the picture was not drawn in time'));
        // What hangs draws nothing else either.
        stop();
      }, PATIENCE_MS);
      return drawing.finally(() => clearTimeout(timer));
    },
  };
}
