// What: a plain static host: dist/ under a sub-path, no isolation headers, every request written down. It can be shut, so that
// the page has no network, another version of the page can be put in its place, and a file can be changed on its way.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';
import { ROOT } from '../../src/headless/project.mjs';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly bodyBytes: number;
}

export interface PlainHost {
  readonly address: string;
  readonly seen: readonly SeenRequest[];
  /** Added to sw.js: a version of its own. */
  stamp: string;
  /** What is sent instead of the text of a script; null = the file as it is. */
  edit: (path: string, text: string) => string | null;
  close(): Promise<void>;
}

const bodyOf = (request: IncomingMessage) =>
  new Promise<number>((resolve) => {
    let bytes = 0;
    request.on('data', (part: Buffer) => (bytes += part.length));
    request.on('end', () => resolve(bytes));
  });

export async function plainHost(under: string): Promise<PlainHost> {
  const seen: SeenRequest[] = [];
  const host: Pick<PlainHost, 'stamp' | 'edit'> = { stamp: '', edit: () => null };
  const folder = join(ROOT, 'dist');
  const server = createServer((request, response) => {
    void bodyOf(request).then((bodyBytes) => {
      const path = decodeURIComponent(new URL(request.url!, 'http://host').pathname);
      seen.push({ method: request.method!, path: request.url!, bodyBytes });
      const inside = path.startsWith(under) ? path.slice(under.length) || 'index.html' : null;
      const file = inside === null ? '' : normalize(join(folder, inside));
      if (!file.startsWith(folder) || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
      if (!/\.m?js$/.test(file)) return void response.end(readFileSync(file));
      const text = readFileSync(file, 'utf8');
      response.end(host.edit(inside!, text) ?? (inside === 'sw.js' ? text + host.stamp : text));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(host, {
    address: `http://127.0.0.1:${port}${under}`,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
