/**
 * Calls `round` until it says that nothing is left, never twice at a time. Who calls meanwhile waits for a round that began
 * after the call.
 */
export function goingOn(round: () => Promise<boolean>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;

  async function untilNothingIsLeft(): Promise<void> {
    try {
      do {
        again = false;
        while (await round());
      } while (again);
    } finally {
      running = null;
    }
  }

  return () => {
    again = true;
    running ??= untilNothingIsLeft();
    return running;
  };
}
