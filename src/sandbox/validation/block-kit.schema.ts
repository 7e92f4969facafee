// Slack's Block Kit as a JSON Schema (draft 2020-12 subset that ajv reads), with the limits of Slack's reference pages.

type Schema = Record<string, unknown>;

const parts = new Map<string, string>();
const $defs: Record<string, Schema> = {};

/** A part that is named once and referred to from then on: it is compiled once, in however many places it stands. */
function shared(schema: Schema): Schema {
  const text = JSON.stringify(schema);
  const name = parts.get(text) ?? `part${parts.size}`;
  parts.set(text, name);
  $defs[name] = schema;
  return { $ref: `block-kit#/$defs/${name}` };
}

const ID = 255;
const text = (maxLength: number, minLength = 1): Schema => ({ type: 'string', minLength, maxLength });
const list = (items: Schema, maxItems: number, minItems = 1): Schema => ({
  type: 'array',
  items,
  minItems,
  maxItems,
});
const url = text(3000);

const shape = (
  type: string,
  properties: Record<string, Schema>,
  required: string[],
  more: Schema,
): Schema => ({
  type: 'object',
  properties: { type: { const: type }, ...properties },
  required: ['type', ...required],
  additionalProperties: false,
  ...more,
});
const object = (
  type: string,
  properties: Record<string, Schema>,
  required: string[] = [],
  more: Schema = {},
): Schema => shared(shape(type, properties, required, more));

const plain = (max: number): Schema =>
  object('plain_text', { text: text(max), emoji: { type: 'boolean' } }, ['text']);
const mrkdwn = (max: number): Schema =>
  object('mrkdwn', { text: text(max), verbatim: { type: 'boolean' } }, ['text']);
const either = (...schemas: Schema[]): Schema =>
  shared({
    type: 'object',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: schemas,
  });
const anyText = (max: number): Schema => either(plain(max), mrkdwn(max));

const option = (words: Schema): Schema => ({
  type: 'object',
  properties: { text: words, value: text(150), description: plain(75), url },
  required: ['text', 'value'],
  additionalProperties: false,
});
const plainOption = option(plain(75));
const anyOption = option(anyText(75));
const groups = list(
  {
    type: 'object',
    properties: { label: plain(75), options: list(plainOption, 100) },
    required: ['label', 'options'],
    additionalProperties: false,
  },
  100,
);

const confirm: Schema = shared({
  type: 'object',
  properties: {
    title: plain(100),
    text: anyText(300),
    confirm: plain(30),
    deny: plain(30),
    style: { enum: ['primary', 'danger'] },
  },
  required: ['title', 'text', 'confirm', 'deny'],
  additionalProperties: false,
});

const element = (type: string, properties: Record<string, Schema>, required: string[] = []): Schema =>
  object(type, { action_id: text(ID), ...properties }, required);
const choosing = (type: string, properties: Record<string, Schema>, required: string[] = []): Schema =>
  element(
    type,
    { placeholder: plain(150), confirm, focus_on_load: { type: 'boolean' }, ...properties },
    required,
  );

