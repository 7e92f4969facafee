import { createServer, type Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';

// PostgreSQL in WebAssembly behind a port of loopback. It has one session, which connections share by turns: what a
// connection sends up to its next Sync is run as a whole, and a transaction keeps the session until it ends. (The
// package's own server takes turns by the message, so that one connection's parameters meet another's statement.)

const SSL_REQUEST = 80877103;
const CANCEL_REQUEST = 80877102;
const [QUERY, SYNC, TERMINATE] = ['Q', 'S', 'X'].map((letter) => letter.charCodeAt(0));

interface Turn {
  socket: Socket;
  messages: Uint8Array[];
}

/** Starts it on a free port and returns its address, which says that its session is shared. It ends with the process. */
export async function postgresInWebAssembly(): Promise<string> {
  const db = await PGlite.create();
  const waiting: Turn[] = [];
  let holder: Socket | null = null;
  let running = false;

  const next = (): Turn | undefined => {
    const at = db.isInTransaction() ? waiting.findIndex(({ socket }) => socket === holder) : 0;
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  };
  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let turn = next(); turn; turn = next()) {
      const { socket, messages } = turn;
      holder = socket;
      for (const message of messages) {
        await db.execProtocolRawStream(message, {
          onRawData: (data) => void (socket.writable && socket.write(Buffer.from(data))),
        });
      }
    }
    running = false;
  };
  const left = async (socket: Socket): Promise<void> => {
    for (let at = waiting.length - 1; at >= 0; at--)
      if (waiting[at]?.socket === socket) waiting.splice(at, 1);
    if (holder === socket && db.isInTransaction()) await db.exec('ROLLBACK');
    await run();
  };

  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => void left(socket));
    let came = Buffer.alloc(0);
    let begun = false;
    let messages: Uint8Array[] = [];
    socket.on('data', (data) => {
      came = Buffer.concat([came, data]);
      while (came.length >= (begun ? 5 : 8)) {
        // The first messages of a connection have no letter before their length.
        const length = begun ? 1 + came.readInt32BE(1) : came.readInt32BE(0);
        if (came.length < length) return;
        const message = new Uint8Array(came.subarray(0, length));
        const code = begun ? message[0] : came.readInt32BE(4);
        came = came.subarray(length);
        if (!begun && code === SSL_REQUEST) socket.write('N');
        else if (!begun && code === CANCEL_REQUEST) socket.end();
        else if (begun && code === TERMINATE) socket.end();
        else {
          messages.push(message);
          if (begun && code !== QUERY && code !== SYNC) continue;
          begun = true;
          waiting.push({ socket, messages });
          messages = [];
          void run();
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return `postgresql://postgres@127.0.0.1:${address.port}/postgres?pgbouncer=true`;
}
