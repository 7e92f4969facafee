import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise, type ICruiseOptions } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

// The import rules of the house; 0 modules seen is a failure, not a success.
const { forbidden, options } = createRequire(import.meta.url)('./import-rules.cjs');
const root = path.resolve(import.meta.dirname, '../..');
process.chdir(root);

const cruised = await cruise(
  ['src', 'commands', 'scheduled', 'prisma', 'test'],
  { ...options, ruleSet: { forbidden }, validate: true } as ICruiseOptions,
  {},
  { tsConfig: extractTSConfig('tsconfig.json') },
);
if (typeof cruised.output === 'string') throw new Error(cruised.output);
const { totalCruised, violations } = cruised.output.summary;
for (const { rule, from, to } of violations) process.stderr.write(`${rule.name}: ${from} → ${to}\n`);
const seen = cruised.output.modules.filter(({ source }) => /^(src|commands|scheduled)\//.test(source)).length;
process.stdout.write(
  `import rules: ${totalCruised} modules, ${seen} of ours, ${violations.length} violations\n`,
);
process.exit(violations.length > 0 || seen === 0 ? 1 : 0);
