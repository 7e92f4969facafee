import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// `npm run check:image`: the steps of the Dockerfile's first stage on a clean tree, and its command with what they leave, on
// the sandbox. It needs no Docker, and so checks neither the base image nor the second stage's user and volume.
const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'daylight-image-'));
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const [build = '', run = ''] = readFileSync(path.join(root, 'Dockerfile'), 'utf8')
  .replace(/\\\n/g, ' ')
  .split(/^FROM .*$/m)
  .slice(1);

function copy(files: string[], into: string): void {
  for (const file of files) {
    const target = into.endsWith('/') ? path.join(folder, into, file) : path.join(folder, into);
    mkdirSync(path.dirname(target), { recursive: true });
    cpSync(path.join(root, file), target, {
      recursive: true,
      filter: (source) => !source.includes('store/generated'),
    });
  }
}

function steps(): void {
  for (const line of build.split('\n')) {
    const [word, ...rest] = line.trim().split(/\s+/);
    if (word === 'COPY') copy(rest.slice(0, -1), rest.at(-1) ?? '');
    if (word === 'RUN') {
      print(line);
      execFileSync('sh', ['-ec', rest.join(' ')], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
}

const command: string[] = JSON.parse(/^CMD (\[.*\])$/m.exec(run)?.[1] ?? '[]');

function started(): Promise<{ child: ChildProcess; address: string }> {
  const began = performance.now();
  const { PATH, HOME } = process.env;
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd: folder,
    // Without NODE_ENV, since without tokens nothing starts in production.
    env: { PATH, HOME, PORT: '0', DATABASE_URL: `file:${folder}/data/daylight.db` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`it left with ${code}`)));
    child.stdout?.on('data', (data: Buffer) => {
      said += data.toString();
      const address = /Open (\S+) in/.exec(said)?.[1];
      if (!address) return;
      print(`ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
      resolve({ child, address });
    });
  });
}

try {
  steps();
  const { child, address } = await started();
  const page = await fetch(address);
  child.kill('SIGTERM');
  const code = await new Promise((resolve) => child.once('exit', resolve));
  print(`the page answers ${page.status}; it leaves with ${code}`);
  process.exitCode = page.ok && code === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
