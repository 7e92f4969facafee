import { randomUUID } from 'node:crypto';
import { type Message, nextId, type State } from './state.ts';

/** A file in the workspace, with what is in it. */
export interface StoredFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  user: string;
  content: Buffer;
}

const MIMETYPES: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
  txt: 'text/plain',
  png: 'image/png',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
};

/** Files, and places for files that an app is about to send. */
export interface Files {
  /** Keeps what a person sends. */
  keep(user: string, name: string, content: Buffer): StoredFile;
  /** A place for a file of that size, as `files.getUploadURLExternal` gives out. */
  place(user: string, name: string, length: number): { id: string; ticket: string };
  /** Puts the content into its place; false when there is none, or it has another size. */
  fill(ticket: string, content: Buffer): boolean;
  /** A file whose content came. */
  get(id: string): StoredFile | undefined;
}

const mimetypeOf = (name: string): string =>
  MIMETYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';

export function fileStore(state: State): Files {
  const stored = new Map<string, StoredFile>();
  const places = new Map<string, { id: string; user: string; name: string; length: number }>();
  const store = (id: string, user: string, name: string, content: Buffer): StoredFile => {
    const file = { id, name, title: name, mimetype: mimetypeOf(name), user, content };
    stored.set(id, file);
    return file;
  };
  return {
    keep: (user, name, content) => store(nextId(state, 'F'), user, name, content),
    place(user, name, length) {
      const id = nextId(state, 'F');
      const ticket = randomUUID();
      places.set(ticket, { id, user, name, length });
      return { id, ticket };
    },
    fill(ticket, content) {
      const place = places.get(ticket);
      if (!place || place.length !== content.length) return false;
      places.delete(ticket);
      store(place.id, place.user, place.name, content);
      return true;
    },
    get: (id) => stored.get(id),
  };
}

/** A file as Slack describes it in messages and events. */
export const asFile = (file: StoredFile, address: string): NonNullable<Message['files']>[number] => ({
  id: file.id,
  name: file.name,
  title: file.title,
  mimetype: file.mimetype,
  filetype: file.name.split('.').at(-1)?.toLowerCase() ?? '',
  size: file.content.length,
  user: file.user,
  url_private: `${address}/files/${file.id}/${encodeURIComponent(file.name)}`,
  url_private_download: `${address}/files/${file.id}/download/${encodeURIComponent(file.name)}`,
});
