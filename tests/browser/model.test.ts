// What: the model's panel in the built page: asks about a model of its own by address and about a folder, loads one, and is accessible.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../src/headless/project.mjs';
import { audit } from './audit.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 120_000;
let visitor: Visitor;

beforeAll(async () => {
  visitor = await newVisitor(4661);
  await visitor.open('#recipe=grpo');
  await visitor.page.getByRole('button', { name: 'Model', exact: true }).click();
  await visitor.page.waitForSelector('.model-panel', { timeout: LONG });
}, LONG);
afterAll(() => visitor?.leave());

test(
  '“Will it train?” tells size, gradients, memory and time of a model that is not loaded',
  { timeout: LONG },
  async () => {
    const { page } = visitor;
    await page.getByLabel('Owner/name on the Hugging Face hub, or an address').fill('models/shapes/');
    await page.getByRole('button', { name: 'Will it train?' }).click();
    const answer = page.locator('.will-it-train');
    await expect.poll(() => answer.textContent(), { timeout: LONG }).toMatch(/^Yes: a step takes about [\d.]+ s/);
    expect(await page.locator('.estimate').textContent()).toContain('4 layers of 192, vocabulary 640');
    expect(await page.locator('.estimate').textContent()).toContain('every operator has one');
    await visitor.shoot('model-panel');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // Colours glide from one scheme to the other: what is between them has another contrast.
      await page.evaluate(async () => {
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
        await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
      });
      expect(await audit(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  },
);

test(
  'a folder without networks says what is missing; one without config.json what to choose',
  { timeout: LONG },
  async () => {
    const { page } = visitor;
    const folder = page.getByTestId('estimate-model');
    await folder.setInputFiles(join(ROOT, 'tests/golden/tiny/bundle'));
    // The tiny bundle has its decoder in other forms as well; what is asked for is there.
    await expect
      .poll(() => page.locator('.model-panel [role=status]').textContent(), { timeout: LONG })
      .toContain('Yes');
    await folder.setInputFiles(join(ROOT, 'public/samples'));
    const status = page.locator('.model-panel [role=status]');
    await expect
      .poll(() => status.textContent(), { timeout: LONG })
      .toContain('There is no config.json among the files');
  },
);

test('loading puts it in the place of the one that was there', { timeout: LONG }, async () => {
  const { page } = visitor;
  await page.getByRole('button', { name: 'Load Shapes' }).click();
  await expect
    .poll(() => page.locator('.model-panel').textContent(), { timeout: LONG })
    .toContain('shapes: 2.3 million');
  await expect.poll(() => page.locator('.built-in li', { hasText: 'Shapes' }).textContent()).toContain('loaded');
  expect(visitor.complaints).toEqual([]);
});
