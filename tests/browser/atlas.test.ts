// What: the atlas in the built page: opens by its address and by its button, is searched and filtered, runs a system, and is
// accessible in both colours, wide and narrow. Screenshots are kept for looking at.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { audit } from './audit.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 120_000;
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4623);
  await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  await visitor.open('#atlas=papo');
  await visitor.page.waitForSelector('.atlas-card.open', { timeout: LONG });
}, LONG);
afterAll(() => visitor?.leave());

test('its own address opens the card; the whole atlas stands in place of the page', async () => {
  const { page } = visitor;
  expect(await page.locator('.atlas-card').count()).toBe(124);
  expect(await page.locator('.atlas-card.open').getAttribute('id')).toBe('atlas-papo');
  expect(await page.locator('.columns').count()).toBe(0);
  const card = page.locator('.atlas-card.open');
  await expect.poll(() => card.textContent()).toContain('patches blackened');
  await expect.poll(() => card.textContent()).toContain('11 of 11 cases');
  await expect.poll(() => card.locator('text=Where the numbers come from').count()).toBe(1);
  expect(await card.locator('.square.lit').count()).toBe(4);
  await visitor.shoot('atlas-card');
});

test('accessible and without sideways scrolling, light and dark, wide and on a phone', { timeout: LONG }, async () => {
  const { page } = visitor;
  const found: string[] = [];
  for (const [name, width, height] of [
    ['desktop', 1440, 900],
    ['phone', 390, 844],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(400);
      await visitor.shoot(`atlas-${name}-${colorScheme}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${name} ${colorScheme}`).toBeLessThanOrEqual(0);
      found.push(...(await audit(visitor.page)).map((line) => `${name} ${colorScheme} ${line}`));
    }
  }
  expect(found).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
});

test('search, filters and keyboard', { timeout: LONG }, async () => {
  const { page } = visitor;
  const names = () => page.locator('.atlas-card h2').allTextContents();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.atlas-card.open').count()).toBe(0);
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#atlas');
  await page.getByRole('searchbox', { name: 'Search' }).fill('metro maps');
  await expect.poll(names).toEqual(['RewardMap']);
  await page.getByRole('searchbox').fill('no such word');
  await page.waitForSelector('text=No system matches.');
  await page.click('text=Clear the filters');
  await page.getByLabel('Class').selectOption('outside');
  await page.waitForSelector('text=36 of 124 systems');
  await page.getByLabel('Axis').selectOption('H');
  await page.waitForSelector('text=0 of 124 systems');
  await page.getByLabel('Class').selectOption('core');
  await expect.poll(names).toContain('VOGUE');
  await expect.poll(names).not.toContain('VPPO');
  await page.getByLabel('Status').selectOption('no recipe');
  await expect.poll(names).not.toContain('VOGUE');
  await page.click('text=Clear the filters');
  await page.locator('.atlas-card h2 button', { hasText: 'VPPO' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#atlas=vppo');
  // Its own address, followed, changes nothing but the card.
  await page.locator('.atlas-card.open a', { hasText: 'Address of this card' }).click();
  await expect.poll(() => page.locator('.atlas-card.open').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.columns');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Atlas');
});

test('Run it here sets the recipe up and plays; a running page says so', { timeout: LONG }, async () => {
  const { page } = visitor;
  await visitor.playable(LONG);
  await page.click('button.open-atlas');
  await page.locator('.atlas-card h2 button', { hasText: 'SATORI-R1' }).click();
  await page.click('text=Run it here');
  await page.waitForSelector('button.primary:has-text("Pause")', { timeout: LONG });
  await visitor.untilStep(2, LONG);
  await expect.poll(() => page.locator('button:has-text("satori_r1")').count()).toBeGreaterThan(0);
  // As many scenes as its claim was tried on.
  await expect.poll(() => page.locator('[aria-label="Training prompts"] [role=row]').count()).toBe(4);
  await page.click('button.open-atlas');
  await page.locator('.atlas-card h2 button', { hasText: 'TGDPO' }).click();
  await page.waitForSelector('text=A run is under way.');
  expect(await page.locator('text=Run it here').isDisabled()).toBe(true);
  await page.click('text=Pause it');
  await expect.poll(() => page.locator('text=Run it here').isDisabled()).toBe(false);
  await page.click('text=Run it here');
  await page.waitForSelector('button.primary:has-text("Pause")', { timeout: LONG });
  await expect.poll(() => page.locator('button:has-text("prl")').count()).toBeGreaterThan(0);
  await page.click('button.primary:has-text("Pause")');
});

test('two systems run one after the other and lie on top of each other', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.click('button.open-atlas');
  await page.getByLabel('Compare PAPO').check({ force: true });
  expect(await page.locator('text=Run one after the other').isDisabled()).toBe(true);
  await page.getByLabel('Compare VPPO').check({ force: true });
  await page.getByLabel('Steps').fill('3');
  await page.getByLabel('Steps').press('Enter');
  await page.click('text=Run one after the other');
  await page.waitForSelector('text=VPPO, first group of step', { timeout: LONG });
  await page.waitForSelector('text=PAPO, first group of step');
  expect(await page.locator('.compare-groups ol').count()).toBe(2);
  await expect.poll(() => page.locator('.compare-charts figure').count()).toBeGreaterThan(2);
  await page.locator('.atlas-compare').scrollIntoViewIfNeeded();
  await page.waitForTimeout(800);
  await visitor.shoot('atlas-compare');
  expect(await audit(visitor.page)).toEqual([]);
  await page.click('text=Back to the run');
  await page.click('button:has-text("Compare runs")');
  await expect.poll(() => page.locator('.run-list li').count()).toBeGreaterThanOrEqual(3);
});

test('a link that locks the recipe locks running it', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.goto('about:blank');
  await visitor.open('#atlas=igpo&lock=recipe');
  await page.waitForSelector('.atlas-card.open');
  await page.waitForSelector('text=Whoever made the link has locked the recipe.');
  expect(await page.locator('text=Run it here').isDisabled()).toBe(true);
  expect(visitor.complaints).toEqual([]);
});

test('Run it here, pressed before samples and model are there, is not undone by them', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.goto('about:blank');
  // The samples come late: the page is still opening when the button is pressed.
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/samples/samples.json', async (route) => {
    await held;
    await route.continue();
  });
  await visitor.open('#atlas=papo');
  await page.locator('text=Run it here').click();
  release();
  await visitor.untilStep(1, LONG);
  expect(await page.locator('.atlas-card').count()).toBe(0);
  const prompts = page.locator('[aria-label="Training prompts"] [role=row]');
  expect(await prompts.count()).toBeGreaterThan(5);
  expect(await page.locator('button:has-text("papo")').count()).toBeGreaterThan(0);
  await page.unroute('**/samples/samples.json');
});
