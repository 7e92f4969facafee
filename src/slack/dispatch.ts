import type { Answer, AnyCommand, Context } from '../command.ts';
import { mayUse } from '../domain/permission.ts';
import { parseSystemNumber } from '../domain/system.ts';
import { fold, pieces, shortened } from '../domain/text.ts';
import { nearest } from '../nearest.ts';
import { Problem } from '../problem.ts';
import { argumentsOf, splitLine } from './line.ts';

/** Nobody means more than this; buttons that repeat a line stay within Slack's limit. */
const LONGEST_LINE = 500;

/** Typed, clicked or linked, a line is found among the commands, its arguments are read, and its one `run` answers. */
export async function dispatch(
  commands: readonly AnyCommand[],
  line: string,
  context: Context,
): Promise<Answer> {
  if (!mayUse(context.caller)) throw new Problem('guest');
  const asked = pieces(line, LONGEST_LINE)[0] ?? '';
  const { name, rest } = splitLine(asked);
  if (parseSystemNumber(name) !== null && rest === '') return dispatch(commands, `show ${name}`, context);
  const command = commandCalled(commands, name || 'help');
  if (!command) throw unknownCommand(commands, name, asked, rest, context);
  return command.run({ ...context, args: command.args.parse(argumentsOf(command, rest)) as never });
}

/** Whether a line that begins so is one of the commands, in either language. */
export const isCommand = (commands: readonly AnyCommand[], name: string): boolean =>
  commandCalled(commands, name) !== undefined;

/** By its English name, or else by the French one, with or without accents. */
function commandCalled(commands: readonly AnyCommand[], name: string): AnyCommand | undefined {
  const found = commands.find((c) => c.name === name);
  if (found) return found;
  const folded = fold(name);
  return commands.find((c) => fold(c.nameFr) === folded);
}

/** What was meant, with the rest of the line kept; and the words may have been meant as a search. */
function unknownCommand(
  commands: readonly AnyCommand[],
  name: string,
  asked: string,
  rest: string,
  { words }: Context,
): Problem {
  const french = words.language === 'fr';
  const names = commands.map((c) => (french ? c.nameFr : c.name));
  const others = commands.map((c) => (french ? c.name : c.nameFr));
  const said = fold(name);
  const byWord = names.filter((_, i) => commands[i]!.otherWords?.some((word) => fold(word) === said));
  const own = [...new Set([...byWord, ...nearest(name, names)])];
  // Whoever typed in the other language is taken at their word.
  const meant = own.length > 0 ? own : nearest(name, others);
  const offers = meant.map((n) => ({
    label: shortened(`${n} ${rest}`.trim(), 75),
    line: `${n} ${rest}`.trim(),
  }));
  const find = { label: shortened(`${french ? 'trouver' : 'find'} ${asked}`, 75), line: `find ${asked}` };
  return new Problem(meant.length ? 'unknownCommand' : 'unknownCommandNothing', { given: name }, [
    ...offers,
    find,
    { label: words.t('do.help'), line: 'help' },
  ]);
}
