import type { ModalView, PlainTextOption } from '@slack/types';
import type { z } from 'zod';
import type { Context, Opening } from './command.ts';
import type { Message } from './notice.ts';
import type { Offer, Problem } from './problem.ts';

/** What stands in each field when the form is sent, as Slack has it: block_id → value. */
export type Typed = Record<string, string | null>;

/** Several choices of one field, as they travel among what was typed. */
export const CHOICES = '\n';

/** What a form shows above its fields when it is shown again. */
export interface Banner {
  text: string;
  offers?: readonly Offer[];
}

export type Submitted =
  | { kind: 'done'; message: Message }
  | { kind: 'errors'; errors: Record<string, Problem> }
  /** The world changed meanwhile: the same form again, with what was typed, on a new state. */
  | { kind: 'again'; state: unknown; banner: Banner }
  /** Another form takes its place. */
  | { kind: 'form'; opening: Opening };

/** A modal: its view, what comes back, and what is done with it. Its state travels in `private_metadata`. */
export interface Form<State extends z.ZodType = z.ZodType, Fields extends z.ZodObject = z.ZodObject> {
  name: string;
  /** Grows when the state changes its shape: a form that was opened before an upgrade is then refused kindly. */
  version: number;
  state: State;
  /** By field; the message of an issue is a key of a problem. */
  fields: Fields;
  view(input: Context & { state: z.infer<State>; typed?: Typed; banner?: Banner }): Promise<ModalView>;
  /** `request` is the same when the same form is sent twice. */
  submit(
    input: Context & { state: z.infer<State>; fields: z.infer<Fields>; request: string },
  ): Promise<Submitted>;
  /** The choices of fields that are searched, by field. */
  options?: Record<string, (input: Context & { query: string }) => Promise<PlainTextOption[]>>;
}

export interface AnyForm extends Omit<Form, 'view' | 'submit'> {
  view(input: Context & { state: never; typed?: Typed; banner?: Banner }): Promise<ModalView>;
  submit(input: Context & { state: never; fields: never; request: string }): Promise<Submitted>;
}

export const defineForm = <State extends z.ZodType, Fields extends z.ZodObject>(
  form: Form<State, Fields>,
): Form<State, Fields> => form;
