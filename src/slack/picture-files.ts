import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Picture } from '../picture.ts';
import type { Claimed } from '../store/notices.ts';
import { STUMBLED } from './refusals.ts';

/** After as many failures a message goes without its picture. */
const ATTEMPTS = 4;

interface Options {
  client: WebClient;
  log: Logger;
  /** Draws a picture as a PNG. */
  draw: (picture: Picture) => Promise<Buffer>;
}

/** The files of messages' pictures; a picture that can't be had does not hold its message up for long. */
export function pictureFiles({ client, log, draw }: Options) {
  const failures = new Map<number, number>();

  /** Notes that the picture could not be had or shown; false when the message has none, or it failed too often. */
  function failed({ id, message }: Claimed): boolean {
    const before = failures.get(id) ?? 0;
    if (!message.picture || before >= ATTEMPTS) return false;
    failures.set(id, before + 1);
    return true;
  }

  return {
    failed,

    /** The message stands. */
    done: ({ id }: Claimed): boolean => failures.delete(id),

    /** Draws and sends the picture just before its message; undefined where the message goes without one. */
    async fileOf(notice: Claimed): Promise<string | undefined> {
      if (!notice.message.picture) return undefined;
      if ((failures.get(notice.id) ?? 0) >= ATTEMPTS) {
        log.error({ notice: notice.key }, 'the message goes without its picture');
        return undefined;
      }
      const { picture, name, alt } = notice.message.picture;
      try {
        const file = { file: await draw(picture), filename: name, title: name, alt_text: alt };
        const { files } = await client.filesUploadV2(file);
        return (files[0] as { files?: { id?: string }[] } | undefined)?.files?.[0]?.id;
      } catch (error) {
        const code = error instanceof WebAPIPlatformError ? error.data.error : null;
        failed(notice);
        if (code === null || STUMBLED.has(code)) throw error;
        log.error(
          { notice: notice.key, why: code },
          'Slack does not take the picture; its message goes without it',
        );
        return undefined;
      }
    },
  };
}
