// What: boxes on the picture, by mouse, touch and keyboard.
import { beforeEach, describe, expect, test } from 'vitest';
import { leftColumn } from './leftColumn.ts';

const left = leftColumn(4594);

describe('boxes', () => {
  const place = async (x: number, y: number) => {
    const frame = (await left().page.locator('[data-testid=box-editor]').boundingBox())!;
    return [frame.x + x * frame.width, frame.y + y * frame.height] as const;
  };
  const label = () => left().boxes().last().getAttribute('aria-label');

  beforeEach(async () => {
    const { page } = left();
    await left().addShown('mine.png');
    await page.locator('[data-testid=box-editor]').scrollIntoViewIfNeeded();
  });

  async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { page } = left();
    await page.mouse.move(...(await place(...from)));
    await page.mouse.down();
    await page.mouse.move(...(await place(...to)), { steps: 4 });
    await page.mouse.up();
  }

  test('drawn, moved and resized at any corner by the mouse; a click makes none', async () => {
    const { page } = left();
    await page.mouse.click(...(await place(0.5, 0.5)));
    await page.waitForSelector('[role=alert] >> text=A click alone draws no box');
    await drag([0.2, 0.3], [0.6, 0.7]);
    await expect.poll(() => label()).toMatch(/from 20, 30 to 60, 70 percent/);
    await drag([0.4, 0.5], [0.5, 0.5]);
    await expect.poll(() => label()).toMatch(/from 30, 30 to 70, 70 percent/);
    await drag([0.3, 0.3], [0.1, 0.2]);
    await expect.poll(() => label()).toMatch(/from 10, 20 to 70, 70 percent/);
    await drag([0.7, 0.7], [0.8, 0.9]);
    await expect.poll(() => label()).toMatch(/from 10, 20 to 80, 90 percent/);
  });

  test('drawn and moved by touch; the page does not scroll under it', async () => {
    const { page } = left();
    const session = await page.context().newCDPSession(page);
    const touch = async (points: readonly (readonly [number, number])[]) => {
      for (const [i, [x, y]] of points.entries())
        await session.send('Input.dispatchTouchEvent', {
          type: i === 0 ? 'touchStart' : 'touchMove',
          touchPoints: [{ x, y }],
        });
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    const scrolled = await page.evaluate(() => document.querySelector('.column')!.scrollTop);
    await touch([await place(0.2, 0.2), await place(0.4, 0.4), await place(0.5, 0.5)]);
    await expect.poll(label).toMatch(/from 20, 20 to 50, 50 percent/);
    await touch([await place(0.35, 0.35), await place(0.45, 0.55)]);
    await expect.poll(label).toMatch(/from 30, 40 to 60, 70 percent/);
    expect(await page.evaluate(() => document.querySelector('.column')!.scrollTop)).toBe(scrolled);
  });

  test('a corner is at least 24 px large to take hold of', async () => {
    const { page, button } = left();
    await button('Add box').click();
    const { width, height } = (await page.locator('.corner').first().boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  });

  test('added, moved, resized, labelled and deleted by the keyboard', async () => {
    const { page, button, boxes } = left();
    await button('Add box').focus();
    await page.keyboard.press('Enter');
    await boxes().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => label()).toMatch(/from 32, 30 to 72, 72 percent/);
    await page.keyboard.press('Enter');
    await page.keyboard.type('dog');
    await expect.poll(() => label()).toMatch(/Box 1 “dog”/);
    await boxes().focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => boxes().count()).toBe(0);
  });
});
