import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Answer, Context } from '../command.ts';
import { mayUse } from '../domain/permission.ts';
import type { Message } from '../notice.ts';
import { Problem } from '../problem.ts';
import { messageModal } from '../views/form-blocks.ts';
import { problemMessage } from '../views/problem.ts';
import { contextFor, type Edge, type With } from './context.ts';
import { dispatch, isCommand } from './dispatch.ts';
import { told } from './failure.ts';
import { sendFiles } from './files.ts';
import { formView } from './forms.ts';
import { splitLine } from './line.ts';
import { payloadOf } from './payload.ts';

/** Where a line came from decides how its answer reaches the caller, who alone sees it. */
export interface Asked {
  line: string;
  userId: string;
  /** With it a form can be opened; absent where somebody only wrote a message. */
  trigger?: string;
  client: WebClient;
  /** Answers beside the line or the message that was clicked; absent in App Home, in forms and for shortcuts. */
  respond?: (payload: object) => Promise<unknown>;
  /** The message that was clicked was an answer of ours, which another may replace. */
  replaceable?: boolean;
  /** The form in which the button stands. */
  viewId?: string;
  /** Answers for everybody who reads there, where a command says that it may. */
  inPublic?: (message: Message) => Promise<unknown>;
  /** What came with the line. */
  with?: With;
  /** The file that came with it, yet to be fetched. */
  fetching?: () => Promise<NonNullable<With['upload']>>;
}

/** Runs the line for the caller when their turn has come, and answers; whoever sends too many at once is told so. */
export const answerLine = (edge: Edge, asked: Asked): Promise<void> =>
  edge.turns(
    asked.userId,
    () => answerNow(edge, asked),
    async () => {
      const caller = await edge.people.caller(asked.userId);
      const words = edge.wordsFor(caller.language);
      edge.log.warn({ user: asked.userId }, 'too many lines at once');
      await deliverMessage(asked, problemMessage(words.problem(new Problem('tooMany'))), false, words);
    },
  );

/** The command, for the log; other first words are what somebody wrote. */
function doing({ commands }: Edge, line: string): string {
  const { name } = splitLine(line);
  return isCommand(commands, name) ? name : 'a line';
}

/** Whatever goes wrong, the caller is told what to do next. */
async function answerNow(edge: Edge, asked: Asked): Promise<void> {
  let context: Context | undefined;
  const before = edge.store.written();
  try {
    const caller = await edge.people.caller(asked.userId);
    context = contextFor(edge, caller, asked.with);
    if (asked.fetching && mayUse(caller)) context = { ...context, upload: await asked.fetching() };
    if (asked.inPublic) context = { ...context, inPublic: true };
    const answer = await dispatch(edge.commands, asked.line, context);
    await deliverAnswer(edge, asked, answer, context);
    if (edge.store.written() !== before) edge.wrote();
  } catch (error) {
    const words = context?.words ?? edge.wordsFor('en');
    const { text, offers } = told(error, words, edge.log, doing(edge, asked.line));
    await deliverMessage(asked, problemMessage(text, offers), false, words).catch((late: unknown) =>
      told(late, words, edge.log, 'telling the caller'),
    );
  }
}

async function deliverAnswer(edge: Edge, asked: Asked, answer: Answer, context: Context): Promise<void> {
  const { words } = context;
  if (answer.kind === 'owed') return;
  if (answer.kind === 'message') {
    if (answer.forEverybody && asked.inPublic) {
      await asked.inPublic(answer.message);
      return;
    }
    return deliverMessage(asked, answer.message, answer.replaces ?? false, words);
  }
  if (answer.kind === 'files') {
    await sendFiles(edge.files, asked.userId, answer.files, answer.message.text);
    return deliverMessage(asked, problemMessage(words.t('files.sent')), false, words);
  }
  if (!asked.trigger) {
    const open = { label: words.t('do.openForm'), line: asked.line };
    return deliverMessage(asked, problemMessage(words.t('form.click'), [open]), false, words);
  }
  await show(asked, asked.trigger, await formView(edge, answer.opening, context));
}

async function deliverMessage(
  asked: Asked,
  message: Message,
  replaces: boolean,
  words: Context['words'],
): Promise<void> {
  if (!asked.respond) return show(asked, asked.trigger ?? '', messageModal(words, message.blocks));
  const replace = replaces && asked.replaceable === true;
  await asked.respond({ ...payloadOf(message), response_type: 'ephemeral', replace_original: replace });
}

/** Opens a modal, or lays it on the one that is open; on a full stack it takes the place of the top one. */
async function show(
  { client, viewId }: Asked,
  trigger: string,
  view: ReturnType<typeof messageModal>,
): Promise<void> {
  if (!viewId) {
    await client.views.open({ trigger_id: trigger, view });
    return;
  }
  try {
    await client.views.push({ trigger_id: trigger, view });
  } catch (error) {
    const full = error instanceof WebAPIPlatformError && error.data.error === 'push_limit_reached';
    if (!full) throw error;
    await client.views.update({ view_id: viewId, view });
  }
}
