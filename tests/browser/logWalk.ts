// What: a visitor with a run of their own drops TRL's log of answers, looks at it, and closes it: nothing in between needs a policy, and their run is
// there again.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { LOG } from '../../src/ui/texts/log.ts';
import { SHELL } from '../../src/ui/texts/shell.ts';
import { audit } from './audit.ts';
import type { Visitor } from './visitor.ts';

const file = (path: string) => ({
  ...{ name: path.split('/').at(-1)!, mimeType: '' },
  buffer: readFileSync(`tests/cases/rollouts/${path}`),
});
const TRL = ['trl/completions_00001.parquet', 'trl/completions_00002.parquet', 'trl/trainer_state.json'].map(file);
const PRIME = [...['token_exports/step_0/rank_0.jsonl', 'token_exports/step_1/rank_1.jsonl'].map((path) => file(`prime-rl/${path}`)), { ...file('prime-rl-tokenizer.json'), name: 'tokenizer.json' }]; // prettier-ignore

/** Buttons that are there and can be pressed. */
const usable = ({ page }: Visitor) => page.locator('header button:not([disabled])').allTextContents();

export async function walkLog(visitor: Visitor, timeout: number): Promise<void> {
  const { page } = visitor;
  await page.click('button.primary:has-text("Play")');
  await visitor.untilStep(2, timeout);
  await page.click('button.primary:has-text("Pause")');
  await visitor.playable(timeout);
  const before = await visitor.stepCount();
  const buttons = await usable(visitor);
  const drop = (files: readonly ReturnType<typeof file>[]) => page.setInputFiles('[data-testid=open-data]', [...files]);
  await drop(TRL);
  const bar = page.getByRole('region', { name: LOG.label });
  await expect.poll(() => bar.textContent()).toContain(LOG.about(16, 2, true));
  await expect.poll(() => page.locator('.rollouts tbody').count()).toBe(4);
  expect(await page.locator('.rollouts').textContent()).toContain('how right two four blue it right where');
  const left = (await usable(visitor)).map((text) => text.trim());
  for (const gone of [SHELL.step, SHELL.stage, SHELL.reset, 'Settings', 'Rewards', 'Sandbox', 'Share'])
    expect(left.join('|')).not.toContain(gone);
  expect(await page.locator('.first-visit, .pictures, .pipeline, .verdict, .watch').count()).toBe(0);
  // Keys that move a run move nothing.
  await page.keyboard.press('s');
  await page.keyboard.press('Shift+R');
  await page.locator('.recording .seek input').press('Home');
  await expect.poll(() => bar.textContent()).toContain(LOG.at(1, 1, 2));
  expect(await page.locator('.log-prompt').textContent()).toBe('how many blue cubes are there');
  await page.getByRole('button', { name: LOG.groupName(1, '0.31') }).click();
  expect(await page.locator('.rollouts .not-logged').count()).toBe(4);
  expect(await audit(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await bar.getByRole('button', { name: LOG.close }).click();
  expect([await visitor.stepCount(), await usable(visitor)]).toEqual([before, buttons]);

  await drop(PRIME);
  await bar.waitFor();
  await page.locator('.tokens span').first().waitFor();
  await page.click('.open-detail');
  expect(await page.locator('.detail').textContent()).toContain(LOG.noRewards);
  expect(await page.locator('.token-table th[scope=row]').allTextContents()).toContain('<eos>');
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: LOG.close }).click();
  await drop([
    { ...file('verl/1.jsonl'), buffer: Buffer.from('{"input": "a", "output": "b", "score": null, "step": 1}\n{}\n') },
  ]);
  await page.getByText('1.jsonl, line 1 has no number “score”').waitFor();
}
