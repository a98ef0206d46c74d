// What: what the page makes of blocks without a UI file for any: cards in the settings, blocks in the panel of a stage, shades of
// signals, charts of metrics, units, views, the card of a recipe. With an engine that only plays its part.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { audit, WCAG } from './audit.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 90_000;
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4619);
  await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  await visitor.open('#views=patchDrop:masked');
  await visitor.playable(LONG);
  await visitor.page.click('button.primary:has-text("Play")');
  await visitor.untilStep(3, LONG);
  await visitor.page.click('button.primary:has-text("Pause")');
  await visitor.playable(LONG);
}, 2 * LONG);
afterAll(() => visitor?.leave());

/** Both schemes, wide and narrow: nothing that axe finds, nothing that is wider than the screen. */
async function lookAround(name: string): Promise<void> {
  const { page } = visitor;
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(500);
      await visitor.shoot(`blocks-${name}-${width}-${colorScheme}`);
      expect(await audit(visitor.page, WCAG), `${name} ${width} ${colorScheme}`).toEqual([]);
      const over = await page.evaluate(
        () =>
          [...document.querySelectorAll('.use-card, .recipe-card')].filter((card) => {
            const { left, right } = card.getBoundingClientRect();
            return left < 0 || right > innerWidth || card.scrollWidth > card.clientWidth + 1;
          }).length,
      );
      expect(over, `${name} ${width} ${colorScheme}`).toBe(0);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
}

const hash = () => visitor.page.evaluate(() => decodeURIComponent(location.hash));
const cards = (leaf: string) => visitor.page.locator(`[aria-label="Blocks in ${leaf}"] > li h4`).allTextContents();

test('the panel of a stage: what ran, how long, its numbers, its source', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.click('.stages li:nth-child(1) button');
  const line = page.locator('.stage-blocks li').first();
  await expect.poll(() => line.locator('.block-line').innerText()).toMatch(/masked \(patchDrop\)\s+12 ms\s+passes 2/);
  await line.getByRole('button', { name: 'src/1-image/views/patchDrop.ts' }).click();
  await expect.poll(() => line.locator('pre').innerText()).toContain('export const block');
  await page.click('.stages li:nth-child(4) button');
  await page.getByRole('button', { name: 'shaders/4-rewards/boxIou.wgsl' }).first().click();
  await expect.poll(() => page.locator('.stage-blocks pre').innerText()).toContain('// Reward: boxIou');
  await page.click('.stages li:nth-child(6) button');
  await expect.poll(() => page.locator('.stage-blocks').innerText()).toContain('src/6-loss/losses/grpo.ts');
  await page.click('[aria-label="Close the stage"]');
});

test('a signal shades the tokens and stands in their card and table', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.locator('.choice', { hasText: 'Shade tokens by' }).getByRole('button').click();
  await page.getByRole('option', { name: /^look\/reach/ }).click();
  await expect.poll(() => page.locator('.scale.strength').innerText()).toMatch(/^2\s/);
  await expect.poll(() => page.locator('#token-0-3').getAttribute('style')).toContain('--shade-strength');
  await page.locator('.choice', { hasText: 'Shade tokens by' }).getByRole('button').click();
  await page.getByRole('option', { name: /^look\/sway/ }).click();
  await expect.poll(() => page.locator('#token-0-5').getAttribute('style')).toContain('--shade-below');
  await page.locator('#token-0-2').hover();
  await expect.poll(() => page.locator('.token-card dl').innerText()).toContain('look/sway');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Details of answer 1' }).click();
  await expect.poll(() => page.locator('.token-table thead').innerText()).toContain('look/reach');
  await page.locator('.detail header').getByRole('button', { name: 'Close' }).click();
});

test('units: brackets under the text, a bar for each, and none on request', async () => {
  const { page } = visitor;
  const brackets = page.locator('#token-0-0, [id^="token-0-"].unit.first');
  await expect.poll(() => brackets.count()).toBe(2);
  await expect
    .poll(() => page.locator('.unit-bars').first().innerText())
    .toMatch(/turn 1\s+gain\s+-0.25\s+turn 2\s+gain\s+0.5/);
  await page.locator('.choice', { hasText: 'Units' }).getByRole('button').click();
  await page.getByRole('option', { name: 'none' }).click();
  await expect.poll(() => page.locator('.unit').count()).toBe(0);
});

test('a metric without a chart file has a chart; those of every run are behind a button', async () => {
  const { page } = visitor;
  await expect.poll(() => page.locator('.chart h3').allTextContents()).toContain('look/reach/mean');
  expect(await page.locator('.chart h3').allTextContents()).not.toContain('num_tokens');
  await page.getByRole('button', { name: /^▸? ?Further metrics \(1\)/ }).click();
  await expect.poll(() => page.locator('.chart h3').allTextContents()).toContain('num_tokens');
});

