import type { AnyCommand } from './command.ts';
import { wordsFor } from './words/words.ts';

/** The slash command, the only one: everything else is a subcommand. */
export const SLASH_COMMAND = '/ai-registry';

const SCOPES = [
  'commands',
  'chat:write',
  'im:write',
  'im:history',
  'users:read',
  'users:read.email',
  'channels:read',
  'channels:history',
  'groups:history',
  'files:read',
  'files:write',
  'app_mentions:read',
];

/** The callback of a command's shortcut on messages. */
export const messageCallback = (command: string): string => `${command}-message`;

/** Slack's configuration of the app, derived from the list of commands. */
export function manifestOf(commands: readonly AnyCommand[]) {
  const { t } = wordsFor('en');
  return {
    display_information: {
      name: 'Daylight',
      description: 'The registry of AI systems: register, review, remind. Le registre des systèmes d’IA.',
      background_color: '#1d3557',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Daylight', always_online: true },
      slash_commands: [
        {
          command: SLASH_COMMAND,
          description: 'The registry of AI systems · Le registre des systèmes d’IA',
          usage_hint: commands.map(({ name }) => name).join(' | '),
          should_escape: true,
        },
      ],
      shortcuts: commands.flatMap(({ name, shortcut, messageShortcut }) => [
        ...(shortcut
          ? [
              {
                name: t(shortcut.name),
                type: 'global' as const,
                callback_id: name,
                description: t(shortcut.description),
              },
            ]
          : []),
        ...(messageShortcut
          ? [
              {
                name: t(messageShortcut.name),
                type: 'message' as const,
                callback_id: messageCallback(name),
                description: t(messageShortcut.description),
              },
            ]
          : []),
      ]),
    },
    oauth_config: { scopes: { bot: SCOPES } },
    settings: {
      event_subscriptions: { bot_events: ['app_home_opened', 'app_mention', 'message.im', 'user_change'] },
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    },
  };
}

export const manifestText = (commands: readonly AnyCommand[]): string =>
  `${JSON.stringify(manifestOf(commands), null, 2)}\n`;
