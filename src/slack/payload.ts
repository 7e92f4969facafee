import type { KnownBlock } from '@slack/types';
import type { Message } from '../notice.ts';

/** Slack reads `&`, `<` and `>` in text as markup, `<!channel>` among it. */
const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A message as Slack's methods take it: nothing that a person wrote pings, formats or unfurls. */
export const payloadOf = ({
  text,
  blocks,
}: Message): { text: string; blocks: KnownBlock[]; unfurl_links: false; unfurl_media: false } => ({
  text: escaped(text),
  blocks,
  unfurl_links: false,
  unfurl_media: false,
});
