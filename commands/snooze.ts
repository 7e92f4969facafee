import { z } from 'zod';
import { askedReview, askedSystem, mustEdit } from '../src/asked.ts';
import { type Context, defineCommand, openForm, rest, say } from '../src/command.ts';
import type { Assessment } from '../src/domain/assessment.ts';
import { addDays, type Day, isBefore, nextMonday } from '../src/domain/day.ts';
import { todayOf } from '../src/domain/person.ts';
import { comesBackOn, snoozeChoices, snoozeLimit } from '../src/domain/reminder.ts';
import { type System, systemNumber } from '../src/domain/system.ts';
import { fold } from '../src/domain/text.ts';
import { defineForm, type Submitted } from '../src/form.ts';
import type { Message } from '../src/notice.ts';
import { type Offer, Problem } from '../src/problem.ts';
import { problemMessage } from '../src/views/problem.ts';
import { snoozedText, snoozeForm } from '../src/views/snooze-form.ts';
import { writtenDay } from '../src/when.ts';

/** What takes a snooze back. */
const OFF = ['off', 'undo', 'wake', 'annuler', 'aucun'];

const state = z.object({ system: z.number(), assessment: z.number() });

const form = defineForm({
  name: 'snooze',
  version: 1,
  state,
  fields: z.object({
    when: z.enum(['tomorrow', 'monday', 'day'], { error: 'required' }),
    day: z.string().nullish(),
  }),
  async view({ state: s, typed, banner, ...context }) {
    const { system, assessment, limit } = await snoozable(context, s);
    const { words, caller, now, isHoliday } = context;
    const choices = snoozeChoices(assessment.dueOn, todayOf(caller, now), caller, isHoliday);
    return snoozeForm(words, { system, assessment, choices, caller, now, limit, typed, banner });
  },
  async submit({ state: s, fields, ...context }): Promise<Submitted> {
    const asked = await context.store.systems.get(s.system);
    if (asked) await mustEdit(context, asked);
    const { assessment } = await snoozable(context, s);
    const until = untilDay(fields.when === 'day' ? (fields.day ?? '') : fields.when, context);
    if (!until) return { kind: 'errors', errors: { day: new Problem('dayMissing') } };
    const fault = outOfRange(until, assessment, context);
    if (fault) return { kind: 'errors', errors: { [fields.when === 'day' ? 'day' : 'when']: fault } };
    return { kind: 'done', message: await putOff(context, assessment, until) };
  },
});

async function snoozable(
  { store, caller, now }: Context,
  s: z.infer<typeof state>,
): Promise<{ system: System; assessment: Assessment; limit: Day }> {
  const [system, assessment] = [await store.systems.get(s.system), await store.assessments.get(s.assessment)];
  if (!system || !assessment || assessment.system !== s.system) throw new Problem('formTooOld');
  const limit = snoozeLimit(assessment.dueOn, todayOf(caller, now));
  if (!limit) throw tooLate(assessment);
  return { system, assessment, limit };
}

function tooLate({ system, type }: Assessment): Problem {
  const number = systemNumber(system);
  return new Problem('snoozeOver', { number, type }, [
    { label: `${number} ${type}`, line: `assess ${number} ${type}` },
  ]);
}

/** The day of `tomorrow`, `monday`, `december 1` or 2027-01-05, by the caller's own calendar; null for anything else. */
function untilDay(when: string, { caller, now }: Context): Day | null {
  const today = todayOf(caller, now);
  const typed = when.toLowerCase();
  if (['tomorrow', 'demain'].includes(typed)) return addDays(today, 1);
  if (['monday', 'lundi', 'next week', 'semaine prochaine', 'la semaine prochaine'].includes(typed))
    return nextMonday(today);
  return writtenDay(when, today, 'ahead');
}

function outOfRange(until: Day, assessment: Assessment, { caller, now, words }: Context): Problem | null {
  const today = todayOf(caller, now);
  const limit = snoozeLimit(assessment.dueOn, today);
  if (!limit) return tooLate(assessment);
  const first = addDays(today, 1);
  if (!isBefore(until, first) && !isBefore(limit, until)) return null;
  return new Problem('snoozeRange', { from: words.day(first), until: words.day(limit) });
}

async function putOff(
  { store, words, caller, now, isHoliday }: Context,
  { id, system, type }: Assessment,
  until: Day,
): Promise<Message> {
  const number = systemNumber(system);
  const open = { label: words.t('do.openNumber', { number }), line: `show ${number}` };
  if (!(await store.assessments.snooze(id, until, { by: caller.id, at: now })))
    throw new Problem('notOpen', { number, type }, [open]);
  const text = snoozedText(words, type, number, comesBackOn(until, caller, isHoliday), caller);
  return problemMessage(text, [open, { label: words.t('do.undo'), line: `snooze ${number} ${type} off` }]);
}

/** As if it had not been put off. */
async function wake({ store, words }: Context, { id, system, type }: Assessment): Promise<Message> {
  const number = systemNumber(system);
  const open = { label: words.t('do.openNumber', { number }), line: `show ${number}` };
  if (!(await store.assessments.wake(id))) throw new Problem('notOpen', { number, type }, [open]);
  return problemMessage(words.t('snooze.off', { number, type }), [open]);
}

export const snooze = defineCommand({
  name: 'snooze',
  nameFr: 'reporter',
  group: 'everyday',
  summary: 'snooze.summary',
  otherWords: ['later', 'postpone', 'remind', 'wake'],
  usage: { en: 'AI-0042 PIA [tomorrow, monday or a day]', fr: 'AI-0042 PIA [demain, lundi ou un jour]' },
  args: z.object({ system: rest, type: rest, when: rest }),
  forms: [form],
  async run({ args, ...context }) {
    const system = await askedSystem(context, args.system, (number) =>
      `snooze ${number} ${args.type}`.trim(),
    );
    await mustEdit(context, system);
    const { words } = context;
    const number = systemNumber(system.number);
    const review = await askedReview(context, system, args.type, (type) => `snooze ${number} ${type}`);
    const reference = { system: system.number, assessment: review.id };
    if (OFF.includes(fold(args.when))) return say(await wake(context, review));
    if (args.when === '') {
      await snoozable(context, reference);
      return openForm('snooze', reference);
    }
    const until = untilDay(args.when, context);
    const again = (when: string, label: string): Offer => ({
      label,
      line: `snooze ${number} ${review.type} ${when}`,
    });
    const offers = [
      again('tomorrow', words.t('in.tomorrow')),
      again('monday', words.t('snooze.mondayShort')),
      again('', words.t('snooze.pick')),
    ];
    if (!until) throw new Problem('unknownWhen', { given: args.when }, offers);
    const fault = outOfRange(until, review, context);
    if (fault) throw fault;
    return say(await putOff(context, review, until));
  },
});
