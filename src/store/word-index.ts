import SearchableMap from 'minisearch/SearchableMap';

/** How much a word begun or misspelt counts beside one as it stands. */
const BEGUN = 0.6;
const MISSPELT = 0.3;
/** Every word begins with so few letters. */
const SHORTEST_BEGINNING = 2;

/** Typing errors that a word is forgiven. */
const forgiven = (word: string): number => (word.length > 5 ? 2 : word.length > 3 ? 1 : 0);

/** The documents that have a word, each with twice how much the word says of it, and one more where it stands in the title. */
type Postings = Map<number, number>;

export interface Weight {
  /** A whole number: of millions of those, the memory has no object each. */
  weight: number;
  inTitle: boolean;
}

/** What a word may mean: words of the index, each with how near it comes. */
type Meanings = { postings: Postings; nearness: number }[];

/** The score of each document found. */
export type Scores = Map<number, number>;

/**
 * Which documents have which words: finds by whole words, their beginnings and, where asked, with typing errors. Only numbers
 * are looked at, the rarest word first, so that a common word among a hundred thousand documents costs milliseconds (README,
 * decision 46).
 */
export class WordIndex {
  readonly #postings = new SearchableMap<Postings>();
  /** The words of each document, to take it out again. */
  readonly #words = new Map<number, readonly string[]>();
  /** Each word once: documents share them. */
  readonly #known = new Map<string, string>();

  has(document: number): boolean {
    return this.#words.has(document);
  }

  /** Adds a document, or replaces it, with the weight of each of its words. */
  set(document: number, weights: ReadonlyMap<string, Weight>): void {
    for (const word of this.#words.get(document) ?? []) this.#forget(word, document);
    const words = [...weights.keys()].map((word) => {
      const known = this.#known.get(word);
      if (known === undefined) this.#known.set(word, word);
      return known ?? word;
    });
    this.#words.set(document, words);
    for (const word of words) {
      const postings: Postings = this.#postings.get(word) ?? new Map();
      const { weight, inTitle } = weights.get(word)!;
      postings.set(document, 2 * weight + Number(inTitle));
      this.#postings.set(word, postings);
    }
  }

  /** A word that no document has any more is gone. */
  #forget(word: string, document: number): void {
    const postings = this.#postings.get(word);
    postings?.delete(document);
    if (postings?.size !== 0) return;
    this.#postings.delete(word);
    this.#known.delete(word);
  }

  /** The documents that have all of these words. */
  withAll(words: readonly string[], how: { misspelt: boolean }): Scores {
    const asked = words
      .map((word) => this.#meanings(word, how))
      .map((meanings) => ({ meanings, size: sizeOf(meanings) }))
      .sort((a, b) => a.size - b.size);
    let found: Scores | undefined;
    for (const { meanings, size } of asked) {
      const scores: Scores =
        found && found.size * meanings.length < size ? this.#among(found, meanings) : this.#scores(meanings);
      found = found ? both(found, scores) : scores;
      if (found.size === 0) break;
    }
    return found ?? new Map();
  }

  /** The documents that have any of these words, misspelt or not; only whole words in their titles, where asked. */
  withAny(words: readonly string[], { titles = false } = {}): Scores {
    const found: Scores = new Map();
    for (const word of words)
      for (const [document, score] of this.#scores(
        this.#meanings(word, { misspelt: true, begun: !titles }),
        titles,
      ))
        found.set(document, (found.get(document) ?? 0) + score);
    return found;
  }

  #meanings(word: string, { misspelt, begun = true }: { misspelt: boolean; begun?: boolean }): Meanings {
    const found = new Map<Postings, number>();
    const exact = this.#postings.get(word);
    if (exact) found.set(exact, 1);
    if (begun && word.length >= SHORTEST_BEGINNING)
      for (const [longer, postings] of this.#postings.atPrefix(word))
        if (!found.has(postings)) found.set(postings, (BEGUN * (word.length + 1)) / (longer.length + 1));
    if (misspelt && forgiven(word) > 0)
      for (const [postings, errors] of this.#postings.fuzzyGet(word, forgiven(word)).values())
        if (!found.has(postings)) found.set(postings, MISSPELT / errors);
    return [...found].map(([postings, nearness]) => ({ postings, nearness }));
  }

  /** What few have says more. */
  #worth({ postings, nearness }: Meanings[number]): number {
    return nearness * Math.log(1 + this.#words.size / postings.size);
  }

  #scores(meanings: Meanings, titles = false): Scores {
    const found: Scores = new Map();
    for (const meaning of meanings) {
      const worth = this.#worth(meaning);
      for (const [document, weight] of meaning.postings) {
        if (titles && weight % 2 === 0) continue;
        const score = worth * weight;
        if (score > (found.get(document) ?? 0)) found.set(document, score);
      }
    }
    return found;
  }

  #among(documents: Scores, meanings: Meanings): Scores {
    const found: Scores = new Map();
    const worths = meanings.map((meaning) => this.#worth(meaning));
    for (const document of documents.keys()) {
      let best = 0;
      meanings.forEach(({ postings }, i) => {
        best = Math.max(best, worths[i]! * (postings.get(document) ?? 0));
      });
      if (best > 0) found.set(document, best);
    }
    return found;
  }
}

const sizeOf = (meanings: Meanings): number => meanings.reduce((sum, { postings }) => sum + postings.size, 0);

/** What stands in both, with the sum of the scores. */
function both(a: Scores, b: Scores): Scores {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  const found: Scores = new Map();
  for (const [document, score] of few) {
    const other = many.get(document);
    if (other !== undefined) found.set(document, score + other);
  }
  return found;
}

/** The best first, from one rank on; equals by their numbers. */
export function ranked(scores: Scores, limit: number, from = 0): number[] {
  const wanted = from + limit;
  const best: [document: number, score: number][] = [];
  const comesFirst = (a: [number, number], b: [number, number]) => a[1] - b[1] || b[0] - a[0];
  for (const found of scores) {
    if (best.length === wanted && comesFirst(found, best[wanted - 1]!) < 0) continue;
    let at = best.length;
    while (at > 0 && comesFirst(found, best[at - 1]!) > 0) at -= 1;
    best.splice(at, 0, found);
    if (best.length > wanted) best.pop();
  }
  return best.slice(from).map(([document]) => document);
}
