/** Who watches what is done in the database. */
export interface Watched {
  /** Called whenever a statement changed something. */
  wrote?: () => void;
  /** Called after each statement, with the seconds that it took. */
  took?: (seconds: number) => void;
}
