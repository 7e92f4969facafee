import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Answer, Context } from '../command.ts';
import type { Message } from '../notice.ts';
import { messageModal } from '../views/form-blocks.ts';
import { problemMessage } from '../views/problem.ts';
import { contextFor, type Edge } from './context.ts';
import { dispatch } from './dispatch.ts';
import { told } from './failure.ts';
import { formView } from './forms.ts';
import { payloadOf } from './payload.ts';

/** Where a line came from decides how its answer reaches the caller, who alone sees it. */
export interface Asked {
  line: string;
  userId: string;
  trigger: string;
  client: WebClient;
  /** Answers beside the line or the message that was clicked; absent in App Home, in forms and for shortcuts. */
  respond?: (payload: object) => Promise<unknown>;
  /** The message that was clicked was an answer of ours, which another may replace. */
  replaceable?: boolean;
  /** The form in which the button stands. */
  viewId?: string;
}

/** Runs the line for the caller and answers; whatever goes wrong, the caller is told what to do next. */
export async function answerLine(edge: Edge, asked: Asked): Promise<void> {
  let context: Context | undefined;
  try {
    context = contextFor(edge, await edge.people.caller(asked.userId));
    const answer = await dispatch(edge.commands, asked.line, context);
    await deliverAnswer(edge, asked, answer, context);
    edge.wrote();
  } catch (error) {
    const words = context?.words ?? edge.wordsFor('en');
    const { text, offers } = told(error, words, edge.log, asked.line.split(' ')[0] ?? '');
    await deliverMessage(asked, problemMessage(text, offers), false, words).catch((late: unknown) =>
      told(late, words, edge.log, 'telling the caller'),
    );
  }
}

async function deliverAnswer(edge: Edge, asked: Asked, answer: Answer, context: Context): Promise<void> {
  if (answer.kind === 'message')
    return deliverMessage(asked, answer.message, answer.replaces ?? false, context.words);
  const view = await formView(edge, answer.opening, context);
  await show(asked, view);
}

async function deliverMessage(
  asked: Asked,
  message: Message,
  replaces: boolean,
  words: Context['words'],
): Promise<void> {
  if (!asked.respond) return show(asked, messageModal(words, message.blocks));
  const replace = replaces && asked.replaceable === true;
  await asked.respond({ ...payloadOf(message), response_type: 'ephemeral', replace_original: replace });
}

/** Opens a modal, or lays it on the one that is open; on a full stack it takes the place of the top one. */
async function show(
  { client, trigger, viewId }: Asked,
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
