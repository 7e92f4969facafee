import { afterAll, beforeAll } from 'vitest';
import { type Given, startWorkspace, type TestWorkspace } from './workspace.ts';

/** The real product against the sandbox, for all tests of a file. */
export function aWorkspace(given: Given = {}): TestWorkspace {
  const workspace = {} as TestWorkspace;
  let stop = async (): Promise<void> => {};
  beforeAll(async () => {
    const started = await startWorkspace(given);
    Object.assign(workspace, started.workspace);
    stop = started.stop;
  });
  afterAll(() => stop());
  return workspace;
}
