/** The workspace's clock: it runs like any clock, and can be moved forward. */
export interface MovableTime {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves on to a later moment; time does not go back. */
  moveTo(ms: number): void;
  /** How far it is ahead of this machine's clock. */
  ahead(): number;
}

export function movableTime(ahead = 0): MovableTime {
  let offset = ahead;
  return {
    now: () => Date.now() + offset,
    moveTo(ms) {
      offset = Math.max(offset, ms - Date.now());
    },
    ahead: () => offset,
  };
}
