// What: the service worker. Makes the page work offline after the first visit, and cross-origin isolated (which WASM threads
// need) on hosts that send no headers. Plain JavaScript: servicePlugin.mjs fills in the names below and writes it to sw.js.
// One cache for all versions: a file is kept under its path and the hash of its content, so an update fetches what has
// changed only, and what no version needs any more is removed. It never answers for other origins and never sends anything.
/* eslint-env serviceworker */
const FILES = self.ROLLSCOPE_FILES; // path → hash
const CSP = self.ROLLSCOPE_CSP;
const CACHE = 'rollscope-page';

const scope = () => new URL(self.registration.scope);
const keyOf = (path) => new URL(`${path}?rollscope=${FILES[path]}`, scope()).href;

/** Fetched at the first visit: all but networks, their runtimes and the picture of the README. */
const isRequired = (path) => !/\.(wasm|map)$|^models\/|^readme-/.test(path);

async function keep(paths) {
  const cache = await caches.open(CACHE);
  for (const path of paths) {
    if (await cache.match(keyOf(path))) continue;
    const response = await fetch(new URL(path, scope()), { cache: 'no-cache' });
    if (response.ok) await cache.put(keyOf(path), response);
    else if (isRequired(path)) throw new Error(`${path}: ${response.status}`);
  }
}

/** What an older page in another tab may still ask for stays until the next version comes. */
async function removeOld() {
  if ((await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).length > 1) return;
  const cache = await caches.open(CACHE);
  const wanted = new Set(Object.keys(FILES).map(keyOf));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

/** The same answer with the headers of an isolated page; workers get the page's policy too. */
function isolated(response) {
  if (response.type === 'opaque' || response.type === 'error') return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  if (/html|javascript/.test(headers.get('Content-Type') ?? '')) headers.set('Content-Security-Policy', CSP);
  const empty = response.status === 204 || response.status === 304;
  const { status, statusText } = response;
  return new Response(empty ? null : response.body, { status, statusText, headers });
}

/** A file of the version before, for a tab that is still open with it. */
const olderFile = async (path) => (await caches.open(CACHE)).match(new URL(path, scope()), { ignoreSearch: true });

async function answer(request, path) {
  if (request.headers.has('Range')) return isolated(await fetch(request));
  if (!(path in FILES)) return isolated((await olderFile(path)) ?? (await fetch(request)));
  const cache = await caches.open(CACHE);
  const kept = await cache.match(keyOf(path));
  if (kept) return isolated(kept);
  const response = await fetch(request);
  // A full disk must not stand between the visitor and the file.
  if (response.ok && response.status === 200) void cache.put(keyOf(path), response.clone()).catch(() => undefined);
  return isolated(response);
}

self.addEventListener('install', (event) => {
  event.waitUntil(keep(Object.keys(FILES).filter(isRequired)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOld().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data?.type === 'take') void self.skipWaiting();
  if (event.data?.type !== 'keep') return;
  const wanted = event.data.parts.filter((part) => typeof part === 'string');
  const paths = Object.keys(FILES).filter((path) => wanted.some((part) => path.includes(part)));
  const tell = (ok) => event.ports[0]?.postMessage(ok);
  event.waitUntil(
    keep(paths).then(
      () => tell(true),
      () => tell(false),
    ),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const { origin, pathname } = scope();
  if (request.method !== 'GET' || url.origin !== origin || !url.pathname.startsWith(pathname)) return;
  const path = decodeURIComponent(url.pathname.slice(pathname.length)) || 'index.html';
  event.respondWith(answer(request, path));
});
