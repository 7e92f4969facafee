import { expect, test } from 'vitest';
import { ranked, type Weight, WordIndex } from '../../src/store/word-index.ts';

const words = (text: string, weight = 1): [string, Weight][] =>
  text.split(' ').map((word) => [word, { weight, inTitle: weight > 1 }]);

/** Documents by number, each with the words of its title and of its text. */
function anIndex(documents: Record<number, [title: string, text: string]>): WordIndex {
  const index = new WordIndex();
  for (const [number, [title, text]] of Object.entries(documents))
    index.set(Number(number), new Map([...words(text), ...words(title, 5)]));
  return index;
}

const asWritten = { misspelt: false };

test('finds what has all the words, those with them in the title first', () => {
  const index = anIndex({
    1: ['permit router', 'roads'],
    2: ['snow plow', 'permit router'],
    3: ['permit', 'letters'],
  });
  expect(ranked(index.withAll(['permit', 'router'], asWritten), 10)).toEqual([1, 2]);
});

test('finds a word by its beginning, after those that have it whole', () => {
  const index = anIndex({ 1: ['chatbot', 'x'], 2: ['chat', 'x'] });
  expect(ranked(index.withAll(['chat'], asWritten), 10)).toEqual([2, 1]);
});

test('finds a misspelt word only where asked', () => {
  const index = anIndex({ 1: ['translation', 'letters'] });
  expect(index.withAll(['trnslation'], asWritten).size).toBe(0);
  expect(ranked(index.withAll(['trnslation'], { misspelt: true }), 10)).toEqual([1]);
});

test('finds by any word in titles alone', () => {
  const index = anIndex({ 1: ['snow plow', 'permit'], 2: ['permit', 'snow'] });
  expect(ranked(index.withAny(['snow', 'salt'], { titles: true }), 10)).toEqual([1]);
});

test('forgets the words that a document no longer has', () => {
  const index = anIndex({ 1: ['snow plow', 'roads'] });
  index.set(1, new Map(words('salt', 5)));
  expect(index.withAll(['snow'], asWritten).size).toBe(0);
  expect(ranked(index.withAll(['salt'], asWritten), 10)).toEqual([1]);
});

test('a word that was corrected away hides nothing', () => {
  const index = anIndex({ 1: ['court translation', 'x'], 2: ['translation', 'x'], 3: ['translaton', 'x'] });
  index.set(3, new Map(words('translation', 5)));
  expect(ranked(index.withAll(['court', 'translat'], asWritten), 10)).toEqual([1]);
});

test('ranks from one rank on, equals by their numbers', () => {
  const scores = new Map([7, 3, 9, 1, 5].map((document) => [document, document === 9 ? 2 : 1]));
  expect(ranked(scores, 2)).toEqual([9, 1]);
  expect(ranked(scores, 2, 2)).toEqual([3, 5]);
  expect(ranked(scores, 2, 4)).toEqual([7]);
});
