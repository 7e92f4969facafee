import type { Job } from '../src/job.ts';
import { amendReminders } from './amend-reminders.ts';
import { applyPolicy } from './apply-policy.ts';
import { backUp } from './back-up.ts';
import { forget } from './forget.ts';
import { leadDigest } from './lead-digest.ts';
import { monthlyReport } from './monthly-report.ts';
import { refreshPeople } from './refresh-people.ts';
import { remindOwners } from './remind-owners.ts';
import { reorganize } from './reorganize.ts';
import { runImports } from './run-imports.ts';
import { takeStanding } from './take-standing.ts';
import { verifyHistory } from './verify-history.ts';
import { watchDigest } from './watch-digest.ts';
import { weeklyDigest } from './weekly-digest.ts';

/** What happens by itself; the digest's times come from the settings. */
export const jobs = (digestCron: string): readonly Job[] => [
  amendReminders,
  applyPolicy,
  reorganize,
  runImports,
  refreshPeople,
  remindOwners,
  watchDigest,
  { ...weeklyDigest, cron: digestCron },
  leadDigest,
  monthlyReport,
  takeStanding,
  forget,
  verifyHistory,
  backUp,
];
