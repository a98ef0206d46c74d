// What: finds an installed Chrome or Chromium (plain JavaScript: runs before any package is installed).
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { homedir } from 'node:os';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const FIXED = [
  '/usr/lib/chromium/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Playwright keeps its own downloads in a cache folder, one sub-folder per build. */
function playwrightDownloads() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .flatMap((name) => ['chrome-linux', 'chrome-linux64'].map((sub) => join(cache, name, sub, 'chrome')));
}

/** @returns {string | undefined} path of a browser executable; ROLLSCOPE_CHROMIUM wins */
export function findChromium() {
  const onPath = (process.env.PATH ?? '').split(':').flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const asked = process.env.ROLLSCOPE_CHROMIUM;
  return [...(asked ? [asked] : []), ...onPath, ...FIXED, ...playwrightDownloads()].find((path) => existsSync(path));
}
