// What: the two lists of prompts, undo, several pictures in a prompt, hundreds of scenes, and data files.
import { readFileSync } from 'node:fs';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { makePng } from '../../bench/makePng.ts';
import { file, leftColumn, LONG, picture } from './leftColumn.ts';

const left = leftColumn(4595);

describe('prompts', () => {
  test('what is missing is said beside the fields; undo takes back a word, redo brings it again', async () => {
    const { page, add, list, question, button, until } = left();
    await add([picture('mine.png')]);
    await page.waitForSelector('.problem >> text=“mine.png” has no question');
    await question().fill('where is the square?');
    await page.waitForSelector('.problem >> text=neither a box nor an answer');
    await page.getByRole('textbox', { name: 'Answer' }).fill('square');
    await expect.poll(() => page.locator('.problem').textContent()).toBe('');
    await button(/^Undo: answer changed/).click();
    await button(/^Undo: question changed/).click();
    await expect.poll(() => question().inputValue()).toBe('');
    await page.locator('body').press('Control+Shift+z');
    await expect.poll(() => question().inputValue()).toBe('where is the square?');
    await page.locator('body').press('Control+z');
    await page.locator('body').press('Control+z');
    await until(list('Training').getByRole('row'), 1);
  });

  test('duplicate, remove, reorder without dragging', async () => {
    const { add, list, button, until } = left();
    await add([picture('a.png'), picture('b.png')]);
    await until(list('Training').getByRole('row'), 2);
    await list('Training').getByRole('row', { name: 'a.png' }).click();
    await button('Duplicate').click();
    await until(list('Training').getByRole('row', { name: 'a.png' }), 2);
    await button('Remove').click();
    await until(list('Training').getByRole('row', { name: 'a.png' }), 1);
    await list('Training').getByRole('row', { name: 'b.png' }).click();
    await button(/More:/).click();
    await button('Move up the list').click();
    // Rows out of sight are not drawn.
    const names = async () => {
      await list('Training').scrollIntoViewIfNeeded();
      const rows = list('Training').getByRole('row');
      return rows.evaluateAll((all) => all.map((row) => row.ariaLabel!.slice(0, 5)));
    };
    await expect.poll(names).toEqual(['b.png', 'a.png']);
  });

  test('what is held out is not trained on, and can come back', async () => {
    const { page, add, list, count, button, keepSample } = left();
    await keepSample();
    await add([picture('a.png')]);
    await expect.poll(() => count('train')).toBe('2');
    await button('Hold out').click();
    await expect.poll(() => count('heldOut')).toBe('1');
    await button('Move to training').click();
    await expect.poll(() => count('train')).toBe('2');
    await list('Training').scrollIntoViewIfNeeded();
    await list('Training').getByRole('row', { name: 'a.png' }).click();
    await page.keyboard.press('Delete');
    await expect.poll(() => count('train')).toBe('1');
    await button('Hold out').click();
    await expect.poll(() => count('heldOut')).toBe('1');
    await page.click('text=One step');
    await page.waitForSelector('[role=alert] >> text=All prompts are held out');
  });

  test('a prompt is carried to the other list by the keyboard', async () => {
    const { page, add, list, until, keepSample } = left();
    await keepSample();
    await add([picture('a.png')]);
    const row = list('Training').getByRole('row', { name: 'a.png' });
    await row.click();
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Drag a.png');
    await page.keyboard.press('Enter');
    for (let i = 0; i < 6; i++) {
      const on = await page.evaluate(() => document.activeElement?.closest('.heldOut') !== null);
      if (on) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await until(list('Held-out').getByRole('row', { name: 'a.png' }), 1);
    await expect.poll(() => list('Training').getByRole('row').count()).toBe(1);
  });

  test('a prompt is dragged to the other list by the mouse', async () => {
    const { add, list, until, keepSample } = left();
    await keepSample();
    await add([picture('a.png')]);
    await until(list('Training').getByRole('row'), 2);
    await list('Training').getByRole('row', { name: 'a.png' }).dragTo(list('Held-out'));
    await until(list('Held-out').getByRole('row', { name: 'a.png' }), 1);
  });

  test('a question without a picture: typed, trained on, saved and opened again', { timeout: LONG }, async () => {
    const { visitor, page, list, question, button, boxes, until } = left();
    await button('Question only').click();
    await list('Training').getByRole('row', { name: 'question 1' }).waitFor();
    await page.waitForSelector('.prompt-form >> text=This question has no picture');
    await expect.poll(() => question().evaluate((field) => field === document.activeElement)).toBe(true);
    await question().fill('what is two plus two?');
    await page.waitForSelector('.problem >> text=has no picture and no answer; type the answer');
    await page.getByRole('textbox', { name: 'Answer' }).fill('four');
    await expect.poll(() => page.locator('.problem').textContent()).toBe('');
    await expect.poll(() => button('Add box').count()).toBe(0);
    await page.waitForSelector('.group >> text=This question has no picture');
    await visitor.shoot('question-only');
    await page.click('text=One step');
    await visitor.untilStep(1, LONG);
    await button('Files').click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Save as JSONL + pictures' }).click();
    const archive = readFileSync(await (await waiting).path());
    await button('Files').click();
    await page.getByRole('menuitem', { name: 'Remove all prompts' }).click();
    await until(page.locator('.thumb'), 0);
    await page.setInputFiles('[data-testid=open-data]', file('saved.zip', 'application/zip', archive));
    await until(page.locator('.thumb'), 2);
    await list('Training').getByRole('row').nth(1).click();
    await expect.poll(() => question().inputValue()).toBe('what is two plus two?');
    // A picture can still be added; then a box can be drawn.
    await button(/More:/).click();
    await page.setInputFiles('.own-pictures input[type=file]', [picture('late.png')]);
    await page.waitForSelector('[data-testid=box-editor] img[alt="late.png"]');
    await button('Add box').click();
    await expect.poll(() => boxes().count()).toBe(1);
  });

  test('several pictures in one prompt: added, reordered, taken away', async () => {
    const { visitor, page, button, boxes, until } = left();
    await button(/More:/).click();
    await page.setInputFiles('.own-pictures input[type=file]', [picture('second.png'), picture('third.png')]);
    const own = page.locator('.own-pictures li img');
    await until(own, 3);
    await expect.poll(() => own.nth(1).getAttribute('alt')).toBe('Picture 2 of 3: second.png');
    await button('Move picture later').nth(1).click();
    await expect.poll(() => own.nth(2).getAttribute('alt')).toBe('Picture 3 of 3: second.png');
    await expect.poll(() => boxes().count()).toBe(1);
    await button('Remove this picture').first().click();
    await page.waitForSelector('[role=alert] >> text=Boxes belong to the first picture');
    await expect.poll(() => boxes().count()).toBe(0);
    await button(/^Undo/).click();
    await expect.poll(() => boxes().count()).toBe(1);
    await visitor.shoot('pictures-several');
  });

  test(
    'three hundred made scenes: only those in sight are drawn, and choosing one stays quick',
    { timeout: LONG },
    async () => {
      const { visitor, page, list, button } = left();
      await button('Scenes').click();
      await page.getByRole('textbox', { name: 'How many' }).fill('300');
      await page.keyboard.press('Tab');
      await button('Make').click();
      await expect.poll(() => left().count('train'), { timeout: LONG }).toBe('225');
      await expect.poll(() => left().count('heldOut')).toBe('75');
      await page.keyboard.press('Escape');
      await expect.poll(() => page.locator('.thumb').count()).toBeLessThan(120);
      await list('Training').getByRole('row').nth(3).click();
      const before = await page.locator('[data-testid=box-editor] img').getAttribute('src');
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => page.locator('[data-testid=box-editor] img').getAttribute('src')).not.toBe(before);
      await visitor.shoot('pictures-300');
      await page.click('text=One step');
      await visitor.untilStep(1, LONG);
    },
  );
});

