/** An empty database of the newest version. */
export interface TestDatabase {
  url: string;
  /** Runs SQL in it, beside the product. */
  beside(sql: string): Promise<void>;
  release(): Promise<void>;
}
