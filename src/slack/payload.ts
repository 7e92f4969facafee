import type { KnownBlock } from '@slack/types';
import { type Message, PICTURE } from '../notice.ts';

/** Slack reads `&`, `<` and `>` in text as markup, `<!channel>` among it. */
const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The message's picture stands where its block names it; without a file the block is left out. */
const withPicture = (blocks: readonly KnownBlock[], file: string | undefined): KnownBlock[] =>
  blocks.flatMap((block) => {
    const isPicture = block.type === 'image' && 'slack_file' in block && hasId(block.slack_file, PICTURE);
    if (!isPicture) return [block];
    return file ? [{ ...block, slack_file: { id: file } }] : [];
  });

const hasId = (file: object | undefined, id: string): boolean =>
  file !== undefined && 'id' in file && file.id === id;

/** A message as Slack's methods take it, with the file of its picture: nothing that a person wrote pings, formats or unfurls. */
export const payloadOf = (
  { text, blocks }: Message,
  file?: string,
): { text: string; blocks: KnownBlock[]; unfurl_links: false; unfurl_media: false } => ({
  text: escaped(text),
  blocks: withPicture(blocks, file),
  unfurl_links: false,
  unfurl_media: false,
});
