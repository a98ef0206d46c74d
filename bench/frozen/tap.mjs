// Runs before `npm run train` of a checkout (node --import) and changes no file of it: every browser that playwright
// launches gets an ear at the engine's worker. What the worker tells is appended to FROZEN_TAP as lines of JSON; before the
// browser is closed it is asked for a checkpoint. Typed arrays and numbers that JSON cannot hold are written as {"$": …}.
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const file = process.env.FROZEN_TAP;
const { chromium } = createRequire(join(process.cwd(), 'package.json'))('playwright-core');

/** In the page. Stands on its own: it is sent as text. */
function listen() {
  const KEPT = ['stepDone', 'evaluated', 'checkpointed', 'modelLoaded', 'device', 'error'];
  const CHECKPOINT_ID = 2 ** 31;
  let engine = null;
  let told = Promise.resolve();
  let onCheckpoint = () => undefined;

  const base64 = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  const plain = (value) => {
    if (typeof value === 'number') {
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: 'number', text: Object.is(value, -0) ? '-0' : String(value) };
    }
    if (typeof value !== 'object' || value === null) return value;
    if (ArrayBuffer.isView(value)) return { $: value.constructor.name, base64: base64(value) };
    if (value instanceof Map) return plain(Object.fromEntries(value));
    if (Array.isArray(value)) return value.map(plain);
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
  };

  const Native = window.Worker;
  window.Worker = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (!KEPT.includes(data?.type)) return;
        told = told.then(() => window.frozenTell(JSON.stringify(plain(data))));
        if (data.type === 'checkpointed') told = told.then(() => onCheckpoint());
      });
    }
    postMessage(message, ...rest) {
      // The envelope of the engine's commands; other workers are spoken to without one.
      if (message?.version !== undefined && message.id !== undefined)
        engine = { worker: this, version: message.version };
      super.postMessage(message, ...rest);
    }
  };
  window.frozenCheckpoint = () => {
    if (!engine) throw new Error('No command has gone to the engine.');
    const done = new Promise((resolve) => (onCheckpoint = resolve));
    engine.worker.postMessage({ version: engine.version, id: CHECKPOINT_ID, type: 'checkpoint' });
    return done;
  };
}

const launch = chromium.launch.bind(chromium);
chromium.launch = async (options) => {
  const browser = await launch(options);
  appendFileSync(file, `${JSON.stringify({ type: 'browser', version: browser.version() })}\n`);
  const pages = [];
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async (...given) => {
    const page = await newPage(...given);
    await page.exposeFunction('frozenTell', (line) => appendFileSync(file, `${line}\n`));
    await page.addInitScript(listen);
    pages.push(page);
    return page;
  };
  const close = browser.close.bind(browser);
  browser.close = async (...given) => {
    for (const page of pages)
      await page.evaluate(() => window.frozenCheckpoint()).catch((error) => console.error(error.message));
    await close(...given);
  };
  return browser;
};
