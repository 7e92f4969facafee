import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { act, onChange, stateFor } from './api.js';
import { Blocks } from './blocks.js';
import { Conversation } from './conversation.js';
import { html } from './html.js';
import { Inspector } from './inspector.js';
import { Modal } from './modal.js';
import { Time } from './time.js';

const HOME = 'home';

function Sidebar({ state, place, go, seen, become, shortcut }) {
  const { channels, people, me, bot } = state;
  const item = (id, label, channel) => {
    const unread = channel && id !== place ? channel.count - (seen.current[`${me}:${id}`] ?? 0) : 0;
    return html`<li>
      <button type="button" class=${id === place ? 'place here' : 'place'} aria-current=${id === place ? 'page' : undefined} onClick=${() => go(id)}>
        <span class="grow">${label}</span>${unread > 0 && html`<span class="badge"><span class="sr">unread: </span>${unread}</span>`}
      </button>
    </li>`;
  };
  const im = channels.find((channel) => channel.im);
  const person = people.find(({ id }) => id === me);
  return html`<nav class="sidebar" aria-label="Workspace">
    <div class="acting">
      <label for="acting">You act as</label>
      <select id="acting" value=${me} onChange=${(event) => become(event.target.value)}>
        ${people.map(({ id, name, guest, deleted }) => html`<option value=${id}>${name}${guest ? ' (guest)' : ''}${deleted ? ' (deactivated)' : ''}</option>`)}
      </select>
      <p>${person.title}</p>
      <p>${person.locale.startsWith('fr') ? 'French' : 'English'} · ${person.tz.split('/').at(-1).replace('_', ' ')}</p>
    </div>
    <h2>Channels</h2>
    <ul>${channels.filter(({ im: direct }) => !direct).map((channel) => item(channel.id, `# ${channel.name}`, channel))}</ul>
    <h2>Apps</h2>
    <ul>${item(HOME, `${bot.name}: Home`)}${im && item(im.id, `${bot.name}: Messages`, im)}</ul>
    ${
      state.shortcuts.length > 0 &&
      html`<h2>Shortcuts</h2>
    <ul>${state.shortcuts.map(({ callback_id, name }) => html`<li><button type="button" class="place" onClick=${() => shortcut(callback_id)}>⚡ ${name}</button></li>`)}</ul>`
    }
  </nav>`;
}

function Home({ state, told }) {
  const { home, people, bot, me } = state;
  const click = async (block, action, entered) => {
    const outcome = await act(me, 'click', { place: { view: home.id }, block, action, entered });
    if (outcome.notice) told(outcome.notice);
  };
  return html`<section class="conversation home" aria-label=${`${bot.name}: Home`}>
    <div class="log" tabindex="0">${home ? html`<${Blocks} blocks=${home.blocks} people=${people} click=${click} />` : html`<p class="empty">${bot.name} is preparing its Home…</p>`}</div>
  </section>`;
}

const from = new URLSearchParams(location.search);

function App() {
  const [me, setMe] = useState(from.get('as') ?? '');
  const [place, setPlace] = useState(from.get('in') ?? '');
  const [state, setState] = useState(null);
  const [beat, setBeat] = useState(0);
  const [reachable, setReachable] = useState(true);
  const [notice, setNotice] = useState(null);
  const [inspecting, setInspecting] = useState(from.has('inspect'));
  const seen = useRef({});

  useEffect(() => onChange(() => setBeat((n) => n + 1), setReachable), []);
  useEffect(() => {
    let current = true;
    stateFor(me, place === HOME ? '' : place).then((next) => {
      if (!current) return;
      setState(next);
      const first = next.channels.find(({ im }) => !im)?.id ?? next.channels[0]?.id;
      if (!place || (place !== HOME && !next.channels.some(({ id }) => id === place))) setPlace(first);
    });
    return () => {
      current = false;
    };
  }, [beat, me, place]);
  useEffect(() => {
    if (!notice) return undefined;
    const timer = setTimeout(() => setNotice(null), 8000);
    return () => clearTimeout(timer);
  }, [notice]);

  if (!state) return html`<p class="empty" role="status">Opening the workspace…</p>`;
  const channel = state.channels.find(({ id }) => id === place);
  if (channel) seen.current[`${state.me}:${channel.id}`] = channel.count;
  const go = (id) => {
    setPlace(id);
    if (id === HOME) act(state.me, 'home');
  };
  const become = (id) => {
    setMe(id);
    if (place === HOME) act(id, 'home');
  };
  const top = state.modals.at(-1);
  const title =
    place === HOME
      ? `${state.bot.name}: Home`
      : channel?.im
        ? `${state.bot.name}: Messages`
        : `# ${channel?.name ?? ''}`;
  return html`
    <div class=${inspecting ? 'workspace inspecting' : 'workspace'}>
      <${Sidebar} state=${state} place=${place} go=${go} seen=${seen} become=${become} shortcut=${(id) => act(state.me, 'shortcut', { id })} />
      <main>
        <header class="top">
          <h1>${title}</h1>
          <${Time} now=${state.now} me=${state.me} />
          <button type="button" class="button" aria-pressed=${inspecting} onClick=${() => setInspecting(!inspecting)}>Inspector</button>
        </header>
        <div aria-live="assertive" class="notices">
          ${!reachable && html`<p class="notice">The workspace can’t be reached. Start it again; this page goes on by itself.</p>`}
          ${reachable && !state.connected && html`<p class="notice">No app is connected yet.</p>`}
          ${notice && html`<p class="notice">${notice}</p>`}
        </div>
        ${place === HOME ? html`<${Home} state=${state} told=${setNotice} />` : channel && html`<${Conversation} key=${state.me} state=${state} channel=${channel} told=${setNotice} />`}
      </main>
      ${inspecting && html`<${Inspector} me=${state.me} beat=${beat} people=${state.people} faults=${state.faults} />`}
    </div>
    ${top && html`<${Modal} key=${top.id} view=${top} me=${state.me} people=${state.people} bot=${state.bot} told=${setNotice} />`}
  `;
}

render(html`<${App} />`, document.getElementById('root'));
