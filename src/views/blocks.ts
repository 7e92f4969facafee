import type { Button, KnownBlock, PlainTextElement, RichTextElement } from '@slack/types';
import { pieces, shortened } from '../domain/text.ts';
import type { Message } from '../notice.ts';

// User text stands in plain_text and rich text only, which neither ping nor format: `<!channel>` and *stars* are shown
// as typed. mrkdwn is never used.

const SECTION = 3000;
const HEADER = 150;
const LABEL = 75;
const CONTEXT = 2000;
const ID = 255;
/** What one message may hold: Slack refuses more near 13,200 characters, without saying so beforehand. */
const MAX_BLOCKS = 50;
const MAX_CHARACTERS = 10_000;

export const plain = (text: string, max = SECTION): PlainTextElement => ({
  type: 'plain_text',
  text: shortened(text, max) || ' ',
  emoji: false,
});

export const header = (text: string): KnownBlock => ({ type: 'header', text: plain(text, HEADER) });

/** Text of any length: as many sections as it needs. */
export const paragraphs = (text: string): KnownBlock[] =>
  pieces(text, SECTION).map((piece) => ({ type: 'section', text: plain(piece) }));

/** Lines that are never cut, in as few sections as hold them. */
export function linesInSections(lines: readonly string[]): KnownBlock[] {
  const sections: string[] = [];
  for (const text of lines) {
    const last = sections.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= SECTION)
      sections[sections.length - 1] = `${last}\n${text}`;
    else sections.push(text);
  }
  return sections.map((text) => line(text));
}

/** Small print. */
export const note = (text: string): KnownBlock => ({ type: 'context', elements: [plain(text, CONTEXT)] });

export const divider: KnownBlock = { type: 'divider' };

export interface Act {
  label: string;
  /** The command line that the button stands for. */
  line: string;
  /** What a screen reader says, where the label alone is not enough. */
  says?: string;
  primary?: boolean;
}

/** A button is a command that somebody else typed for you: its value is the line. */
export const button = ({ label, line, says, primary }: Act, index = 0): Button => ({
  type: 'button',
  action_id: pieces(`run:${index}:${line}`, ID)[0]!,
  text: plain(label, LABEL),
  value: line,
  ...(says && { accessibility_label: shortened(says, LABEL) }),
  ...(primary && { style: 'primary' as const }),
});

export const buttons = (acts: readonly Act[]): KnownBlock[] =>
  acts.length === 0
    ? []
    : [{ type: 'actions', elements: acts.slice(0, 25).map((act, index) => button(act, index)) }];

/** A line of a list with the button that opens it. */
export const line = (text: string, act?: Act): KnownBlock => ({
  type: 'section',
  text: plain(text),
  ...(act && { accessory: button(act) }),
});

const bold = (text: string): RichTextElement => ({ type: 'text', text, style: { bold: true } });
const literal = (text: string): RichTextElement => ({ type: 'text', text });

/** A label and its value; a person is shown as a mention that doesn't ping in a message for one. */
export type Fact = readonly [label: string, value: string | { person: string } | { url: string }];

const shownValue = (value: Fact[1]): RichTextElement => {
  if (typeof value === 'string') return literal(value || ' ');
  return 'person' in value
    ? { type: 'user', user_id: value.person }
    : { type: 'link', url: value.url, text: shortened(value.url, LABEL) };
};

/** One line a fact, labels bold. */
export const facts = (rows: readonly Fact[]): KnownBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: rows.flatMap(([label, value], i) => [bold(`${i ? '\n' : ''}${label} `), shownValue(value)]),
    },
  ],
});

/** A bold line. */
export const title = (text: string): KnownBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [bold(text)] }],
});

const characters = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + characters(part), 0);
  if (value === null || typeof value !== 'object') return 0;
  return Object.entries(value).reduce(
    (sum, [key, part]) => sum + (key === 'text' && typeof part === 'string' ? part.length : characters(part)),
    0,
  );
};

/** Whether the blocks fit one message. */
export const fits = (blocks: readonly KnownBlock[]): boolean =>
  blocks.length <= MAX_BLOCKS && characters(blocks) <= MAX_CHARACTERS;

/** Deals blocks out to as few messages as hold them; groups stay together where they fit. */
export function dealt(groups: readonly KnownBlock[][]): KnownBlock[][] {
  const messages: KnownBlock[][] = [];
  for (const group of groups) {
    const last = messages.at(-1);
    if (last && fits([...last, ...group])) last.push(...group);
    else messages.push([...group]);
  }
  return messages;
}

/** A message and its full summary, which screen readers read instead of the blocks. */
export const message = (text: string, blocks: KnownBlock[]): Message => ({
  text: shortened(text, MAX_CHARACTERS),
  blocks,
});
