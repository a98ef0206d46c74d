// What: `npm run bench -- --recipes`: a visitor's walk through every recipe in the built page, with the real engine: its card is opened, “Set it up”
// is pressed, two steps are made. One line each: what stands above the group, the verdict, seconds a step; it fails where a message, an error on the
// console or a request to another host comes. --only TEXT takes the recipes whose name holds it; --shots FOLDER keeps a picture of each.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { RECIPES } from '../src/config/recipes.ts';
import type { BenchOptions } from './benchOptions.ts';
import { withBuiltPage } from './builtPage.ts';

const PORT = 4668;
const PATIENCE_MS = 600_000;
const STEPS = 2;

const textOf = async (page: Page, where: string) =>
  (await page.locator(where).allInnerTexts()).join(' · ').replaceAll(/\s+/g, ' ').trim();
const stepOf = async (page: Page) => Number(/\d+/.exec(await textOf(page, '.count'))?.[0] ?? 0);

/** What was wrong; empty = nothing. */
async function walk(page: Page, address: string, name: string, shots: string | null): Promise<string[]> {
  const wrong: string[] = [];
  page.removeAllListeners(); // those of the recipe before
  page.on('console', (line) => line.type() === 'error' && wrong.push(line.text()));
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(address)) wrong.push(`asked ${request.url()}`);
  });
  await page.goto('about:blank');
  await page.goto(`${address}#seed=0&recipe=${name}`);
  const playable = () => page.waitForSelector('button.primary:not([disabled]):has-text("Play")');
  await playable();
  await page.getByRole('button', { name: `About the recipe ${name}` }).click();
  await page.locator('.recipe-card').getByRole('button', { name: 'Set it up' }).click();
  await page.waitForFunction(() => !document.querySelector('.recipe-card'));
  await playable();
  for (let step = 1; step <= STEPS; step++) {
    await page.click('button:has-text("One step")');
    while ((await stepOf(page)) < step) await page.waitForTimeout(200);
    await playable();
  }
  const said = await textOf(page, '.messages p');
  if (said) wrong.push(said);
  const [watched, verdict, time] = [await textOf(page, '.watch'), await textOf(page, '.verdict-sentence'), await textOf(page, '.step-time')]; // prettier-ignore
  if (/NaN|undefined|Infinity/.test(await page.innerText('body')))
    wrong.push('the page shows NaN, undefined or Infinity');
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
  console.log(
    `| ${name} | ${time} | ${watched.slice(0, 90)} | ${verdict.slice(0, 90)} | ${wrong.join('; ').replaceAll('|', '/') || 'as it should be'} |`,
  );
  return wrong;
}

export async function benchRecipes({ only, shots }: BenchOptions): Promise<void> {
  if (shots) mkdirSync(shots, { recursive: true });
  const names = [...RECIPES.keys()].filter((name) => name.includes(only));
  let bad = 0;
  await withBuiltPage(PORT, async (page, address) => {
    page.setDefaultTimeout(PATIENCE_MS);
    console.log('| recipe | step | above the group | verdict | |\n|---|---|---|---|---|');
    for (const name of names) {
      const wrong = await walk(page, address, name, shots).catch((error: Error) => [error.message.split('\n')[0]!]);
      if (wrong.length > 0) bad++;
    }
  });
  console.log(`\n${names.length - bad} passed, ${bad} failed`);
  if (bad > 0) process.exitCode = 1;
}
