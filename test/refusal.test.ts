import { expect, test } from 'vitest';
import { notListening, Refusal, said } from '../src/refusal.ts';

const failed = (code: string, given: object = {}) => Object.assign(new Error(code), { code, ...given });

test.each([
  ['EADDRINUSE', 'PORT: 10.0.0.1:80 is taken by another program. Stop it, or set PORT to another port.'],
  ['EACCES', 'PORT: this user may not listen on 80 (EACCES). Set PORT to one from 1024 on.'],
  [
    'EADDRNOTAVAIL',
    'HOST: "10.0.0.1" is no address of this machine (EADDRNOTAVAIL). Set HOST to one that is.',
  ],
  ['ENOTFOUND', 'HOST: "10.0.0.1" is no address of this machine (ENOTFOUND). Set HOST to one that is.'],
])('who can’t listen reads which setting to change: %s', (code, sentence) => {
  const error = notListening(failed(code, { syscall: 'listen' }), '10.0.0.1', 80);
  expect([error instanceof Refusal, error.message]).toEqual([true, sentence]);
});

test('a file that can’t be read on the way is not taken for a port', () => {
  const error = failed('EACCES', { syscall: 'open', path: 'data/daylight.workspace.json' });
  expect(said(notListening(error, '127.0.0.1', 3000))).toBe(
    'This user may not read or write data/daylight.workspace.json (EACCES). Give it the right to, or name another place.',
  );
});

test('where nobody may write, nobody is told to give rights', () =>
  expect(said(failed('EROFS', { path: '/srv/backups' }))).toMatch(
    /^\/srv\/backups can't be written: the file system is read-only there\. .*ReadWritePaths=/,
  ));
