import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../commands/index.ts';
import { SETTINGS } from '../src/config.ts';
import { manifestText, SLASH_COMMAND } from '../src/manifest.ts';
import en from '../src/words/en.json' with { type: 'json' };
import fr from '../src/words/fr.json' with { type: 'json' };
import { wordsFor } from '../src/words/words.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
/** Tables are padded; what they say is compared. */
const unpadded = (text: string): string => text.replace(/ +/g, ' ');
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)/g)].map(([, name = '']) => name).sort();

describe('the repository says one thing', () => {
  test('manifest.json is what the list of commands says (npm run manifest writes it)', () =>
    expect(read('manifest.json')).toBe(manifestText(commands)));

  test('README names every command as it is typed', () => {
    for (const { name, usage } of commands) {
      expect(read('README.md')).toContain(
        `\`${[SLASH_COMMAND, name, usage.en].filter(Boolean).join(' ')}\``.replaceAll('|', '\\|'),
      );
    }
  });

  test('README’s table of settings is the code’s', () => {
    for (const [name, { expected, preset }] of Object.entries(SETTINGS)) {
      expect(unpadded(read('README.md'))).toContain(
        unpadded(`| \`${name}\` | ${expected} | ${preset ? `\`${preset}\`` : ''} |`),
      );
    }
  });
});

describe('the catalogues', () => {
  const entries = Object.entries(en) as [keyof typeof en, string][];

  test('have the same keys in both languages', () => expect(Object.keys(fr)).toEqual(Object.keys(en)));

  test.each(entries)('%s names the same values in both languages', (key, text) =>
    expect(placeholders(fr[key])).toEqual(placeholders(text)),
  );

  test('leave nothing untranslated', () => {
    const same = entries.filter(
      ([key, text]) => fr[key] === text && /\p{L}{4}/u.test(text.replace(/\{\{.*?\}\}/g, '')),
    );
    expect(same.map(([key]) => key)).toEqual([
      'app.name',
      'lifecycle.production',
      'missing.descriptionEn',
      'change.policy',
      'name.descriptionEn',
      'name.exemption',
    ]);
  });

  test('have French spaces before colons and inside guillemets', () => {
    for (const [key, text] of Object.entries(fr)) {
      expect(`${key} ${text}`).not.toMatch(/ [:%»](?!\/)|« |[^\s\u00a0]»/);
    }
  });

  test('count in the plural of each language: zero is one in French', () => {
    expect(wordsFor('fr').t('reminder.due', { count: 0 })).toBe('0 examen vous attend');
    expect(wordsFor('en').t('list.all', { count: 0, shown: '0' })).toBe('0 systems');
    expect(wordsFor('fr').t('list.all', wordsFor('fr').atLeast(12_345, false))).toMatch(
      /^12\s345\+ systèmes$/,
    );
  });
});
