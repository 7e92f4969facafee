import { z } from 'zod';
import { type Context, defineCommand, rest, say } from '../src/command.ts';
import { fold } from '../src/domain/text.ts';
import { askedMember, personId } from '../src/members.ts';
import { Problem } from '../src/problem.ts';
import { reportInput } from '../src/reporting.ts';
import { problemMessage } from '../src/views/problem.ts';
import { report as reportMessage } from '../src/views/report.ts';
import { reportReaders } from '../src/views/report-readers.ts';
import { mustAdminister } from '../src/writing.ts';

const NOW = ['now', 'preview', 'maintenant', 'apercu'];
const TO = /^(?:to|à|a)\s+(.+?)(?:\s+(?:monthly|chaque mois|mensuel))?$/i;
const STOP = /^(?:stop|cesser)\s+(.+)$/i;

/** The report as it stands, to the administrator who asks. */
async function preview({ caller, store, now, today, words }: Context) {
  const message = reportMessage(words, await reportInput(store, today, { of: 'today' }));
  const key = `report-preview:${caller.id}:${now.epochMilliseconds}`;
  await store.notices.owe({ key, kind: 'word', to: caller.id, message }, now);
  return say(problemMessage(words.t('report.previewed')));
}

export const report = defineCommand({
  name: 'report',
  nameFr: 'rapport',
  group: 'administer',
  summary: 'report.summary',
  otherWords: ['executive', 'monthly', 'mensuel'],
  usage: {
    en: '[now | to @user monthly | stop @user]',
    fr: '[maintenant | à @personne chaque mois | cesser @personne]',
  },
  args: z.object({ what: rest }),
  async run({ args, ...context }) {
    mustAdminister(context);
    const { caller, store, now, words } = context;
    if (NOW.includes(fold(args.what))) return preview(context);
    const stop = STOP.exec(args.what)?.[1];
    if (stop) {
      const id = await personId(context, stop);
      const name = id ? ((await store.people.names([id])).get(id) ?? stop) : stop;
      if (!id || !(await store.reports.removeReader(id)))
        throw new Problem('noReportReader', { name }, [{ label: words.t('report.readers'), line: 'report' }]);
      return say(
        problemMessage(words.t('report.stopped', { name }), [
          { label: words.t('report.readers'), line: 'report' },
        ]),
      );
    }
    const to = TO.exec(args.what)?.[1];
    if (to) {
      const { id, name } = await askedMember(context, to);
      const isNew = await store.reports.addReader(id, caller.id, now);
      return say(
        problemMessage(words.t(isNew ? 'report.added' : 'report.alreadyAdded', { name }), [
          { label: words.t('report.preview'), line: 'report now' },
          { label: words.t('report.readers'), line: 'report' },
        ]),
      );
    }
    if (args.what !== '')
      throw new Problem('unknownReport', { given: args.what }, [
        { label: words.t('report.preview'), line: 'report now' },
      ]);
    const readers = await store.reports.readers();
    return say(
      reportReaders(words, readers, await store.people.names(readers.map(({ id }) => id)), context.timeZone),
    );
  },
});
