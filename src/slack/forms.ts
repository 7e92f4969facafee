import { randomUUID } from 'node:crypto';
import type { KnownBlock, ModalView, View } from '@slack/types';
import { z } from 'zod';
import type { Context, Opening } from '../command.ts';
import { mayUse } from '../domain/permission.ts';
import { type AnyForm, type Banner, CHOICES, type Submitted, type Typed } from '../form.ts';
import { Problem, type ProblemKey } from '../problem.ts';
import { messageModal } from '../views/form-blocks.ts';
import type { Words } from '../words/words.ts';
import { type Edge, formNamed } from './context.ts';
import { told } from './failure.ts';

/** What travels in `private_metadata`: it comes back from the outside, so it is read as input. */
const envelope = z.object({ version: z.number(), request: z.uuid(), state: z.unknown() });

/** One field of `view.state.values`, whatever element it is. */
interface Element {
  value?: string | null;
  selected_option?: { value: string } | null;
  selected_user?: string | null;
  selected_date?: string | null;
  selected_options?: { value: string }[] | null;
  selected_users?: string[] | null;
}
export type Values = Record<string, Record<string, Element>>;

/** block_id → what was typed or chosen. */
export const typedIn = (values: Values): Typed =>
  Object.fromEntries(
    Object.entries(values).map(([block, elements]) => {
      const element = Object.values(elements)[0] ?? {};
      const { value, selected_option: option, selected_user: user, selected_date: date } = element;
      const many = element.selected_options?.map((chosen) => chosen.value).join(CHOICES);
      return [block, value ?? option?.value ?? user ?? date ?? many ?? null];
    }),
  );

/** A form as a modal, with its state in it. */
export async function formView(
  edge: Edge,
  { form: name, state }: Opening,
  context: Context,
  shown: { typed?: Typed; banner?: Banner } = {},
): Promise<ModalView> {
  const form = formNamed(edge, name);
  if (!form) throw new Error(`no form is called ${name}`);
  const view = await form.view({ ...context, state: state as never, ...shown });
  const metadata = { version: form.version, request: randomUUID(), state };
  return { ...view, callback_id: name, private_metadata: JSON.stringify(metadata) };
}

/** What Slack sent back, and where. */
export interface Submission {
  name: string;
  metadata: string;
  typed: Typed;
  blocks: readonly (KnownBlock | { type: string; block_id?: string })[];
}

/** What a submission answers: errors by field, or a view that takes the form's place. */
export type FormAnswer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: View };

/** Reads a submission, does what it asks for, and says what stands in the form's place. Nothing typed is lost. */
export async function submitted(edge: Edge, submission: Submission, context: Context): Promise<FormAnswer> {
  const { words } = context;
  try {
    if (!mayUse(context.caller)) throw new Problem('guest');
    return await answered(edge, submission, context);
  } catch (error) {
    const { text } = told(error, words, edge.log, `submit ${submission.name}`);
    return errorsAt({ [firstField(submission)]: text });
  }
}

async function answered(edge: Edge, submission: Submission, context: Context): Promise<FormAnswer> {
  const form = formNamed(edge, submission.name);
  const sent = envelope.safeParse(parsed(submission.metadata));
  const state = form && sent.success ? form.state.safeParse(sent.data.state) : undefined;
  if (!form || !sent.success || sent.data.version !== form.version || !state?.success)
    throw new Problem('formTooOld');
  const fields = form.fields.safeParse(submission.typed);
  if (!fields.success) return errorsAt(problemsOf(fields.error, context));
  const request = `${context.caller.id}:${sent.data.request}`;
  const result = await form.submit({
    ...context,
    state: state.data as never,
    fields: fields.data as never,
    request,
  });
  edge.wrote();
  return inPlaceOf(edge, form, submission, result, context);
}

async function inPlaceOf(
  edge: Edge,
  form: AnyForm,
  { typed }: Submission,
  result: Submitted,
  context: Context,
): Promise<FormAnswer> {
  const { words } = context;
  if (result.kind === 'errors') {
    return errorsAt(
      Object.fromEntries(
        Object.entries(result.errors).map(([field, problem]) => [field, words.problem(problem)]),
      ),
    );
  }
  if (result.kind === 'done')
    return { response_action: 'update', view: messageModal(words, result.message.blocks) };
  if (result.kind === 'form')
    return { response_action: 'update', view: await formView(edge, result.opening, context) };
  const { state, banner } = result;
  return {
    response_action: 'update',
    view: await formView(edge, { form: form.name, state }, context, { typed, banner }),
  };
}

const errorsAt = (errors: Record<string, string>): FormAnswer => ({ response_action: 'errors', errors });

const firstField = ({ blocks }: Submission): string =>
  blocks.find(({ type }) => type === 'input')?.block_id ?? '';

function parsed(metadata: string): unknown {
  try {
    return JSON.parse(metadata);
  } catch {
    return null;
  }
}

/** The first fault of each field, in words; a form's schema names its problems by key. */
function problemsOf(error: z.ZodError, { words }: Context): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    const params = 'params' in issue ? (issue.params as Record<string, number>) : {};
    errors[String(issue.path[0])] ??= words.problem(new Problem(issue.message as ProblemKey, params));
  }
  return errors;
}

/** The same answer for a form that was closed to the "errors" answer already: as a banner above what was typed. */
export async function asView(
  edge: Edge,
  submission: Submission,
  answer: FormAnswer,
  context: Context,
): Promise<View> {
  if (answer.response_action === 'update') return answer.view;
  const sent = envelope.safeParse(parsed(submission.metadata));
  const text = Object.values(answer.errors).join('\n');
  const opening = { form: submission.name, state: sent.success ? sent.data.state : {} };
  return formView(edge, opening, context, { typed: submission.typed, banner: { text } });
}

/** What stands in a form's place while it is being saved and Slack would wait no longer. */
export const savingView = (words: Words): View =>
  messageModal(words, [{ type: 'section', text: { type: 'plain_text', text: words.t('form.saving') } }]);
