// What: serves dist/ with the isolation headers of vite.config.ts, and further folders on request (a model's).
import { createReadStream, statSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import { ROOT } from './project.mjs';

/** Middleware: the files of a folder below /<name>/; nothing outside of it. */
function folderHandler(folder) {
  return (request, response, next) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://local').pathname));
    const file = join(folder, path);
    const stat = file.startsWith(normalize(folder + sep)) ? statSync(file, { throwIfNoEntry: false }) : undefined;
    if (!stat?.isFile()) {
      response.statusCode = 404;
      response.end();
      return;
    }
    response.setHeader('Content-Length', stat.size);
    response.setHeader('Content-Type', file.endsWith('.json') ? 'application/json' : 'application/octet-stream');
    const stream = createReadStream(file);
    stream.on('error', next);
    stream.pipe(response);
  };
}

/**
 * @param {{ port?: number, host?: string | boolean, folders?: Record<string, string> }} options
 *   a taken port gives way to the next one
 */
export async function servePage({ port = 4173, host = 'localhost', folders = {} } = {}) {
  const { preview } = await import('vite');
  const server = await preview({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    logLevel: 'error',
    preview: { port, host, strictPort: false, open: false },
    plugins: [
      {
        name: 'rollscope-folders',
        configurePreviewServer({ middlewares }) {
          for (const [name, folder] of Object.entries(folders)) middlewares.use(`/${name}/`, folderHandler(folder));
        },
      },
    ],
  });
  const addresses = [...(server.resolvedUrls?.local ?? []), ...(server.resolvedUrls?.network ?? [])];
  return { addresses, close: () => server.close() };
}
