/** Lower case, without accents, one space between words: how names are compared and ordered. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/giu, 'oe')
    .replace(/æ/giu, 'ae')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cuts between whole characters, so that no emoji is split; `max` counts UTF-16 units, as Slack's limits do at worst. */
export function pieces(text: string, max: number): string[] {
  if (text.length <= max) return [text];
  const out: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(text)) {
    if (piece.length + segment.length > max && piece !== '') {
      out.push(piece);
      piece = '';
    }
    piece += segment.length > max ? segment.slice(0, max) : segment;
  }
  return piece === '' ? out : [...out, piece];
}

/** At most `max` UTF-16 units, with an ellipsis where something was left out. */
export const shortened = (text: string, max: number): string =>
  text.length <= max ? text : `${pieces(text, max - 1)[0]}…`;

/** A short mark of a text (FNV-1a, 32 bits): tells whether it changed, and nothing more. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
