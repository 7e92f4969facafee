import { useEffect, useState } from 'preact/hooks';
import { act, exchanges } from './api.js';
import { html } from './html.js';

const FAULTS = [
  [
    'The next message is rate limited (429)',
    { kind: 'rate-limited', method: 'chat.postMessage', times: 1, retryAfter: 5 },
  ],
  ['The next call fails (500)', { kind: 'error', method: '*', times: 1 }],
  [
    'The next message is taken, its answer lost',
    { kind: 'lost-answer', method: 'chat.postMessage', times: 1 },
  ],
  ['The next answer takes two seconds', { kind: 'slow', method: '*', times: 1, ms: 2000 }],
  ['The next payload is delivered twice', { kind: 'twice', times: 1 }],
  ['The next acknowledgement is lost', { kind: 'lost-ack', times: 1 }],
];

const clock = new Intl.DateTimeFormat('en-CA', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

const what = ({ what: name, payload }) => {
  if (name === 'slash_commands') return `${payload.command} ${payload.text}`;
  return payload?.type && name === 'interactive' ? payload.type : (payload?.event?.type ?? name);
};

const Exchange = ({ of }) => html`<details>
  <summary>
    <span class=${of.way === 'to the app' ? 'way in' : 'way out'}>${of.way === 'to the app' ? 'to app' : 'to Slack'}</span>
    <span class="grow">${what(of)}</span>
    <span class="dim">${clock.format(of.at)} · ${Math.round(of.ms)} ms</span>
  </summary>
  <h4>Sent</h4>
  <pre tabindex="0">${JSON.stringify(of.payload, null, 2)}</pre>
  <h4>Answered</h4>
  <pre tabindex="0">${JSON.stringify(of.answer, null, 2)}</pre>
</details>`;

/** Every payload both ways, people's accounts, and what can be made to go wrong. */
export function Inspector({ me, beat, people, faults }) {
  const [list, setList] = useState([]);
  useEffect(() => {
    exchanges().then((all) => setList(all.reverse()));
  }, [beat]);
  return html`<aside class="inspector" aria-label="Inspector">
    <h2>Payloads, both ways</h2>
    <div class="exchanges">${list.map((of, i) => html`<${Exchange} key=${`${of.at}${i}`} of=${of} />`)}</div>
    <h2>Let something go wrong</h2>
    <ul class="plain">
      ${FAULTS.map(([label, fault]) => html`<li><button type="button" class="button small" onClick=${() => act(me, 'fault', { fault })}>${label}</button></li>`)}
      <li><button type="button" class="button small" onClick=${() => act(me, 'disconnect')}>Drop the app’s connection</button></li>
      <li><button type="button" class="button small" disabled=${faults.length === 0} onClick=${() => act(me, 'clear-faults')}>Clear what waits (${faults.length})</button></li>
    </ul>
    <h2>People</h2>
    <ul class="plain people">
      ${people.map(
        (person) => html`<li>
          <span class="grow">${person.name} <span class="dim">${person.locale} · ${person.tz}</span></span>
          <button type="button" class="button small" aria-label=${`${person.deleted ? 'Reactivate' : 'Deactivate'} ${person.name}`} onClick=${() => act(me, 'user', { id: person.id, fields: { deleted: !person.deleted } })}>
            ${person.deleted ? 'Reactivate' : 'Deactivate'}
          </button>
          <button type="button" class="button small" aria-label=${`${person.locale.startsWith('fr') ? 'English' : 'French'} for ${person.name}`} onClick=${() => act(me, 'user', { id: person.id, fields: { locale: person.locale.startsWith('fr') ? 'en-CA' : 'fr-CA' } })}>
            ${person.locale.startsWith('fr') ? 'English' : 'French'}
          </button>
        </li>`,
      )}
    </ul>
  </aside>`;
}
