import type { Message } from '../notice.ts';
import type { Offer } from '../problem.ts';
import { buttons, message, paragraphs } from './blocks.ts';

/** A sentence that says what to do next, with the nearest right things as buttons. */
export const problemMessage = (text: string, offers: readonly Offer[] = []): Message =>
  message(text, [...paragraphs(text), ...buttons(offers)]);
