import { html } from './html.js';

const MARKUP = /<([^>]+)>|\*([^*\n]+)\*|_([^_\n]+)_|~([^~\n]+)~|`([^`\n]+)`/g;

const unescaped = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

export const personName = (people, id) => people.find((person) => person.id === id)?.name ?? id;

export const Mention = ({ people, id }) => html`<span class="mention">@${personName(people, id)}</span>`;

/** A link that opens elsewhere; only web addresses become links. */
export const Link = ({ url, children }) =>
  /^https?:\/\//.test(url)
    ? html`<a href=${url} target="_blank" rel="noreferrer noopener">${children}</a>`
    : html`<span>${children}</span>`;

function reference(inside, people) {
  const [target, label] = inside.split('|');
  if (target.startsWith('@')) return html`<${Mention} people=${people} id=${target.slice(1)} />`;
  if (target.startsWith('!')) return html`<mark class="ping">@${target.slice(1)}</mark>`;
  if (target.startsWith('#')) return html`<span class="mention">#${label ?? target.slice(1)}</span>`;
  return html`<${Link} url=${target}>${unescaped(label ?? target)}<//>`;
}

/** Slack's mrkdwn, as far as bots use it. */
export function Mrkdwn({ text, people }) {
  const out = [];
  let last = 0;
  for (const match of text.matchAll(MARKUP)) {
    out.push(unescaped(text.slice(last, match.index)));
    const [whole, inside, bold, italic, strike, code] = match;
    if (inside) out.push(reference(inside, people));
    else if (bold) out.push(html`<strong>${unescaped(bold)}</strong>`);
    else if (italic) out.push(html`<em>${unescaped(italic)}</em>`);
    else if (strike) out.push(html`<s>${unescaped(strike)}</s>`);
    else out.push(html`<code>${unescaped(code)}</code>`);
    last = match.index + whole.length;
  }
  out.push(unescaped(text.slice(last)));
  return html`<span class="text">${out}</span>`;
}

/** A text object: plain text is shown as it is. */
export const Text = ({ of, people }) =>
  of.type === 'mrkdwn'
    ? html`<${Mrkdwn} text=${of.text} people=${people} />`
    : html`<span class="text">${of.text}</span>`;

function RichElement({ of, people }) {
  const style = of.style ?? {};
  let inner = of.text ?? '';
  if (of.type === 'user') inner = html`<${Mention} people=${people} id=${of.user_id} />`;
  if (of.type === 'link') inner = html`<${Link} url=${of.url}>${of.text ?? of.url}<//>`;
  if (of.type === 'emoji') inner = `:${of.name}:`;
  if (of.type === 'channel') inner = `#${of.channel_id}`;
  if (style.bold) inner = html`<strong>${inner}</strong>`;
  if (style.italic) inner = html`<em>${inner}</em>`;
  if (style.strike) inner = html`<s>${inner}</s>`;
  if (style.code) inner = html`<code>${inner}</code>`;
  return inner;
}

const inline = (elements, people) =>
  elements.map((element) => html`<${RichElement} of=${element} people=${people} />`);

export function RichText({ of, people }) {
  return of.elements.map((part) => {
    if (part.type === 'rich_text_list') {
      const items = part.elements.map((item) => html`<li>${inline(item.elements, people)}</li>`);
      return part.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    if (part.type === 'rich_text_preformatted') return html`<pre>${inline(part.elements, people)}</pre>`;
    if (part.type === 'rich_text_quote')
      return html`<blockquote>${inline(part.elements, people)}</blockquote>`;
    return html`<div class="text">${inline(part.elements, people)}</div>`;
  });
}
