// What: a teacher scans a learner's code with the camera, in a browser that reads no QR codes by itself. The camera is a film that Chromium plays.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeResult } from '../../src/store/class/resultCode.ts';
import { film, shoot } from '../store/class/qrPictures.ts';
import { RESULT } from '../store/class/results.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 110_000;
let visitor: Visitor;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollscope-'));
  const file = join(folder, 'code.y4m');
  writeFileSync(file, film(shoot(encodeResult(RESULT), { dot: 5, turn: 0.2, noise: 20 })));
  visitor = await newVisitor(4663, undefined, [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ]);
  await visitor.open('#class.');
}, LONG);
afterAll(async () => {
  await visitor?.leave();
  rmSync(folder, { recursive: true, force: true });
});

test('the code is taken once, its run is laid beside the others, the camera stops', { timeout: LONG }, async () => {
  const { page } = visitor;
  expect(await page.evaluate(() => 'BarcodeDetector' in globalThis)).toBe(false);
  await page.getByRole('button', { name: 'Scan with the camera' }).click({ timeout: LONG });
  const rows = page.locator('.class-page tbody tr', { hasText: RESULT.name });
  await expect.poll(() => rows.count(), { timeout: LONG }).toBeGreaterThan(0);
  const count = await rows.count();
  await page.waitForTimeout(1500); // the film goes on, and shows the same code
  expect(await rows.count()).toBe(count);
  await visitor.shoot('class-scan');
  await page.getByRole('button', { name: 'Stop the camera' }).click();
  await expect.poll(() => page.locator('video.scan').count()).toBe(0);
  expect(visitor.complaints).toEqual([]);
});
