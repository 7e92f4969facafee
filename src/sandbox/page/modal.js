import { useEffect, useRef, useState } from 'preact/hooks';
import { act } from './api.js';
import { Blocks } from './blocks.js';
import { Field, initially, useFirstError } from './fields.js';
import { html } from './html.js';

const GROUPS = new Set(['radio_buttons', 'checkboxes']);

/** What stands in the fields, by block and element; what was typed survives an update of the view, as in Slack. */
function valuesOf(view, typed) {
  const inputs = view.blocks.filter(({ type }) => type === 'input');
  return Object.fromEntries(
    inputs.map(({ block_id, element }) => [
      block_id,
      { [element.action_id]: typed[block_id] ?? initially(element) },
    ]),
  );
}

function Input({ of, error, typed, enter, people, search }) {
  const described =
    [of.hint && `${of.block_id}-hint`, error && `${of.block_id}-error`].filter(Boolean).join(' ') ||
    undefined;
  const label = of.label.text;
  const field = html`<${Field}
    of=${of.element}
    label=${label}
    described=${described}
    invalid=${Boolean(error)}
    people=${people}
    search=${(action, query) => search(of.block_id, action, query)}
    entered=${typed}
    enter=${enter}
  />`;
  const name = html`${label}${of.optional && html` <span class="optional">(optional)</span>`}`;
  const below = html`
    ${of.hint && html`<p class="hint" id=${`${of.block_id}-hint`}>${of.hint.text}</p>`}
    ${error && html`<p class="error" id=${`${of.block_id}-error`} role="alert">${error}</p>`}
  `;
  if (GROUPS.has(of.element.type)) {
    return html`<fieldset class=${error ? 'input invalid' : 'input'} aria-describedby=${described}><legend>${name}</legend>${field}${below}</fieldset>`;
  }
  return html`<div class=${error ? 'input invalid' : 'input'}><div class="label" aria-hidden="true">${name}</div>${field}${below}</div>`;
}

/** The form on top of the stack. */
export function Modal({ view, me, people, bot, told }) {
  const dialog = useRef(null);
  const [typed, setTyped] = useState({});
  const [errors, setErrors] = useState(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    dialog.current.showModal();
    dialog.current.querySelector('.input input, .input select, .input textarea')?.focus();
    // When it is closed, the next line can be typed at once.
    return () => setTimeout(() => document.querySelector('.composer input[type=text]')?.focus(), 0);
  }, []);
  useEffect(() => {
    setErrors(null);
    dialog.current.querySelector('.body').scrollTop = 0;
  }, [view.hash]);
  useFirstError(errors, dialog);
  const values = () => valuesOf(view, typed);
  const close = () => act(me, 'close');
  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const outcome = await act(me, 'submit', { view: view.id, values: values() });
    setBusy(false);
    setErrors(outcome.errors ?? null);
    if (outcome.notice) told(outcome.notice);
  };
  const click = async (block, action, entered) => {
    const outcome = await act(me, 'click', {
      place: { view: view.id },
      block,
      action,
      entered,
      values: values(),
    });
    if (outcome.notice) told(outcome.notice);
  };
  const search = async (block, action, query) =>
    (await act(me, 'search', { view: view.id, block, action, query })).options;
  const input = (block) => html`<${Input}
    of=${block}
    error=${errors?.[block.block_id]}
    typed=${typed[block.block_id]}
    enter=${(entered) => setTyped((before) => ({ ...before, [block.block_id]: entered }))}
    people=${people}
    search=${search}
  />`;
  return html`<dialog ref=${dialog} class="modal" aria-labelledby="modal-title" onCancel=${(event) => {
    event.preventDefault();
    close();
  }}>
    <form onSubmit=${submit} novalidate>
      <header><h2 id="modal-title">${view.title.text}</h2><span class="app">${bot.name}</span></header>
      <div class="body" tabindex=${view.submit ? undefined : '0'}><${Blocks} blocks=${view.blocks} people=${people} click=${click} form=${input} level="3" /></div>
      <footer>
        <button type="button" class="button" onClick=${close}>${view.close?.text ?? 'Close'}</button>
        ${view.submit && html`<button type="submit" class="button primary" aria-busy=${busy}>${view.submit.text}</button>`}
      </footer>
    </form>
  </dialog>`;
}
