import { useEffect, useRef, useState } from 'preact/hooks';
import { act, send as sendFile } from './api.js';
import { Blocks } from './blocks.js';
import { html } from './html.js';
import { Mrkdwn, personName } from './text.js';

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Toronto',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

const initials = (name) =>
  name
    .split(/\s+/)
    .map((word) => word[0])
    .slice(0, 2)
    .join('');

const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

const File = ({ of }) =>
  html`<a class="file" href=${`/sandbox/files/${of.id}`} download=${of.name}>File: ${of.title} <span class="dim">${size(of.size)}</span></a>`;

/** What can be done with a message: the app's shortcuts, and an answer in its thread. */
function Actions({ of, me, told, shortcuts, reply }) {
  const use = async (id) => {
    const outcome = await act(me, 'message-shortcut', { id, channel: of.channel, ts: of.ts });
    if (outcome.notice) told(outcome.notice);
  };
  return html`<details class="more"><summary aria-label="More actions">⋯</summary>
    <div class="actions">
      <button type="button" class="button" onClick=${reply}>Reply in the thread</button>
      ${shortcuts.map(({ callback_id, name }) => html`<button type="button" class="button" onClick=${() => use(callback_id)}>⚡ ${name}</button>`)}
    </div>
  </details>`;
}

/** Where an answer in a thread is typed. */
function Reply({ of, me, told, done }) {
  const [text, setText] = useState('');
  const write = async (event) => {
    event.preventDefault();
    if (!text.trim()) return;
    const outcome = await act(me, 'say', { channel: of.channel, text, thread: of.thread_ts ?? of.ts });
    if (outcome.notice) told(outcome.notice);
    done();
  };
  return html`<form class="reply" onSubmit=${write}>
    <input type="text" aria-label="Reply in the thread" placeholder="Reply…" autocomplete="off" autofocus value=${text} onInput=${(e) => setText(e.target.value)} />
    <button type="submit" class="button">Reply</button>
  </form>`;
}

function Message({ of, me, people, bot, told, replies, shortcuts }) {
  const [replying, setReplying] = useState(false);
  const name = of.bot ? bot.name : personName(people, of.user);
  const click = async (block, action, entered) => {
    const outcome = await act(me, 'click', {
      place: { channel: of.channel, ts: of.ts },
      block,
      action,
      entered,
    });
    if (outcome.notice) told(outcome.notice);
  };
  return html`<article class=${of.only ? 'message only' : 'message'} aria-label=${`${name}, ${clock.format(Number(of.ts) * 1000)}`}>
    <div class=${of.bot ? 'avatar bot' : 'avatar'} aria-hidden="true">${of.bot ? '☀' : initials(name)}</div>
    <div class="grow">
      ${of.only && html`<div class="dim">Only visible to you</div>`}
      <div class="by"><strong>${name}</strong>${of.bot && html`<span class="tag">App</span>`}<time class="dim">${clock.format(Number(of.ts) * 1000)}</time></div>
      ${of.blocks.length ? html`<${Blocks} blocks=${of.blocks} people=${people} click=${click} />` : html`<${Mrkdwn} text=${of.text} people=${people} />`}
      ${(of.files ?? []).map((file) => html`<${File} key=${file.id} of=${file} />`)}
      ${of.edited && !of.only && html`<div class="dim">(edited)</div>`}
      ${
        replies.length > 0 &&
        html`<details class="thread"><summary>${replies.length} ${replies.length === 1 ? 'reply' : 'replies'} in the thread</summary>
        ${replies.map((reply) => html`<${Message} key=${reply.ts} of=${reply} me=${me} people=${people} bot=${bot} told=${told} replies=${[]} shortcuts=${shortcuts} />`)}
      </details>`
      }
      ${!of.only && html`<${Actions} of=${of} me=${me} told=${told} shortcuts=${shortcuts} reply=${() => setReplying(true)} />`}
      ${replying && html`<${Reply} of=${of} me=${me} told=${told} done=${() => setReplying(false)} />`}
    </div>
  </article>`;
}

/** Where lines are typed; a slash shows the commands that the manifest names. */
function Composer({ channel, me, commands, place, told }) {
  const [text, setText] = useState('');
  const past = useRef([]);
  const at = useRef(0);
  const hints = text.startsWith('/')
    ? commands.filter(({ command }) => command.startsWith(text.split(' ')[0]))
    : [];
  const send = async (event) => {
    event.preventDefault();
    const line = text.trim();
    if (!line) return;
    past.current.push(line);
    at.current = past.current.length;
    setText('');
    const outcome = await act(me, line.startsWith('/') ? 'command' : 'say', { channel, text: line });
    if (!outcome.notice) return;
    told(outcome.notice);
    setText((now) => now || line);
  };
  const attach = async (event) => {
    const file = event.target.files[0];
    event.target.value = '';
    const outcome = file && (await sendFile(me, channel, file));
    if (outcome?.notice) told(outcome.notice);
  };
  const key = (event) => {
    if (event.key === 'Tab' && !event.shiftKey && hints[0] && !text.includes(' ')) {
      event.preventDefault();
      setText(`${hints[0].command} `);
    }
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step && (text === '' || past.current.includes(text))) {
      event.preventDefault();
      at.current = Math.min(Math.max(at.current + step, 0), past.current.length);
      setText(past.current[at.current] ?? '');
    }
  };
  return html`<form class="composer" onSubmit=${send}>
    ${hints.map(
      (hint) =>
        html`<div class="hints" key=${hint.command}><strong>${hint.command}</strong> <span>${hint.usage_hint}</span><small>${hint.description}</small></div>`,
    )}
    <input type="text" aria-label=${`Message ${place}`} placeholder=${`Message ${place}, or type / for commands`} autocomplete="off" value=${text} onInput=${(e) => setText(e.target.value)} onKeyDown=${key} />
    <button type="submit" class="button primary">Send</button>
    <label class="button attach">Attach<input type="file" class="sr" aria-label=${`Send a file to ${place}`} onChange=${attach} /></label>
  </form>`;
}

/** A channel or the direct messages with the bot. */
export function Conversation({ state, channel, told }) {
  const { messages, people, bot, me } = state;
  const end = useRef(null);
  const place = channel.im ? bot.name : `#${channel.name}`;
  const last = messages.at(-1);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [last?.ts, channel.id]);
  const roots = messages.filter((m) => !m.thread_ts || m.thread_ts === m.ts);
  return html`<section class="conversation" aria-label=${place}>
    <div class="log" role="log" aria-label=${`Messages in ${place}`} tabindex="0">
      ${messages.length === 0 && html`<p class="empty">Nothing here yet. Type <code>${state.commands[0]?.command}</code> below and press Enter.</p>`}
      ${roots.map((m) => html`<${Message} key=${m.ts} of=${m} me=${me} people=${people} bot=${bot} told=${told} replies=${messages.filter((r) => r.thread_ts === m.ts && r.ts !== m.ts)} shortcuts=${state.messageShortcuts} />`)}
      <div ref=${end}></div>
    </div>
    <${Composer} channel=${channel.id} me=${me} commands=${state.commands} place=${place} told=${told} />
  </section>`;
}
