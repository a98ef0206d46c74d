// What: the part of the build that makes the page safe and offline: the content security policy as a <meta>, and sw.js with
// the list of all files and their hashes. vite-plugin-pwa would bring workbox (some 300 packages) for these sixty lines.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * A nonce should be new for every answer of a server, but there is no server: the page is a file, so its nonce is fixed and
 * anybody can read it. It is no secret, then. It is narrower than 'unsafe-inline', the only other way for styles that
 * libraries write as they run (a hash would need to know their text): markup that slips in does not carry it, and style
 * attributes stay refused. No script is let in by it.
 */
const NONCE = 'rollscope';
/** Hosts that serve models of the Hugging Face hub; files from elsewhere are dropped on the page by the visitor. */
const HUB = ['https://huggingface.co', 'https://*.huggingface.co', 'https://*.hf.co', 'https://*.xethub.hf.co'];

/** Why each line is as wide as it is stands beside it. */
export const POLICY = {
  'default-src': ["'none'"],
  // onnxruntime-web compiles WebAssembly.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  // onnxruntime-web starts its threads from a blob: address where its script is inlined in ours.
  'worker-src': ["'self'", 'blob:'],
  // CodeMirror (its theme) and react-aria (touch-action) make style elements; they carry the nonce.
  'style-src': ["'self'", `'nonce-${NONCE}'`],
  // The visitor's pictures, and charts on their way to a file, are blob: and data: addresses.
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ["'self'", 'blob:'],
  // Pictures and dropped models are read as Blobs, never fetched from a blob: or data: address: neither stands here.
  'connect-src': ["'self'", ...HUB],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

const policyText = Object.entries(POLICY)
  .map(([name, sources]) => `${name} ${sources.join(' ')}`)
  .join('; ');

function filesBelow(folder, under = folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path, under) : [relative(under, path).split(sep).join('/')];
  });
}

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);

/** @returns {import('vite').Plugin} */
export function servicePlugin() {
  let root = '';
  return {
    name: 'rollscope-service',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policyText },
        injectTo: 'head-prepend',
      },
      { tag: 'meta', attrs: { property: 'csp-nonce', nonce: NONCE }, injectTo: 'head-prepend' },
    ],
    // Workers are bundles of their own, written with the page's: the one that is called has everything in its folder.
    writeBundle({ dir }) {
      const folder = dir ?? '';
      if (!existsSync(join(folder, 'index.html'))) return;
      const files = Object.fromEntries(
        filesBelow(folder)
          .filter((path) => path !== 'sw.js')
          .sort()
          .map((path) => [path, hashOf(join(folder, path))]),
      );
      const text = readFileSync(join(root, 'src', 'offline', 'serviceWorker.mjs'), 'utf8');
      const given = `self.ROLLSCOPE_FILES = ${JSON.stringify(files)};\nself.ROLLSCOPE_CSP = ${JSON.stringify(policyText)};\n`;
      writeFileSync(join(folder, 'sw.js'), given + text);
    },
  };
}
