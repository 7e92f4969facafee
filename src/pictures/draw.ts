import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Picture } from '../picture.ts';

const PATIENCE_MS = 30_000;
const DRAWING = fileURLToPath(new URL('./drawing.ts', import.meta.url));

/** Draws a picture as a PNG, in a process of its own: nobody waits for it, and its memory is given back. */
export function draw(picture: Picture): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = fork(DRAWING, {
      execArgv: ['--import', import.meta.resolve('tsx')],
      serialization: 'advanced',
      timeout: PATIENCE_MS,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('message', (png: Uint8Array) => resolve(Buffer.from(png)));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the picture was not drawn (${code ?? 'out of time'})`)));
    child.send(picture, (error) => error && reject(error));
  });
}
