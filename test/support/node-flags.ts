import { readFileSync } from 'node:fs';
import path from 'node:path';

const { scripts } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8'));

/** How Node reads TypeScript, wherever it is started. */
export const TYPESCRIPT = ['--import', import.meta.resolve('../../src/typescript.mjs')] as const;

/** What Node is started with, as `npm start` says it. */
export const NODE_FLAGS: readonly string[] = /^node (.*) src\/main\.ts$/.exec(scripts.start)![1]!.split(' ');
