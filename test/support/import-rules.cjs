// Who may import whom: README's "The house". `only`: a room sees itself and what is named. `kept`: a thing is seen by
// those that are named.
const only = (name, from, ...allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [from, ...allowed] },
});
const kept = (name, to, ...by) => ({ name, severity: 'error', from: { pathNot: by }, to: { path: to } });

const MEANINGS =
  '^src/(command|form|job|notice|problem|asked|nearest|members|filters|when|writing|organizations|watching|importing|digesting|escalating|reporting|picture)\\.ts$';
const TYPES = '^node_modules/@slack/types';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.cjs$', '\\.test\\.ts$', '^test/(bench|vitest)', '^src/sandbox/page/'],
      },
      to: {},
    },
    only('domain-is-pure', '^src/domain/', '^node_modules/(temporal-polyfill|fastest-levenshtein)'),
    only('words-see-domain', '^src/words/', '^src/(domain/|problem\\.ts)', '^node_modules/i18next'),
    only(
      'views-see-domain-and-words',
      '^src/views/',
      '^src/(domain|words)/',
      '^src/store/[a-z]+\\.ts$',
      MEANINGS,
      TYPES,
    ),
    only(
      'commands-see-meanings',
      '^commands/',
      MEANINGS,
      '^src/(domain|views|words|files)/',
      '^src/store/[a-z]+\\.ts$',
      '^node_modules/zod',
    ),
    only(
      'jobs-see-meanings',
      '^scheduled/',
      MEANINGS,
      '^src/(domain|views|files)/',
      '^src/store/[a-z]+\\.ts$',
    ),
    only(
      'sandbox-stands-alone',
      '^src/sandbox/',
      '^node_modules/(ws|ajv|preact|htm|@types)',
      '^[a-z_:/]+$',
      '^node:',
    ),
    {
      name: 'commands-and-jobs-see-the-store-as-a-type-only',
      severity: 'error',
      from: { path: '^(commands|scheduled|src/views)/' },
      to: { path: '^src/store/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'store-sees-domain',
      severity: 'error',
      from: { path: '^src/store/' },
      to: {
        path: '^(src/(?!store/|domain/|refusal\\.ts|notice\\.ts|finding\\.ts)|commands/|scheduled/|test/)',
      },
    },
    {
      name: 'slack-does-not-see-rooms-of-others',
      severity: 'error',
      from: { path: '^src/slack/' },
      to: { path: '^(commands/|scheduled/|prisma/|src/(sandbox|files)/)' },
    },
    kept(
      'bolt-stays-in-slack',
      '^node_modules/@slack/(bolt|web-api)',
      '^src/slack/',
      '^src/daylight\\.ts$',
      '^test/',
      '^node_modules/',
    ),
    kept('cron-stays-in-clock', '^node_modules/(node-cron|croner)', '^src/clock\\.ts$', '^node_modules/'),
    kept(
      'prisma-stays-in-store',
      '(^node_modules/@?prisma|store/generated)',
      '^src/store/',
      '^prisma',
      '^test/',
      '^node_modules/',
    ),
    kept('main-and-tests-start-the-sandbox', '^src/sandbox/', '^src/sandbox/', '^src/main\\.ts$', '^test/'),
    kept('nothing-imports-main', '^src/main\\.ts$', '^$'),
    kept('nothing-imports-tests', '^test/', '^test/'),
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: ['node_modules', 'store/generated'] } },
};