test('cards: add, knob, move, rename, refused, remove, back to the recipe', { timeout: 3 * LONG }, async () => {
  const { page } = visitor;
  await page.click('button:has-text("Settings")');
  await expect.poll(() => cards('views')).toEqual(['masked']);
  await page.getByRole('button', { name: 'Add a view …' }).click();
  expect(await page.getByRole('menuitem').count()).toBeGreaterThan(2);
  await page.getByRole('menuitem', { name: /^noise/ }).click();
  await expect.poll(() => cards('views')).toEqual(['masked', 'noise']);
  await page.getByLabel('noise.sigma', { exact: true }).fill('0.3');
  await page.keyboard.press('Enter');
  await expect.poll(hash).toContain('noise.sigma=0.3');
  await page.waitForSelector('.knob.changed:has-text("noise.sigma") mark');

  await page.getByRole('button', { name: 'Move noise up' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => cards('views')).toEqual(['noise', 'masked']);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Move noise down');

  await page.getByRole('button', { name: 'Formula, source, name: noise' }).click();
  await page.getByLabel('Name of noise', { exact: true }).fill('masked');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.use-card [role=alert] >> text=twice');
  await expect.poll(() => cards('views')).toEqual(['noise', 'masked']);
  await page.getByLabel('Name of noise', { exact: true }).fill('grain');
  await page.keyboard.press('Enter');
  await expect.poll(() => cards('views')).toEqual(['grain', 'masked']);
  await expect.poll(hash).toContain('grain.sigma=0.3');
  await lookAround('settings');

  await page.getByRole('button', { name: 'Remove grain' }).click();
  await expect.poll(() => cards('views')).toEqual(['masked']);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add a view …');
  await page.getByRole('button', { name: 'Back to the recipe: views' }).click();
  await expect.poll(() => page.locator('[aria-label="Blocks in views"]').count()).toBe(0);

  // The last reward stays: the sentence stands on its card.
  for (const name of ['boxIou', 'format']) await page.getByRole('button', { name: `Remove ${name}` }).click();
  await page.getByRole('button', { name: 'Remove answerFolded' }).click();
  await page.waitForSelector('.use-card [role=alert] >> text=reward_funcs is empty');
  expect(await cards('reward_funcs')).toEqual(['answerFolded']);
  await page.getByRole('button', { name: 'Back to the recipe', exact: true }).click();
  await expect.poll(() => cards('reward_funcs')).toEqual(['boxIou', 'format', 'answerFolded']);

  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('patchDrop');
  await page.getByRole('button', { name: 'Add a view …' }).waitFor();
  await page.getByRole('searchbox').fill('');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

test('the card of a recipe comes with its choice, and sets up the recipe', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.locator('.controls .react-aria-Select').getByRole('button').click();
  await page.getByRole('option', { name: /^dapo/ }).click();
  await page.waitForSelector('.recipe-card');
  expect(await page.locator('.recipe-card a').first().getAttribute('href')).toMatch(/^https:\/\/arxiv\.org/);
  await page.getByRole('button', { name: 'Where the numbers come from' }).click();
  await expect.poll(() => page.locator('.recipe-card tbody tr').count()).toBeGreaterThan(5);
  await visitor.shoot('blocks-recipe');
  await page.locator('.recipe-card').getByRole('button', { name: 'Set it up' }).click();
  await expect.poll(() => page.locator('.recipe-card').count()).toBe(0);
  await expect.poll(() => page.locator('.chart h3').first().textContent()).toBe('Entropy');
  await page.getByRole('button', { name: 'About the recipe dapo' }).click();
  await lookAround('recipe');
});

test('locked by a link: the list, and one knob', { timeout: LONG }, async () => {
  const { page } = visitor;
  await visitor.open('#views=patchDrop:masked,noise&lock=views,masked.p&hide=noise.sigma&panel=settings');
  await page.waitForSelector('.use-card');
  await expect.poll(() => page.getByRole('button', { name: 'Remove masked' }).isDisabled()).toBe(true);
  await expect.poll(() => page.locator('[id="knob-masked.p"]').isDisabled()).toBe(true);
  await expect.poll(() => page.locator('[id="knob-masked.patch"]').isDisabled()).toBe(false);
  expect(await page.locator('[id="knob-noise.sigma"]').count()).toBe(0);
  expect(visitor.complaints).toEqual([]);
});
