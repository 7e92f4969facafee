import { wordsFor } from '../../src/words/words.ts';
import { samples } from './samples.ts';

// `npm run preview [en|fr]`: every view as JSON, to be pasted into Slack's Block Kit Builder.
const language = process.argv[2] === 'fr' ? 'fr' : 'en';
for (const [name, view] of Object.entries(samples(wordsFor(language)))) {
  const shown = 'type' in view ? view : { blocks: (view as { blocks: unknown }).blocks };
  process.stdout.write(`\n// ${name}\n${JSON.stringify(shown, null, 2)}\n`);
}
