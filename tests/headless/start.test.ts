// What: `npm start`: an address with the isolation headers that WASM threads need, the next port where one is taken, and
// a model folder that cannot be left.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ensureBuilt, isInstalled, ROOT } from '../../src/headless/project.mjs';
import { servePage } from '../../src/headless/serve.mjs';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

/** Resolves with what the script prints until it tells its address, or until it ends. */
function start(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [join('src', 'headless', 'start.mjs'), ...args], { cwd: ROOT });
  started.push(child);
  return new Promise((resolve) => {
    let text = '';
    const add = (data: Buffer) => {
      text += data.toString();
      if (text.includes('Ctrl+C')) resolve(text);
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('exit', () => resolve(text));
  });
}

const addressIn = (text: string) => /http:\/\/localhost:(\d+)\//.exec(text);

test('serves the page with the isolation headers; a taken port gives way to the next', async () => {
  const first = addressIn(await start('--port', '4373'))!;
  const second = addressIn(await start('--port', first[1]!))!;
  expect(Number(second[1])).toBeGreaterThan(Number(first[1]));
  const response = await fetch(second[0]);
  expect(response.status).toBe(200);
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  expect(await response.text()).toContain('<script');
});

test.each([
  [['--prot', '1'], /no option '--prot'/],
  [['--port', 'x'], /--port needs a number/],
  [['--help'], /npm start/],
])('%s', async (args, sentence) => {
  expect(await start(...args)).toMatch(sentence);
});

test('packages are found installed', () => expect(isInstalled()).toBe(true));

test('a served folder cannot be left', async () => {
  ensureBuilt();
  const served = await servePage({ port: 4383, folders: { 'local-model': join(ROOT, 'public', 'models', 'shapes') } });
  const status = async (path: string) => (await fetch(new URL(path, served.addresses[0]))).status;
  expect(await status('local-model/config.json')).toBe(200);
  expect(await status('local-model/..%2f..%2f..%2fpackage.json')).toBe(404);
  expect(await status('local-model/none.onnx')).toBe(404);
  await served.close();
});
