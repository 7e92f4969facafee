import type { AnyCommand } from '../src/command.ts';
import { assess } from './assess.ts';
import { backup } from './backup.ts';
import { delivery } from './delivery.ts';
import { digest } from './digest.ts';
import { due } from './due.ts';
import { edit } from './edit.ts';
import { exportRegistry } from './export.ts';
import { find } from './find.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { importTable } from './import.ts';
import { lead } from './lead.ts';
import { list } from './list.ts';
import { merge } from './merge.ts';
import { mine } from './mine.ts';
import { move } from './move.ts';
import { notMine } from './not-mine.ts';
import { organization } from './organization.ts';
import { policy } from './policy.ts';
import { redact } from './redact.ts';
import { register } from './register.ts';
import { report } from './report.ts';
import { restore } from './restore.ts';
import { retire } from './retire.ts';
import { settings } from './settings.ts';
import { show } from './show.ts';
import { snooze } from './snooze.ts';
import { stats } from './stats.ts';
import { tier } from './tier.ts';
import { transfer } from './transfer.ts';
import { undo } from './undo.ts';
import { unwatch } from './unwatch.ts';
import { validate } from './validate.ts';
import { watch } from './watch.ts';

/** What people can do, in the order of the help. */
export const commands: readonly AnyCommand[] = [
  help,
  register,
  show,
  find,
  list,
  mine,
  assess,
  snooze,
  notMine,
  settings,
  edit,
  tier,
  move,
  transfer,
  backup,
  validate,
  retire,
  restore,
  undo,
  merge,
  history,
  due,
  stats,
  digest,
  watch,
  unwatch,
  importTable,
  exportRegistry,
  lead,
  organization,
  policy,
  delivery,
  report,
  redact,
];
