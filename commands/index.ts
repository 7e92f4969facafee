import type { AnyCommand } from '../src/command.ts';
import { assess } from './assess.ts';
import { find } from './find.ts';
import { help } from './help.ts';
import { list } from './list.ts';
import { mine } from './mine.ts';
import { register } from './register.ts';
import { show } from './show.ts';
import { snooze } from './snooze.ts';

/** What people can do, in the order of the help. */
export const commands: readonly AnyCommand[] = [help, register, show, find, list, mine, assess, snooze];