describe('data files', () => {
  const save = async (item: string) => {
    const { page, button } = left();
    await button('Files').click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    return readFileSync(await (await waiting).path());
  };

  test('saved as JSONL and opened again: the same prompts', { timeout: LONG }, async () => {
    const { page, list, question, button, boxes, until } = left();
    await left().keepSample();
    await left().addShown('mine.png');
    await question().fill('where is it?');
    await button('Add box').click();
    await button('Hold out').click();
    const archive = await save('Save as JSONL + pictures');
    const entries = unzipSync(archive);
    const lines = Buffer.from(entries['prompts.jsonl']!)
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines[1]).toMatchObject({ question: 'where is it?', boxes: [[0.3, 0.3, 0.7, 0.7]], split: 'heldOut' });
    expect(Object.keys(entries)).toHaveLength(3);
    await button('Files').click();
    await page.getByRole('menuitem', { name: 'Remove all prompts' }).click();
    await until(list('Training').getByRole('row', { name: /png|circle/ }), 0);
    await page.setInputFiles('[data-testid=open-data]', file('saved.zip', 'application/zip', archive));
    await until(list('Held-out').getByRole('row', { name: 'mine.png' }), 1);
    await list('Held-out').getByRole('row').click();
    await expect.poll(() => question().inputValue()).toBe('where is it?');
    await expect.poll(() => boxes().getAttribute('aria-label')).toMatch(/from 30, 30 to 70, 70/);
  });

  test('a prompt of two pictures comes in from JSONL; both are shown, the boxes on the first', async () => {
    const { visitor, page, list, boxes, button, until } = left();
    const truth = { question: 'what has changed?', answer: 'the square', boxes: [[0.25, 0.25, 0.75, 0.75]] };
    const lines = `${JSON.stringify({ images: ['before.png', 'after.png'], ...truth })}\n`;
    const pictures = [picture('before.png'), file('after.png', 'image/png', makePng(48, [255, 255, 255], []))];
    const texts = file('prompts.jsonl', 'application/jsonl', Buffer.from(lines));
    await page.setInputFiles('[data-testid=open-data]', [texts, ...pictures]);
    await list('Training').getByRole('row', { name: 'before.png' }).click();
    await until(page.locator('.own-pictures li img'), 2);
    await expect.poll(() => boxes().count()).toBe(1);
    await expect.poll(() => page.locator('[data-testid=box-editor] > img').getAttribute('alt')).toBe('before.png');
    // In the middle, either of them can be large; boxes lie on the first only.
    const shown = page.locator('.shown .frame');
    await expect.poll(() => shown.locator('g.truth').count()).toBe(1);
    const strip = page.getByRole('radiogroup', { name: 'Pictures of this prompt' });
    await strip.getByRole('radio', { name: 'Picture 2 of 2: after.png' }).click();
    await shown.getByRole('img', { name: 'Picture 2 of 2: after.png' }).waitFor();
    await expect.poll(() => shown.locator('g.truth').count()).toBe(0);
    await page.click('text=One step');
    await visitor.untilStep(1, LONG);
    await visitor.shoot('two-pictures');
    await button('Remove this picture').nth(1).click();
    await until(strip, 0);
    await expect.poll(() => shown.locator('g.truth').count()).toBe(1);
  });

  test('COCO comes in as one prompt per picture and category', async () => {
    const { page, list, question, boxes, until, keepSample } = left();
    await keepSample();
    const coco = {
      images: [{ id: 1, file_name: 'a.png', width: 64, height: 64 }],
      categories: [
        { id: 1, name: 'dog' },
        { id: 2, name: 'ball' },
      ],
      annotations: [
        { image_id: 1, category_id: 1, bbox: [16, 16, 32, 32] },
        { image_id: 1, category_id: 2, bbox: [0, 0, 8, 8] },
      ],
    };
    const files = [file('coco.json', 'application/json', Buffer.from(JSON.stringify(coco))), picture('a.png')];
    await page.setInputFiles('[data-testid=open-data]', files);
    await until(list('Training').getByRole('row', { name: 'a.png' }), 2);
    await expect.poll(() => question().inputValue()).toBe('find the dog');
    await expect.poll(() => boxes().getAttribute('aria-label')).toMatch(/“dog”: from 25, 25 to 75, 75/);
    const archive = unzipSync(await save('Save as COCO + pictures'));
    const saved = JSON.parse(Buffer.from(archive['annotations.json']!).toString()) as {
      annotations: readonly object[];
    };
    expect(saved.annotations).toContainEqual(expect.objectContaining({ bbox: [16, 16, 32, 32] }));
    // The drawn sample: 384 pixels per side, the red circle around (0.7, 0.62).
    expect(saved.annotations[0]).toMatchObject({ bbox: [199.68, 168.96, 138.24, 138.24] });
  });

  test('archives as other programs pack them: deflated, one in another', async () => {
    const { page, list, until } = left();
    const line = `${JSON.stringify({ images: ['packed.png'], question: 'q', answer: 'x' })}\n`.repeat(3);
    const square = makePng(48, [255, 255, 255], []);
    const inner = zipSync({ 'prompts.jsonl': Buffer.from(line), 'packed.png': square }, { level: 9 });
    const outer = Buffer.from(zipSync({ 'inner.zip': inner }, { level: 9 }));
    await page.setInputFiles('[data-testid=open-data]', file('outer.zip', 'application/zip', outer));
    await until(list('Training').getByRole('row', { name: 'packed.png' }), 3);
  });

  test('a broken archive is one sentence', async () => {
    const { page } = left();
    await page.setInputFiles('[data-testid=open-data]', file('bad.zip', 'application/zip', Buffer.from('PK??')));
    await page.waitForSelector('[role=alert] >> text=bad.zip is not a readable zip file');
  });
});
