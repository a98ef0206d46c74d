// What: a visitor saves the folder of each trainer, looks into it, and brings the log of one back.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect } from 'vitest';
import { TRAINERS } from '../../src/store/share/continueOn.ts';
import { CONTINUE } from '../../src/ui/texts/continueOn.ts';
import type { Visitor } from './visitor.ts';

export async function walkTrainers(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await page.click('.panel-buttons >> text=Share');
  const panel = page.getByRole('region', { name: CONTINUE.title });
  for (const trainer of TRAINERS) {
    await panel.getByRole('button', { name: CONTINUE.trainer }).click();
    await page.getByRole('option', { name: CONTINUE.trainers[trainer], exact: true }).click();
    const download = page.waitForEvent('download');
    await panel.getByRole('button', { name: CONTINUE.save }).click();
    const path = join(tmpdir(), `share-test-${trainer}.zip`);
    await (await download).saveAs(path);
    const files = unzipSync(new Uint8Array(readFileSync(path)));
    expect(strFromU8(files['README.md']!)).toMatch(new RegExp(`^# Continue with ${CONTINUE.trainers[trainer]}`));
    expect(Object.keys(files).filter((name) => /images\/.*\.(?:webp|png|jpg)$/.test(name))).not.toEqual([]);
    expect(Object.keys(files)).toContain('run.sh');
  }
  await page.click('.drawer >> text=Close');
  const log = [1, 2, 3]
    .map((step) => `${JSON.stringify({ step, data: { 'critic/score/mean': step / 4 } })}\n`)
    .join('');
  await page.setInputFiles('.adders input[type=file]', { name: 'demo.jsonl', mimeType: '', buffer: Buffer.from(log) });
  await page.locator('.curves figure, .curves svg').first().waitFor();
  await page.click('.run-list button:has-text("Compare runs")');
  await page.getByRole('textbox', { name: 'Name of verl: demo.jsonl' }).waitFor();
  await visitor.shoot('foreign-log');
  await page.getByRole('button', { name: 'Delete verl: demo.jsonl' }).click();
}
