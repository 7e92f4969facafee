import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export interface Proxy {
  /** The same database, through this proxy. */
  url: string;
  /** Drops every connection, and takes no new one for so long. */
  cut(ms: number): void;
  close(): void;
}

/** Stands between the product and its database server, to be cut. */
export async function proxy(url: string): Promise<Proxy> {
  const there = new URL(url);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(Number(there.port || 5432), there.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const drop = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    cut(ms) {
      isCut = true;
      drop();
      setTimeout(() => {
        isCut = false;
      }, ms);
    },
    close() {
      drop();
      server.close();
    },
  };
}
