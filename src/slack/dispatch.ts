import type { Answer, AnyCommand, Context } from '../command.ts';
import { mayUse } from '../domain/permission.ts';
import { nearest } from '../nearest.ts';
import { Problem } from '../problem.ts';
import { argumentsOf, splitLine } from './line.ts';

/** Typed, clicked or linked, a line is found among the commands, its arguments are read, and its one `run` answers. */
export async function dispatch(
  commands: readonly AnyCommand[],
  line: string,
  context: Context,
): Promise<Answer> {
  if (!mayUse(context.caller)) throw new Problem('guest');
  const { name, rest } = splitLine(line);
  const command = commands.find((c) => c.name === (name || 'help') || c.nameFr === name);
  if (!command) throw unknownCommand(commands, name, line, rest, context);
  return command.run({ ...context, args: command.args.parse(argumentsOf(command, rest)) as never });
}

/** What was meant, with the rest of the line kept; and the words may have been meant as a search. */
function unknownCommand(
  commands: readonly AnyCommand[],
  name: string,
  line: string,
  rest: string,
  { words }: Context,
): Problem {
  const french = words.language === 'fr';
  const names = commands.map((c) => (french ? c.nameFr : c.name));
  const meant = nearest(name, [...names, ...commands.map((c) => (french ? c.name : c.nameFr))]);
  const offers = meant.map((n) => ({ label: `${n} ${rest}`.trim(), line: `${n} ${rest}`.trim() }));
  const find = { label: `${french ? 'trouver' : 'find'} ${line}`.slice(0, 75), line: `find ${line}` };
  return new Problem(meant.length ? 'unknownCommand' : 'unknownCommandNothing', { given: name }, [
    ...offers,
    find,
    { label: words.t('do.help'), line: 'help' },
  ]);
}
