import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { html } from './html.js';

const option = (of, value) =>
  (of.options ?? of.option_groups?.flatMap((group) => group.options) ?? []).find((o) => o.value === value);

/** What a field holds before anybody touched it, as Slack sends it back. */
export function initially(of) {
  switch (of.type) {
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type: of.type, selected_option: of.initial_option ?? null };
    case 'checkboxes':
      return { type: of.type, selected_options: of.initial_options ?? [] };
    case 'users_select':
      return { type: of.type, selected_user: of.initial_user ?? null };
    case 'datepicker':
      return { type: of.type, selected_date: of.initial_date ?? null };
    case 'timepicker':
      return { type: of.type, selected_time: of.initial_time ?? null };
    default:
      return { type: of.type, value: of.initial_value ?? null };
  }
}

/** A select that is searched as one types: the combobox pattern, by keyboard too. */
function Search({ of, label, described, value, enter, search }) {
  const id = useId();
  const [query, setQuery] = useState(value?.text.text ?? '');
  const [found, setFound] = useState([]);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const asked = useRef(0);
  const look = async (text) => {
    asked.current += 1;
    const mine = asked.current;
    const options = await search(of.action_id, text);
    if (mine !== asked.current) return;
    setFound(options);
    setAt(0);
    setOpen(true);
  };
  const choose = (chosen) => {
    asked.current += 1;
    setQuery(chosen.text.text);
    setOpen(false);
    enter({ type: of.type, selected_option: chosen });
  };
  const key = (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) look('');
      else setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(found.length, 1));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      if (found[at]) choose(found[at]);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  return html`<div class="search">
    <input
      type="text"
      role="combobox"
      aria-label=${label}
      aria-describedby=${described}
      aria-expanded=${open}
      aria-controls=${`${id}-list`}
      aria-activedescendant=${open && found[at] ? `${id}-${at}` : undefined}
      autocomplete="off"
      placeholder=${of.placeholder?.text}
      value=${query}
      onFocus=${(event) => event.target.select()}
      onClick=${() => !open && look('')}
      onInput=${(event) => {
        setQuery(event.target.value);
        enter({ type: of.type, selected_option: null });
        look(event.target.value);
      }}
      onKeyDown=${key}
      onBlur=${() => setTimeout(() => setOpen(false), 150)}
    />
    <ul id=${`${id}-list`} role="listbox" aria-label=${label} hidden=${!open}>
      ${found.map(
        (o, i) =>
          html`<li id=${`${id}-${i}`} role="option" aria-selected=${i === at} onMouseDown=${(event) => {
            event.preventDefault();
            choose(o);
          }}>${o.text.text}</li>`,
      )}
      ${found.length === 0 && html`<li role="option" aria-disabled="true" aria-selected="false">Nothing found</li>`}
    </ul>
  </div>`;
}

const Radios = ({ of, name, value, enter }) =>
  of.options.map(
    (o) => html`<label class="choice">
      <input type="radio" name=${name} value=${o.value} checked=${value === o.value} onChange=${() => enter({ type: of.type, selected_option: o })} />
      <span>${o.text.text}${o.description && html`<small>${o.description.text}</small>`}</span>
    </label>`,
  );

const Boxes = ({ of, values, enter }) =>
  of.options.map(
    (o) => html`<label class="choice">
      <input type="checkbox" checked=${values.includes(o.value)} onChange=${(event) =>
        enter({
          type: of.type,
          selected_options: of.options.filter((x) =>
            x.value === o.value ? event.target.checked : values.includes(x.value),
          ),
        })} />
      <span>${o.text.text}</span>
    </label>`,
  );

/** One element that people fill in. */
export function Field({ of, label, described, invalid, people, search, entered, enter }) {
  const held = entered ?? initially(of);
  const common = {
    'aria-label': label,
    'aria-describedby': described,
    'aria-invalid': invalid ? 'true' : undefined,
  };
  const name = useId();
  switch (of.type) {
    case 'static_select':
      return html`<select ...${common} value=${held.selected_option?.value ?? ''} onChange=${(e) => enter({ type: of.type, selected_option: option(of, e.target.value) ?? null })}>
        <option value="">${of.placeholder?.text ?? 'Choose…'}</option>
        ${(of.options ?? []).map((o) => html`<option value=${o.value}>${o.text.text}${o.description ? `: ${o.description.text}` : ''}</option>`)}
      </select>`;
    case 'users_select':
      return html`<select ...${common} value=${held.selected_user ?? ''} onChange=${(e) => enter({ type: of.type, selected_user: e.target.value || null })}>
        <option value="">${of.placeholder?.text ?? 'Choose…'}</option>
        ${people.filter(({ deleted }) => !deleted).map((person) => html`<option value=${person.id}>${person.name}${person.guest ? ' (guest)' : ''}</option>`)}
      </select>`;
    case 'external_select':
      return html`<${Search} of=${of} label=${label} described=${described} value=${held.selected_option} enter=${enter} search=${search} />`;
    case 'radio_buttons':
      return html`<${Radios} of=${of} name=${name} value=${held.selected_option?.value} enter=${enter} />`;
    case 'checkboxes':
      return html`<${Boxes} of=${of} values=${(held.selected_options ?? []).map(({ value }) => value)} enter=${enter} />`;
    case 'datepicker':
      return html`<input type="date" ...${common} value=${held.selected_date ?? ''} onInput=${(e) => enter({ type: of.type, selected_date: e.target.value || null })} />`;
    case 'timepicker':
      return html`<input type="time" ...${common} value=${held.selected_time ?? ''} onInput=${(e) => enter({ type: of.type, selected_time: e.target.value || null })} />`;
    default: {
      const typed = (e) => enter({ type: of.type, value: e.target.value || null });
      const rest = {
        ...common,
        maxLength: of.max_length,
        placeholder: of.placeholder?.text,
        value: held.value ?? '',
        onInput: typed,
      };
      return of.multiline
        ? html`<textarea rows="4" ...${rest}></textarea>`
        : html`<input type="text" ...${rest} />`;
    }
  }
}

/** Moves the focus to the first field with an error, so that it is read and can be mended. */
export function useFirstError(errors, root) {
  useEffect(() => {
    if (errors && Object.keys(errors).length > 0)
      root.current?.querySelector('[aria-invalid=true], .invalid input')?.focus();
  }, [errors]);
}
