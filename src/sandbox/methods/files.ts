import { asFile } from '../files.ts';
import { postAsBot, refuse } from '../messages.ts';
import { BOT_USER } from '../state.ts';
import { conversation } from './chat.ts';
import { type Methods, text } from './method.ts';

export const files: Methods = {
  'files.getUploadURLExternal': {
    scope: 'files:write',
    run(args, { files: stored, address }) {
      const name = text(args.filename);
      const length = Number(args.length ?? 0);
      if (!name || !Number.isInteger(length) || length <= 0) return refuse('invalid_arguments');
      const { id, ticket } = stored.place(BOT_USER, name, length);
      return { ok: true, upload_url: `${address()}/upload/${ticket}`, file_id: id };
    },
  },

  'files.completeUploadExternal': {
    scope: 'files:write',
    run(args, { state, time, files: stored, address }) {
      const asked = (args.files ?? []) as { id: string; title?: string }[];
      const found = asked.map(({ id, title }) => {
        const file = stored.get(id);
        if (file && title) file.title = title;
        return file;
      });
      if (found.length === 0 || found.some((file) => !file)) return refuse('file_not_found');
      const sent = found.flatMap((file) => (file ? [asFile(file, address())] : []));
      if (args.channel_id) {
        const channel = conversation(state, text(args.channel_id));
        if (typeof channel === 'string') return refuse(channel);
        const draft = {
          text: text(args.initial_comment),
          ...(args.thread_ts ? { thread_ts: text(args.thread_ts) } : {}),
        };
        const message = postAsBot(state, time.now(), channel.id, draft);
        message.files = sent;
      }
      return { ok: true, files: sent };
    },
  },

  'files.info': {
    scope: 'files:read',
    run(args, { files: stored, address }) {
      const file = stored.get(text(args.file));
      return file ? { ok: true, file: asFile(file, address()) } : refuse('file_not_found');
    },
  },
};
