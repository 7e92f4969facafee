import { describe, expect, test } from 'vitest';
import { noSystems } from '../../src/domain/digest.ts';
import { messageFaults, viewFaults } from '../../src/sandbox/validation/block-kit.ts';
import { digest } from '../../src/views/digest.ts';
import { wordsFor } from '../../src/words/words.ts';
import { TODAY } from '../support/builders.ts';
import { samples } from '../support/samples.ts';

describe.each(['en', 'fr'] as const)('in %s', (language) => {
  const all = Object.entries(samples(wordsFor(language)));

  test.each(all)('%s is what it was', (_, view) => expect(view).toMatchSnapshot());

  test.each(all)('%s is within Slack’s limits', (_, view) => {
    const faults = 'type' in view ? viewFaults(view) : messageFaults((view as { blocks: unknown }).blocks);
    expect(faults).toEqual([]);
  });

  test.each(all)('%s puts nobody’s text where Slack reads markup', (_, view) =>
    expect(JSON.stringify(view)).not.toContain('"mrkdwn"'),
  );

  test.each(all.filter(([, view]) => 'text' in view))(
    '%s says in its text what its blocks say',
    (_, view) => {
      const { text, blocks } = view as { text: string; blocks: { type: string; text?: { text: string } }[] };
      const header = blocks
        .find(({ type }) => type === 'header')
        ?.text?.text.replace('…', '')
        .slice(0, 60);
      if (
        header &&
        !/is registered|est inscrit|Recorded|consigné|My work|Mon travail|What Daylight|Ce que Daylight/.test(
          header,
        )
      )
        expect(text).toContain(header);
      expect(text.length).toBeGreaterThan(10);
    },
  );
});

test('a digest leaves no system out, however many changed', () => {
  const words = wordsFor('en');
  const news = [{ kind: 'registered' as const, field: null, from: null, to: null, times: 1 }];
  const changed = Array.from({ length: 300 }, (_, i) => ({
    number: i + 1,
    nameEn: `${'n'.repeat(190)}${i}`,
    nameFr: null,
    acronym: 'MTO',
    tier: 'I' as const,
    news,
  }));
  const counted = {
    changed,
    changedTotal: 300,
    registered: 300,
    assessed: 0,
    standing: noSystems(),
    scope: null,
    isLong: false,
    before: null,
    acronyms: new Map(),
  };
  const { message, thread } = digest(
    words,
    { from: TODAY, until: TODAY, ...counted },
    { changes: 'here if they fit' },
  );
  const said = JSON.stringify([message, thread]);
  for (const { number } of changed) expect(said).toContain(`AI-${String(number).padStart(4, '0')} `);
  for (const { blocks } of [message, ...thread]) expect(messageFaults(blocks)).toEqual([]);
});

test.each(['en', 'fr'] as const)('a count of a million is said as any other: %s', (language) =>
  expect(wordsFor(language).t('stats.intact', { count: 1_000_000, day: 'x' })).toMatch(/1.000.000 ent/),
);
