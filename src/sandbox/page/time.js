import { useEffect, useState } from 'preact/hooks';
import { act } from './api.js';
import { html } from './html.js';

const ZONE = 'America/Toronto';
const DAY = 86_400_000;
const shown = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const parts = (ms) =>
  Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: ZONE,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    })
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );

/** The moment at which a clock in Toronto shows this day and hour. */
function atHour(date, time) {
  const guess = Date.parse(`${date}T${time}:00Z`);
  const p = parts(guess);
  const off =
    Date.parse(`${p.year}-${p.month}-${p.day}T${p.hour === '24' ? '00' : p.hour}:${p.minute}:00Z`) - guess;
  return guess - off;
}

const dateOf = (ms) => {
  const { year, month, day } = parts(ms);
  return `${year}-${month}-${day}`;
};

function nextDay(now, wanted) {
  let ms = now + DAY;
  while (!wanted(parts(ms).weekday)) ms += DAY;
  return atHour(dateOf(ms), '09:00') + 5000;
}

/** The workspace's clock, and ways to move it forward. */
export function Time({ now, me }) {
  const [open, setOpen] = useState(false);
  const [, setBeat] = useState(0);
  const [base] = useState({ at: Date.now(), now });
  base.now = now;
  useEffect(() => {
    base.at = Date.now();
  }, [now]);
  useEffect(() => {
    const timer = setInterval(() => setBeat((n) => n + 1), 15_000);
    return () => clearInterval(timer);
  }, []);
  const current = now + (Date.now() - base.at);
  const move = (to) => {
    setOpen(false);
    act(me, 'time', { to });
  };
  const picked = (event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    move(atHour(data.get('date'), data.get('time')) + 5000);
  };
  return html`<div class="time" onKeyDown=${(event) => event.key === 'Escape' && setOpen(false)}>
    <span class="now"><span class="sr">The time in this workspace is </span>${shown.format(current)}</span>
    <button type="button" class="button" aria-expanded=${open} aria-controls="time-menu" onClick=${() => setOpen(!open)}>Move time</button>
    <div id="time-menu" class="menu" hidden=${!open}>
      <button type="button" class="button" onClick=${() => move(nextDay(current, () => true))}>Tomorrow, 09:00</button>
      <button type="button" class="button" onClick=${() => move(nextDay(current, (day) => !/^S/.test(day)))}>Next working day, 09:00</button>
      <button type="button" class="button" onClick=${() => move(nextDay(current, (day) => day === 'Mon'))}>Next Monday, 09:00</button>
      <form onSubmit=${picked}>
        <label>Day <input type="date" name="date" required min=${dateOf(current)} defaultValue=${dateOf(current + DAY)} /></label>
        <label>Hour <input type="time" name="time" required defaultValue="09:00" /></label>
        <button type="submit" class="button primary">Move</button>
      </form>
      <p class="hint">Toronto time. Time moves forward only.</p>
    </div>
  </div>`;
}
