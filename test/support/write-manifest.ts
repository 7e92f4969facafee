import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { commands } from '../../commands/index.ts';
import { manifestText } from '../../src/manifest.ts';

// `npm run manifest`: writes what the list of commands says.
writeFileSync(path.resolve(import.meta.dirname, '../../manifest.json'), manifestText(commands));
