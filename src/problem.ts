import type { Key, Values } from './words/words.ts';

export type ProblemKey = Extract<Key, `problem.${string}`> extends `problem.${infer K}` ? K : never;

/** A nearest right thing, as a button. */
export interface Offer {
  label: string;
  /** The command line that the button stands for. */
  line: string;
}

/** For people: shown as written, in their language, with what to do next. Anything else that is thrown is a bug. */
export class Problem extends Error {
  readonly key: ProblemKey;
  readonly values: Values;
  readonly offers: readonly Offer[];

  constructor(key: ProblemKey, values: Values = {}, offers: readonly Offer[] = []) {
    super(key);
    this.name = 'Problem';
    this.key = key;
    this.values = values;
    this.offers = offers;
  }
}
