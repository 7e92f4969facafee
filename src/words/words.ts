import i18next from 'i18next';
import { type Day, daysBetween, type Instant, localTime, utcMidnight } from '../domain/day.ts';
import type { Language } from '../domain/person.ts';
import type { Problem } from '../problem.ts';
import en from './en.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };

type Plural = '_zero' | '_one' | '_many' | '_other';
type WithoutPlural<K extends string> = K extends `${infer Base}${Plural}` ? Base : K;

/** A sentence of the catalogue; plural forms share one key. */
export type Key = WithoutPlural<keyof typeof en>;
export type Values = Record<string, string | number>;

/** Every sentence that the bot says, in one language. */
export interface Words {
  language: Language;
  t(key: Key, values?: Values): string;
  /** 5 January 2027, 5 janvier 2027. */
  day(day: Day): string;
  /** March 2026, mars 2026. */
  month(day: Day): string;
  /** Jan 5, 5 janv. */
  shortDay(day: Day): string;
  /** "in 12 days", "today", "3 weeks overdue". */
  due(dueOn: Day, today: Day): string;
  /** "3 days ago", for what is past and late for nobody. */
  ago(on: Day, today: Day): string;
  /** 09:00, 9 h. */
  hour(hour: number): string;
  /** Monday for 1. */
  weekday(day: number): string;
  /** "Monday, April 6, 09:00", "lundi 6 avril, 9 h". */
  appointment(day: Day, hour: number): string;
  /** "April 7 at 10:05", "7 avril à 10 h 05", on the clocks of a time zone. */
  moment(at: Instant, timeZone: string): string;
  number(value: number): string;
  /** A count for a sentence; "1,000+" where counting stopped there. */
  atLeast(total: number, counted: boolean): { count: number; shown: string };
  join(parts: readonly string[]): string;
  problem(problem: Problem): string;
}
export type WordsFor = (language: Language) => Words;

const LOCALE = { en: 'en-CA', fr: 'fr-CA' } as const;

const CATALOGUES = { en, fr };

/** So many texts of a kind are kept as they were made. */
const REMEMBERED = 1000;

/** Nobody types it: a text in which it stood would be listed as two. */
const NUL = '\0';

/** What is made of a key, without making it anew: cards and lists say the same few hundred days and counts. */
function remembering<K>(make: (key: K) => string): (key: K) => string {
  const known = new Map<K, string>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED) known.clear();
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/** French counts a million in a way of its own; what has no words for that says it as any other count. */
function withMillions(texts: Record<string, string>): Record<string, string> {
  const others = Object.entries(texts).filter(([key]) => key.endsWith('_other'));
  return {
    ...Object.fromEntries(others.map(([key, text]) => [key.replace(/_other$/, '_many'), text])),
    ...texts,
  };
}

/** A language by itself: one library for both would look both up each time. */
async function catalogue(language: Language): Promise<Words['t']> {
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    resources: { [language]: { translation: withMillions(CATALOGUES[language]) } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  });
  // Most sentences, all labels of buttons among them, are what they are, and most others only have names to be filled in:
  // those the library would take apart anew each time.
  const texts: Record<string, string> = CATALOGUES[language];
  const isPlain = ([key, text]: [string, string]) =>
    !(`${key}_other` in texts) && !/_(zero|one|many|other)$/.test(key) && !text.includes(', number}}');
  const plain = new Map(
    Object.entries(texts)
      .filter(isPlain)
      .map(([key, text]) => [key, text.split(/\{\{(\w+)\}\}/)]),
  );
  const taken = (key: Key, values: Values) => String(instance.t(key, { ...values }));
  // Of the others, each card says some of the same few hundred: "3 weeks overdue".
  const counted = new Map<Key, (count: number) => string>();
  const asCounted = (key: Key, count: number): string => {
    const known = counted.get(key);
    if (known) return known(count);
    const say = remembering<number>((n) => taken(key, { count: n }));
    counted.set(key, say);
    return say(count);
  };
  return (key, values = {}) => {
    const pieces = plain.get(key);
    if (!pieces) {
      const { count } = values;
      const isOnly = typeof count === 'number' && Object.keys(values).length === 1;
      return isOnly ? asCounted(key, count) : taken(key, values);
    }
    let text = pieces[0]!;
    for (let i = 1; i < pieces.length; i += 2) text += String(values[pieces[i]!] ?? '') + pieces[i + 1];
    return text;
  };
}

