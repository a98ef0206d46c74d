// What: `npm run bench -- --recipes`: a visitor's walk through every recipe in the built page, with the real engine: its card is opened, “Set it up”
// is pressed, two steps are made. One line each: what stands above the group, the verdict, seconds a step; it fails where a message, an error on the
// console or a request to another host comes. --own FILE=x0,y0,x1,y1=answer: on a photograph of one's own instead of “Set it up”. --only TEXT,TEXT takes the recipes whose name holds one of them; --shots FOLDER keeps a picture of each.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { RECIPES } from '../src/config/recipes.ts';
import type { BenchOptions } from './benchOptions.ts';
import { withBuiltPage } from './builtPage.ts';
import { bringPhoto } from './ownPhoto.ts';

const PORT = 4668;
const PATIENCE_MS = 600_000;
const STEPS = 2;

const textOf = async (page: Page, where: string) =>
  (await page.locator(where).allInnerTexts()).join(' · ').replaceAll(/\s+/g, ' ').trim();
const stepOf = async (page: Page) => Number(/\d+/.exec(await textOf(page, '.count'))?.[0] ?? 0);

/** What was wrong; empty = nothing. */
async function walk(
  page: Page,
  address: string,
  name: string,
  { shots, own }: Pick<BenchOptions, 'shots' | 'own'>,
): Promise<string[]> {
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
  if (own) {
    await bringPhoto(page, own);
  } else {
    await page.getByRole('button', { name: `About the recipe ${name}` }).click();
    await page.locator('.recipe-card').getByRole('button', { name: 'Set it up' }).click();
    await page.waitForFunction(() => !document.querySelector('.recipe-card'));
  }
  await playable();
  for (let step = 1; step <= STEPS; step++) {
    await page.click('button:has-text("One step")');
    // A recipe that needs more than is there says so, and makes no step.
    while ((await stepOf(page)) < step && !(await textOf(page, '.messages p'))) await page.waitForTimeout(200);
    await playable();
    if ((await stepOf(page)) < step) break;
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

export async function benchRecipes({ only, shots, own }: BenchOptions): Promise<void> {
  if (shots) mkdirSync(shots, { recursive: true });
  const wanted = only.split(',');
  const names = [...RECIPES.keys()].filter((name) => wanted.some((part) => name.includes(part)));
  let bad = 0;
  if (own && !existsSync(own.file)) throw new Error(`There is no file ${own.file}.`);
  await withBuiltPage(PORT, async (page, address) => {
    page.setDefaultTimeout(PATIENCE_MS);
    console.log('| recipe | step | above the group | verdict | |\n|---|---|---|---|---|');
    for (const name of names) {
      const wrong = await walk(page, address, name, { shots, own }).catch((error: Error) => [
        error.message.split('\n')[0]!,
      ]);
      if (wrong.length > 0) bad++;
    }
  });
  console.log(`\n${names.length - bad} passed, ${bad} failed`);
  if (bad > 0) process.exitCode = 1;
}