const day = { type: 'string', pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' };
const typing = {
  placeholder: plain(150),
  focus_on_load: { type: 'boolean' },
  dispatch_action_config: {
    type: 'object',
    properties: {
      trigger_actions_on: { type: 'array', items: { enum: ['on_enter_pressed', 'on_character_entered'] } },
    },
    additionalProperties: false,
  },
};

const button = element(
  'button',
  {
    text: plain(75),
    value: text(2000, 0),
    url,
    style: { enum: ['primary', 'danger'] },
    confirm,
    accessibility_label: text(75),
  },
  ['text'],
);
const overflow = element('overflow', { options: list(plainOption, 5), confirm }, ['options']);
const picker = choosing('datepicker', { initial_date: day });
const timepicker = choosing('timepicker', {
  initial_time: { type: 'string', pattern: '^\\d{2}:\\d{2}$' },
  timezone: text(255),
});
const moment = choosing('datetimepicker', { initial_date_time: { type: 'integer' } });
const checkboxes = choosing(
  'checkboxes',
  { options: list(anyOption, 10), initial_options: list(anyOption, 10) },
  ['options'],
);
const radio = choosing('radio_buttons', { options: list(anyOption, 10), initial_option: anyOption }, [
  'options',
]);
const selects = [
  choosing('static_select', {
    options: list(plainOption, 100),
    option_groups: groups,
    initial_option: plainOption,
  }),
  choosing('external_select', {
    min_query_length: { type: 'integer', minimum: 0 },
    initial_option: plainOption,
  }),
  choosing('users_select', { initial_user: text(ID) }),
  choosing('conversations_select', {
    initial_conversation: text(ID),
    default_to_current_conversation: { type: 'boolean' },
    response_url_enabled: { type: 'boolean' },
    filter: { type: 'object' },
  }),
  choosing('channels_select', { initial_channel: text(ID), response_url_enabled: { type: 'boolean' } }),
];
const many = { max_selected_items: { type: 'integer', minimum: 1 } };
const multiSelects = [
  choosing('multi_static_select', {
    ...many,
    options: list(plainOption, 100),
    option_groups: groups,
    initial_options: list(plainOption, 100),
  }),
  choosing('multi_external_select', {
    ...many,
    min_query_length: { type: 'integer', minimum: 0 },
    initial_options: list(plainOption, 100),
  }),
  choosing('multi_users_select', { ...many, initial_users: list(text(ID), 100) }),
  choosing('multi_conversations_select', {
    ...many,
    initial_conversations: list(text(ID), 100),
    default_to_current_conversation: { type: 'boolean' },
    filter: { type: 'object' },
  }),
  choosing('multi_channels_select', { ...many, initial_channels: list(text(ID), 100) }),
];
const inputs = [
  element('plain_text_input', {
    ...typing,
    initial_value: text(3000, 0),
    multiline: { type: 'boolean' },
    min_length: { type: 'integer', minimum: 0, maximum: 3000 },
    max_length: { type: 'integer', minimum: 1, maximum: 3000 },
  }),
  element('url_text_input', { ...typing, initial_value: url }),
  element('email_text_input', { ...typing, initial_value: text(3000) }),
  element(
    'number_input',
    {
      ...typing,
      is_decimal_allowed: { type: 'boolean' },
      initial_value: text(100),
      min_value: text(100),
      max_value: text(100),
    },
    ['is_decimal_allowed'],
  ),
  element('rich_text_input', { ...typing, initial_value: { type: 'object' } }),
  element('file_input', {
    filetypes: list(text(20), 50),
    max_files: { type: 'integer', minimum: 1, maximum: 10 },
  }),
];

const picture = {
  alt_text: text(2000),
  image_url: url,
  slack_file: { type: 'object', properties: { id: text(ID), url }, additionalProperties: false },
};
const image = object('image', picture, ['alt_text']);

const style = { type: 'object', additionalProperties: { type: 'boolean' } };
const span = (type: string, properties: Record<string, Schema>, required: string[]): Schema =>
  object(type, { style, ...properties }, required);
const richElements = list(
  either(
    span('text', { text: { type: 'string', minLength: 1 } }, ['text']),
    span('link', { url, text: { type: 'string' }, unsafe: { type: 'boolean' } }, ['url']),
    span('user', { user_id: text(ID) }, ['user_id']),
    span('channel', { channel_id: text(ID) }, ['channel_id']),
    span('usergroup', { usergroup_id: text(ID) }, ['usergroup_id']),
    span('team', { team_id: text(ID) }, ['team_id']),
    span('emoji', { name: text(ID), unicode: text(ID), url }, ['name']),
    span('date', { timestamp: { type: 'integer' }, format: text(ID), url, fallback: text(ID) }, [
      'timestamp',
      'format',
    ]),
    span('broadcast', { range: { enum: ['here', 'channel', 'everyone'] } }, ['range']),
    span('color', { value: text(ID) }, ['value']),
  ),
  10_000,
  0,
);
const border = { type: 'integer', enum: [0, 1] };
const richSection = object('rich_text_section', { elements: richElements }, ['elements']);
const richParts = list(
  either(
    richSection,
    object('rich_text_preformatted', { elements: richElements, border, language: text(ID) }, ['elements']),
    object('rich_text_quote', { elements: richElements, border }, ['elements']),
    object(
      'rich_text_list',
      {
        elements: list(richSection, 1000),
        style: { enum: ['bullet', 'ordered'] },
        indent: { type: 'integer', minimum: 0 },
        offset: { type: 'integer' },
        border,
      },
      ['elements', 'style'],
    ),
  ),
  1000,
);

const block = (
  type: string,
  properties: Record<string, Schema>,
  required: string[] = [],
  more: Schema = {},
): Schema => object(type, { block_id: text(ID), ...properties }, required, more);
const richText = block('rich_text', { elements: richParts }, ['elements']);
const cell = either(
  object('raw_text', { text: text(3000) }, ['text']),
  object('raw_number', { value: { type: 'number' }, text: text(100) }, ['value']),
  richText,
);
const rows = list(list(cell, 20), 100);

const sectionAccessory = either(
  button,
  overflow,
  picker,
  timepicker,
  checkboxes,
  radio,
  image,
  ...selects,
  ...multiSelects,
);
const blocks = {
  section: block(
    'section',
    {
      text: anyText(3000),
      fields: list(anyText(2000), 10),
      accessory: sectionAccessory,
      expand: { type: 'boolean' },
    },
    [],
    { anyOf: [{ required: ['text'] }, { required: ['fields'] }] },
  ),
  divider: block('divider', {}),
  header: block('header', { text: plain(150), level: { type: 'integer', minimum: 1, maximum: 6 } }, ['text']),
  context: block('context', { elements: list(either(plain(3000), mrkdwn(3000), image), 10) }, ['elements']),
  actions: block(
    'actions',
    {
      elements: list(
        either(button, overflow, picker, timepicker, moment, checkboxes, radio, ...selects, ...multiSelects),
        25,
      ),
    },
    ['elements'],
  ),
  input: block(
    'input',
    {
      label: plain(2000),
      hint: plain(2000),
      optional: { type: 'boolean' },
      dispatch_action: { type: 'boolean' },
      element: either(...inputs, picker, timepicker, moment, checkboxes, radio, ...selects, ...multiSelects),
    },
    ['label', 'element'],
  ),
  image: block('image', { ...picture, title: plain(2000) }, ['alt_text'], {
    anyOf: [{ required: ['image_url'] }, { required: ['slack_file'] }],
  }),
  markdown: block('markdown', { text: text(12_000) }, ['text']),
  rich_text: richText,
  table: block(
    'table',
    { rows, column_settings: { type: 'array', maxItems: 20, items: { type: 'object' } } },
    ['rows'],
  ),
  data_table: block(
    'data_table',
    {
      rows,
      caption: text(3000),
      page_size: { type: 'integer', minimum: 1 },
      row_header_column_index: { type: 'integer', minimum: 0 },
    },
    ['rows', 'caption'],
  ),
  alert: block(
    'alert',
    { text: anyText(3000), level: { enum: ['default', 'info', 'warning', 'error', 'success'] } },
    ['text'],
  ),
  card: block('card', {
    title: mrkdwn(150),
    subtitle: mrkdwn(150),
    body: mrkdwn(3000),
    icon: image,
    hero_image: image,
    actions: list(button, 5),
  }),
  file: block('file', { external_id: text(ID), source: { const: 'remote' } }, ['external_id', 'source']),
  video: block(
    'video',
    {
      video_url: url,
      thumbnail_url: url,
      alt_text: text(2000),
      title: plain(200),
      title_url: url,
      author_name: text(50),
      provider_name: text(50),
      provider_icon_url: url,
      description: plain(200),
    },
    ['video_url', 'thumbnail_url', 'alt_text', 'title'],
  ),
};

const pick = (...names: (keyof typeof blocks)[]): Schema => either(...names.map((name) => blocks[name]));
const inMessage = pick(
  'section',
  'divider',
  'header',
  'context',
  'actions',
  'input',
  'image',
  'markdown',
  'rich_text',
  'table',
  'data_table',
  'alert',
  'card',
  'file',
  'video',
);
const inView = pick(
  'section',
  'divider',
  'header',
  'context',
  'actions',
  'input',
  'image',
  'rich_text',
  'alert',
  'video',
);

const view = (type: string, properties: Record<string, Schema>, required: string[]): Schema =>
  shape(
    type,
    {
      blocks: list(inView, 100),
      private_metadata: text(3000, 0),
      callback_id: text(ID, 0),
      external_id: text(ID, 0),
      ...properties,
    },
    ['blocks', ...required],
    {},
  );

/** What the schemas below refer to. */
export const definitions: Schema = { $id: 'block-kit', $defs };
export const messageBlocks: Schema = list(inMessage, 50, 0);
export const homeView = view('home', {}, []);
export const modalView = view(
  'modal',
  {
    title: plain(24),
    submit: plain(24),
    close: plain(24),
    clear_on_close: { type: 'boolean' },
    notify_on_close: { type: 'boolean' },
    submit_disabled: { type: 'boolean' },
  },
  ['title'],
);