/** Days up to a fortnight, then weeks, then months. */
function span(days: number): { unit: 'day' | 'week' | 'month'; count: number } {
  if (days < 14) return { unit: 'day', count: days };
  if (days < 60) return { unit: 'week', count: Math.round(days / 7) };
  return { unit: 'month', count: Math.round(days / 30.4375) };
}

/** How days are written; a formatter is dear to make and cheap to use. */
function written(locale: string, options: Intl.DateTimeFormatOptions): (day: Day) => string {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const text = remembering<number>((at) => format.format(at));
  return (day) => text(utcMidnight(day));
}

function words(language: Language, t: Words['t']): Words {
  const locale = LOCALE[language];
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const joined = remembering<string>((parts) => list.format(parts.split(NUL)));
  const numbers = new Intl.NumberFormat(locale);
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const relative = (name: 'in' | 'late' | 'ago', days: number): string => {
    const { unit, count } = span(days);
    return t(`${name}.${unit}`, { count });
  };
  const inFull = written(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  const inYear = written(locale, { day: 'numeric', month: 'long' });
  const withWeekday = written(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const short = written(locale, { day: 'numeric', month: 'short' });
  const hourText = (hour: number) =>
    language === 'fr' ? `${hour}\u00a0h` : `${String(hour).padStart(2, '0')}:00`;
  const firstOf = (text: string) => (language === 'fr' ? text.replace(/(^| )1 /, '$11er ') : text);
  return {
    language,
    t,
    day(day) {
      return firstOf(inFull(day));
    },
    month: written(locale, { month: 'long', year: 'numeric' }),
    shortDay: (day) => firstOf(short(day)),
    due(dueOn, today) {
      const days = daysBetween(today, dueOn);
      if (days === 0) return t('in.today');
      if (days === 1) return t('in.tomorrow');
      return days > 0 ? relative('in', days) : relative('late', -days);
    },
    ago(on, today) {
      const days = daysBetween(on, today);
      return days <= 0 ? t('in.today') : relative('ago', days);
    },
    hour: hourText,
    // 1 January 2024 was a Monday.
    appointment(on, hour) {
      return `${firstOf(withWeekday(on))}, ${hourText(hour)}`;
    },
    moment(at, timeZone) {
      const local = localTime(at, timeZone);
      const minutes = String(local.minute).padStart(2, '0');
      const time =
        language === 'fr'
          ? `${local.hour}\u00a0h\u00a0${minutes}`
          : `${String(local.hour).padStart(2, '0')}:${minutes}`;
      return t('moment', { day: firstOf(inYear(local.toPlainDate())), time });
    },
    weekday: (day) => weekdays.format(new Date(Date.UTC(2024, 0, day))),
    number: (value) => numbers.format(value),
    atLeast: (total, counted) => ({ count: total, shown: `${numbers.format(total)}${counted ? '' : '+'}` }),
    join: (parts) => joined(parts.join(NUL)),
    problem: (problem) => t(`problem.${problem.key}`, problem.values),
  };
}

const BOTH = { en: words('en', await catalogue('en')), fr: words('fr', await catalogue('fr')) };

export const wordsFor: WordsFor = (language) => BOTH[language];

/** What both languages call a word of the domain, for what people type: `tier.III` → Tier III, Niveau III. */
export const inBothLanguages = (key: Key): string[] => [BOTH.en.t(key), BOTH.fr.t(key)];
