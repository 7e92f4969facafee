import { useEffect, useRef, useState } from 'preact/hooks';
import { act } from './api.js';
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

function Message({ of, me, people, bot, told, replies }) {
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
      ${of.edited && !of.only && html`<div class="dim">(edited)</div>`}
      ${
        replies.length > 0 &&
        html`<details class="thread"><summary>${replies.length} ${replies.length === 1 ? 'reply' : 'replies'} in the thread</summary>
        ${replies.map((reply) => html`<${Message} key=${reply.ts} of=${reply} me=${me} people=${people} bot=${bot} told=${told} replies=${[]} />`)}
      </details>`
      }
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
      ${roots.map((m) => html`<${Message} key=${m.ts} of=${m} me=${me} people=${people} bot=${bot} told=${told} replies=${messages.filter((r) => r.thread_ts === m.ts && r.ts !== m.ts)} />`)}
      <div ref=${end}></div>
    </div>
    <${Composer} channel=${channel.id} me=${me} commands=${state.commands} place=${place} told=${told} />
  </section>`;
}
