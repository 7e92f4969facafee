import { describe, expect, test } from 'vitest';
import { messageFaults, viewFaults } from '../../src/sandbox/validation/block-kit.ts';

const x = (count: number) => 'x'.repeat(count);
const times = (count: number, of: (i: number) => unknown) => Array.from({ length: count }, (_, i) => of(i));
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const button = (given: object = {}) => ({ type: 'button', action_id: 'a', text: plain('x'), ...given });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const input = (element: object, given: object = {}) => ({
  type: 'input',
  label: plain('L'),
  element: { action_id: 'a', ...element },
  ...given,
});
const option = (given: object = {}) => ({ text: plain('a'), value: '1', ...given });
const options = (count: number) => times(count, (i) => option({ value: String(i) }));
const section = { type: 'section', text: mrkdwn('a') };
const modal = (given: object) => ({ type: 'modal', title: plain('x'), blocks: [section], ...given });
const words = { title: plain('x'), text: plain('x'), confirm: plain('y'), deny: plain('n') };

describe('a message that Slack refuses is refused', () => {
  test.each<[string, unknown[]]>([
    ['51 blocks', times(51, () => ({ type: 'divider' }))],
    ['a section of 3001 characters', [{ type: 'section', text: mrkdwn(x(3001)) }]],
    ['an empty section text', [{ type: 'section', text: mrkdwn('') }]],
    ['a section with nothing in it', [{ type: 'section' }]],
    ['11 fields', [{ type: 'section', fields: times(11, () => mrkdwn('a')) }]],
    ['a field of 2001', [{ type: 'section', fields: [mrkdwn(x(2001))] }]],
    ['a header of 151', [{ type: 'header', text: plain(x(151)) }]],
    ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('x') }]],
    ['a button text of 76', [actions(button({ text: plain(x(76)) }))]],
    ['a button value of 2001', [actions(button({ value: x(2001) }))]],
    ['a button url of 3001', [actions(button({ url: `https://a/${x(2991)}` }))]],
    ['an action_id of 256', [actions(button({ action_id: x(256) }))]],
    ['26 elements', [actions(...times(26, (i) => button({ action_id: `a${i}` })))]],
    ['an action_id twice', [actions(button(), button())]],
    ['an unknown style', [actions(button({ style: 'green' }))]],
    [
      'a select of 101',
      [actions({ type: 'static_select', action_id: 'a', placeholder: plain('p'), options: options(101) })],
    ],
    ['an option value of 151', [input({ type: 'static_select', options: [option({ value: x(151) })] })]],
    ['an option text of 76', [input({ type: 'static_select', options: [option({ text: plain(x(76)) })] })]],
    ['11 radio buttons', [input({ type: 'radio_buttons', options: options(11) })]],
    ['6 in an overflow', [actions({ type: 'overflow', action_id: 'a', options: options(6) })]],
    ['a placeholder of 151', [input({ type: 'plain_text_input', placeholder: plain(x(151)) })]],
    ['a label of 2001', [{ ...input({ type: 'plain_text_input' }), label: plain(x(2001)) }]],
    ['a max_length of 3001', [input({ type: 'plain_text_input', max_length: 3001 })]],
    ['a date of another shape', [input({ type: 'datepicker', initial_date: '1/2/2026' })]],
    ['11 in a context', [{ type: 'context', elements: times(11, () => mrkdwn('a')) }]],
    ['a block_id of 256', [{ type: 'divider', block_id: x(256) }]],
    ['a block_id twice', times(2, () => ({ type: 'divider', block_id: 'x' }))],
    ['a confirm title of 101', [actions(button({ confirm: { ...words, title: plain(x(101)) } }))]],
    ['an unknown block', [{ type: 'blob' }]],
    ['a property too many', [{ type: 'divider', colour: 'red' }]],
    ['markdown of 12,001', [{ type: 'markdown', text: x(12_001) }]],
    ['13,201 characters in all', times(5, () => ({ type: 'section', text: plain(x(2641)) }))],
    ['two tables', times(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }))],
  ])('%s', (_, blocks) => expect(messageFaults(blocks)).not.toEqual([]));
});

describe('a view that Slack refuses is refused', () => {
  test.each<[string, unknown]>([
    ['a title of 25', modal({ title: plain(x(25)) })],
    ['a submit of 25', modal({ submit: plain(x(25)) })],
    ['101 blocks', modal({ blocks: times(101, () => ({ type: 'divider' })) })],
    ['private_metadata of 3001', modal({ private_metadata: x(3001) })],
    ['a callback_id of 256', modal({ callback_id: x(256) })],
    ['an input without submit', modal({ blocks: [input({ type: 'plain_text_input' })] })],
    ['a modal without a title', { type: 'modal', blocks: [section] }],
    ['a Home with a title', { type: 'home', title: plain('x'), blocks: [section] }],
    ['more than 250 KB', modal({ blocks: times(99, () => ({ type: 'section', text: plain(x(2900)) })) })],
  ])('%s', (_, view) => expect(viewFaults(view)).not.toEqual([]));
});

describe('what Slack takes is taken', () => {
  test.each<[string, unknown[]]>([
    ['a section and a button', [section, actions(button({ value: '1' }))]],
    ['a table', [{ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }]],
    ['a data table', [{ type: 'data_table', caption: 'c', rows: [[{ type: 'raw_text', text: 'a' }]] }]],
    ['markdown', [{ type: 'markdown', text: 'x' }]],
    [
      'rich text',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
        },
      ],
    ],
    ['an alert', [{ type: 'alert', text: mrkdwn('x') }]],
    ['a card', [{ type: 'card', title: mrkdwn('x') }]],
  ])('%s', (_, blocks) => expect(messageFaults(blocks)).toEqual([]));

  test('a modal with a title of 24 and an input', () =>
    expect(
      viewFaults(
        modal({ title: plain(x(24)), submit: plain('s'), blocks: [input({ type: 'plain_text_input' })] }),
      ),
    ).toEqual([]));
});

test('a fault names its place and its reason', () =>
  expect(messageFaults([section, { type: 'header', text: plain(x(151)) }])).toEqual([
    { pointer: '/1/text/text', reason: 'must NOT have more than 150 characters' },
  ]));
