import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { definitions, homeView, messageBlocks, modalView } from './block-kit.schema.ts';

/** Why Slack would refuse a payload, and where, as a JSON pointer. */
export interface Fault {
  pointer: string;
  reason: string;
}

interface Blockish {
  type?: string;
  block_id?: string;
  text?: unknown;
  element?: { action_id?: string };
  elements?: { action_id?: string }[];
  accessory?: { action_id?: string };
}

const MESSAGE_CHARACTERS = 13_200;
const MARKDOWN_CHARACTERS = 12_000;
const VIEW_BYTES = 250 * 1024;

const ajv = new Ajv2020({ discriminator: true, strict: false, allErrors: false });
ajv.addSchema(definitions);
const checks = {
  message: ajv.compile(messageBlocks),
  home: ajv.compile(homeView),
  modal: ajv.compile(modalView),
};

const faultOf = ({ instancePath, message, params }: ErrorObject): Fault => {
  const extra = 'additionalProperty' in params ? ` (${params.additionalProperty})` : '';
  return { pointer: instancePath || '/', reason: `${message ?? 'not allowed'}${extra}` };
};

/** The faults of a message's blocks; none when Slack would take them. */
export function messageFaults(blocks: unknown): Fault[] {
  if (!checks.message(blocks)) return (checks.message.errors ?? []).map(faultOf);
  const all = blocks as Blockish[];
  const faults = [...duplicates(all, ''), ...tables(all)];
  const characters = charactersIn(all);
  if (characters > MESSAGE_CHARACTERS)
    faults.push({ pointer: '/', reason: `msg_blocks_too_long: ${characters} characters` });
  const markdown = all
    .filter(({ type }) => type === 'markdown')
    .reduce((sum, b) => sum + String(b.text).length, 0);
  if (markdown > MARKDOWN_CHARACTERS)
    faults.push({ pointer: '/', reason: `markdown blocks hold ${markdown} characters in all` });
  return faults;
}

/** The faults of a modal or a Home. */
export function viewFaults(view: unknown): Fault[] {
  const kind = (view as { type?: string } | null)?.type === 'home' ? 'home' : 'modal';
  if (!checks[kind](view)) return (checks[kind].errors ?? []).map(faultOf);
  const { blocks, submit } = view as { blocks: Blockish[]; submit?: unknown };
  const faults = duplicates(blocks, '/blocks');
  const input = blocks.findIndex(({ type }) => type === 'input');
  if (kind === 'modal' && input >= 0 && !submit) {
    faults.push({ pointer: `/blocks/${input}`, reason: 'a modal with an input needs submit' });
  }
  const bytes = Buffer.byteLength(JSON.stringify(view));
  if (bytes > VIEW_BYTES)
    faults.push({ pointer: '/', reason: `the view has ${bytes} bytes; ${VIEW_BYTES} at most` });
  return faults;
}

function duplicates(blocks: readonly Blockish[], root: string): Fault[] {
  const faults: Fault[] = [];
  const ids = new Set<string>();
  for (const [i, block] of blocks.entries()) {
    if (block.block_id !== undefined && ids.has(block.block_id)) {
      faults.push({ pointer: `${root}/${i}/block_id`, reason: `block_id "${block.block_id}" stands twice` });
    }
    if (block.block_id !== undefined) ids.add(block.block_id);
    const actions = (block.elements ?? []).flatMap(({ action_id: id }) => id ?? []);
    const twice = actions.find((id, at) => actions.indexOf(id) !== at);
    if (twice !== undefined)
      faults.push({ pointer: `${root}/${i}/elements`, reason: `action_id "${twice}" stands twice` });
  }
  return faults;
}

const tables = (blocks: readonly Blockish[]): Fault[] =>
  blocks.filter(({ type }) => type === 'table').length > 1
    ? [{ pointer: '/', reason: 'only one table a message' }]
    : [];

function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, part) => sum + charactersIn(part), 0);
  if (value === null || typeof value !== 'object') return 0;
  return Object.entries(value).reduce(
    (sum, [key, part]) =>
      sum + (key === 'text' && typeof part === 'string' ? part.length : charactersIn(part)),
    0,
  );
}
