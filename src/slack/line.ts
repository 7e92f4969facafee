import type { AnyCommand } from '../command.ts';

const QUOTES: Record<string, string> = { '"': '"', '“': '”', '«': '»' };

/** Slack escapes three characters in what people type. */
export const unescaped = (text: string): string =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

/** The first word of a line, or the first quoted phrase, and what is left of the line. */
function firstWord(line: string): [string, string] {
  const text = line.trimStart();
  const close = QUOTES[text[0] ?? ''];
  const end = close ? text.indexOf(close, 1) : -1;
  if (end > 0) return [text.slice(1, end).trim(), text.slice(end + 1).trim()];
  const space = text.search(/\s/);
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space).trim()];
}

/** The name that a line begins with, and the rest of it. */
export function splitLine(typed: string): { name: string; rest: string } {
  const [name, rest] = firstWord(unescaped(typed).replace(/\s+/g, ' ').trim());
  return { name: name.toLowerCase().replace(/^\//, ''), rest };
}

/** The words of a line by the names of the command's arguments; the last one takes all that is left. */
export function argumentsOf(command: Pick<AnyCommand, 'args'>, rest: string): Record<string, string> {
  const names = Object.keys(command.args.shape);
  const found: Record<string, string> = {};
  let left = rest;
  for (const [i, name] of names.entries()) {
    if (i === names.length - 1) found[name] = left;
    else [found[name], left] = firstWord(left);
  }
  return found;
}
