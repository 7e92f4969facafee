import type { Job } from '../src/job.ts';
import { amendReminders } from './amend-reminders.ts';
import { remindOwners } from './remind-owners.ts';
import { weeklyDigest } from './weekly-digest.ts';

/** What happens by itself; the digest's times come from the settings. */
export const jobs = (digestCron: string): readonly Job[] => [
  amendReminders,
  remindOwners,
  { ...weeklyDigest, cron: digestCron },
];
