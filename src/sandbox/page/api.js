/** Asks the workspace for something on behalf of a person. */
export async function act(as, what, fields = {}) {
  const response = await fetch('/sandbox/do', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as, what, ...fields }),
  });
  return response.ok ? response.json() : { notice: 'The workspace did not answer. Is it still running?' };
}

/** Sends a file into a conversation. */
export async function send(as, channel, file) {
  const query = new URLSearchParams({ as, channel, name: file.name });
  const response = await fetch(`/sandbox/upload?${query}`, { method: 'POST', body: file });
  return response.ok ? response.json() : { notice: 'The workspace did not take the file.' };
}

export async function stateFor(as, channel) {
  const query = new URLSearchParams({ as, channel });
  return (await fetch(`/sandbox/state?${query}`)).json();
}

export const exchanges = async () => (await fetch('/sandbox/exchanges?last=60')).json();

/** Calls back whenever the workspace changed, and whether it can be reached. */
export function onChange(changed, reachable) {
  const source = new EventSource('/sandbox/changes');
  source.onmessage = changed;
  source.onopen = () => reachable(true);
  source.onerror = () => reachable(false);
  return () => source.close();
}
