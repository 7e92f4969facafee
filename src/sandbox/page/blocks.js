import { useState } from 'preact/hooks';
import { Field } from './fields.js';
import { html } from './html.js';
import { RichText, Text } from './text.js';

/** A button of the bot's; it waits until the click was taken, and asks first where the bot wants that. */
function Button({ of, click }) {
  const [busy, setBusy] = useState(false);
  const pressed = async () => {
    if (of.url) window.open(of.url, '_blank', 'noreferrer');
    const asks = of.confirm;
    if (asks && !window.confirm(`${asks.title.text}\n\n${asks.text.text}`)) return;
    setBusy(true);
    await click(of.action_id);
    setBusy(false);
  };
  const kind = of.style ? `button ${of.style}` : 'button';
  return html`<button type="button" class=${kind} aria-label=${of.accessibility_label} aria-busy=${busy} onClick=${pressed}>
    ${of.text.text}
  </button>`;
}

function Overflow({ of, click }) {
  return html`<select
    class="overflow"
    aria-label="More actions"
    onChange=${(event) => {
      const selected_option = of.options.find(({ value }) => value === event.target.value);
      event.target.value = '';
      click(of.action_id, { type: 'overflow', selected_option });
    }}
  >
    <option value="">⋯</option>
    ${of.options.map((option) => html`<option value=${option.value}>${option.text.text}</option>`)}
  </select>`;
}

function Interactive({ of, click, people, search }) {
  if (of.type === 'button') return html`<${Button} of=${of} click=${click} />`;
  if (of.type === 'overflow') return html`<${Overflow} of=${of} click=${click} />`;
  if (of.type === 'image') return html`<img class="accessory" src=${of.image_url} alt=${of.alt_text} />`;
  return html`<${Field} of=${of} label=${of.placeholder?.text ?? of.action_id} people=${people} search=${search} enter=${(entered) => click(of.action_id, entered)} />`;
}

function Section({ of, people, click }) {
  return html`<div class="section">
    <div class="grow">
      ${of.text && html`<${Text} of=${of.text} people=${people} />`}
      ${of.fields && html`<div class="fields">${of.fields.map((field) => html`<div><${Text} of=${field} people=${people} /></div>`)}</div>`}
    </div>
    ${of.accessory && html`<${Interactive} of=${of.accessory} click=${click} people=${people} />`}
  </div>`;
}

const Cell = ({ of, people }) =>
  of.type === 'rich_text' ? html`<${RichText} of=${of} people=${people} />` : String(of.text ?? of.value);

const Table = ({ of, people }) => html`<div class="table"><table>
  ${of.caption && html`<caption>${of.caption}</caption>`}
  ${of.rows.map((row, i) => html`<tr>${row.map((cell) => (i ? html`<td><${Cell} of=${cell} people=${people} /></td>` : html`<th scope="col"><${Cell} of=${cell} people=${people} /></th>`))}</tr>`)}
</table></div>`;

/** One block, as Slack would lay it out; `input` blocks are the form's. */
function Block({ of, people, click, form, level }) {
  const clicked = (action, entered) => click(of.block_id, action, entered);
  switch (of.type) {
    case 'header':
      return html`<div class="header" role="heading" aria-level=${level}>${of.text.text}</div>`;
    case 'section':
      return html`<${Section} of=${of} people=${people} click=${clicked} />`;
    case 'divider':
      return html`<hr />`;
    case 'context':
      return html`<div class="context">
        ${of.elements.map((e) => (e.type === 'image' ? html`<img src=${e.image_url} alt=${e.alt_text} />` : html`<${Text} of=${e} people=${people} />`))}
      </div>`;
    case 'actions':
      return html`<div class="actions">${of.elements.map((e) => html`<${Interactive} key=${e.action_id} of=${e} click=${clicked} people=${people} />`)}</div>`;
    case 'rich_text':
      return html`<div class="rich"><${RichText} of=${of} people=${people} /></div>`;
    case 'image':
      return html`<figure>${of.title && html`<figcaption>${of.title.text}</figcaption>`}<img src=${of.image_url ?? `/sandbox/files/${of.slack_file.id}`} alt=${of.alt_text} /></figure>`;
    case 'table':
    case 'data_table':
      return html`<${Table} of=${of} people=${people} />`;
    case 'input':
      return form ? form(of) : null;
    default:
      return html`<div class="text">${of.text?.text ?? of.text ?? ''}</div>`;
  }
}

/** The blocks of a message, a modal or Home. */
export const Blocks = ({ blocks, people, click, form, level = 2 }) =>
  blocks.map(
    (block) =>
      html`<${Block} key=${block.block_id} of=${block} people=${people} click=${click} form=${form} level=${level} />`,
  );
