// What: the left column as a visitor uses it, in the built page with a scripted engine: odd files, boxes by mouse, touch and
// keyboard, the two lists, undo, data files, camera, made scenes, a model's folder, hundreds of prompts.
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unzipSync } from 'fflate';
import { makePng } from '../../bench/makePng.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { oddFiles } from './oddPictures.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

const LONG = 110_000;
let visitor: Visitor;
let page: Page;

const file = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
const picture = (name: string) =>
  file(name, 'image/png', makePng(64, [255, 255, 255], [{ box: [0.25, 0.25, 0.75, 0.75], colour: [220, 40, 40] }]));
const add = (files: readonly ReturnType<typeof file>[]) => page.setInputFiles('.adders input[type=file]', [...files]);
const list = (name: 'Training' | 'Held-out') => page.getByRole('grid', { name: `${name} prompts` });
const rows = async (name: 'Training' | 'Held-out') => list(name).getByRole('row').count();
const question = () => page.getByRole('textbox', { name: 'Question' });
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const boxes = () => page.locator('.box');
const until = (locator: Locator, count: number) => expect.poll(() => locator.count(), { timeout: 20_000 }).toBe(count);

beforeAll(async () => {
  visitor = await newVisitor(4593);
  page = visitor.page;
  await page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
}, LONG);
afterAll(() => visitor?.leave());

/** A fresh page: one sample is on the table. */
beforeEach(async () => {
  await page.goto('about:blank');
  await visitor.open();
  await visitor.playable(LONG);
}, LONG);

describe('files', () => {
  test(
    'thirty odd kinds at once: each that cannot be used is named in a sentence, the others are kept',
    { timeout: LONG },
    async () => {
      const files = await oddFiles(page);
      expect(files.length).toBeGreaterThanOrEqual(30);
      await add(files.map(({ name, mimeType, buffer }) => file(name, mimeType, buffer)));
      const kept = files.filter(({ refused }) => refused === null);
      await expect
        .poll(() => page.locator('.train h3 small').first().textContent(), { timeout: LONG })
        .toBe(String(1 + kept.length));
      const sentences = await page.locator('.refused li').allTextContents();
      const expected = files.filter(({ refused }) => refused !== null);
      for (const { name, refused } of expected)
        expect(
          sentences.filter((sentence) => refused!.test(sentence)),
          name,
        ).toHaveLength(1);
      expect(sentences).toHaveLength(expected.length);
      await visitor.shoot('pictures-odd-files');
      await button('Close').click();
      expect(await page.locator('.refused').count()).toBe(0);
    },
  );

  test('the size and the first frame are what the policy will see', { timeout: LONG }, async () => {
    const files = (await oddFiles(page)).filter(
      ({ name }) => /side|film\.gif|photo\.jpg|plain/.test(name) && !/mp4/.test(name),
    );
    await add(files.map(({ name, mimeType, buffer }) => file(name, mimeType, buffer)));
    for (const { name, size } of files) {
      await list('Training').getByRole('row', { name }).click();
      await page.waitForSelector(`[data-testid=box-editor] img[alt="${name}"]`);
      const shown = await page.locator('[data-testid=box-editor] img').evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        const type = (await (await fetch(image.src)).blob()).type;
        return { size: [image.naturalWidth, image.naturalHeight], type };
      });
      expect(shown.size, name).toEqual(size);
      if (name === 'film.gif') expect(shown.type).toBe('image/png');
    }
  });

  test('a picture is pasted, and one is dropped', async () => {
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(20, 20);
      canvas.getContext('2d');
      const blob = await canvas.convertToBlob({ type: 'image/png' });
      const carry = (name: string) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([blob], name, { type: 'image/png' }));
        return transfer;
      };
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: carry('pasted.png') }));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: carry('dropped.png'), cancelable: true }));
    });
    await page.waitForSelector('[data-testid=box-editor] img[alt$="ed.png"]');
    await until(list('Training').getByRole('row'), 3);
  });

  test('the folder of a model goes to the engine with all its files', async () => {
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      for (const name of ['config.json', 'decoder_model_merged_q4.onnx', 'tokenizer.json'])
        transfer.items.add(new File(['{}'], name));
      const posted: unknown[] = [];
      const worker = (globalThis as unknown as { scriptedWorker: { postMessage: (m: unknown) => void } })
        .scriptedWorker;
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message) => (posted.push(message), post(message));
      Object.assign(globalThis, { posted });
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
    });
    const loaded = await page.waitForFunction(() =>
      (globalThis as unknown as { posted: { type: string; files?: object }[] }).posted.find(
        ({ type }) => type === 'load',
      ),
    );
    expect(Object.keys(((await loaded.jsonValue()) as { files: object }).files)).toEqual([
      'config.json',
      'decoder_model_merged_q4.onnx',
      'tokenizer.json',
    ]);
    await visitor.playable(LONG);
  });
});

describe('boxes', () => {
  const place = async (x: number, y: number) => {
    const frame = (await page.locator('[data-testid=box-editor]').boundingBox())!;
    return [frame.x + x * frame.width, frame.y + y * frame.height] as const;
  };
  const label = () => boxes().last().getAttribute('aria-label');

  beforeEach(async () => {
    await add([picture('mine.png')]);
    await page.waitForSelector('[data-testid=box-editor] img[alt="mine.png"]');
    await page.locator('[data-testid=box-editor]').scrollIntoViewIfNeeded();
  });

  async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    await page.mouse.move(...(await place(...from)));
    await page.mouse.down();
    await page.mouse.move(...(await place(...to)), { steps: 4 });
    await page.mouse.up();
  }

  test('drawn, moved and resized at any corner by the mouse; a click makes none', async () => {
    await page.mouse.click(...(await place(0.5, 0.5)));
    await page.waitForSelector('[role=alert] >> text=A click makes no box');
    await drag([0.2, 0.3], [0.6, 0.7]);
    expect(await label()).toMatch(/from 20, 30 to 60, 70 percent/);
    await drag([0.4, 0.5], [0.5, 0.5]);
    expect(await label()).toMatch(/from 30, 30 to 70, 70 percent/);
    await drag([0.3, 0.3], [0.1, 0.2]);
    expect(await label()).toMatch(/from 10, 20 to 70, 70 percent/);
    await drag([0.7, 0.7], [0.8, 0.9]);
    expect(await label()).toMatch(/from 10, 20 to 80, 90 percent/);
  });

  test('drawn and moved by touch; the page does not scroll under it', async () => {
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
    await button('Add box').click();
    const { width, height } = (await page.locator('.corner').first().boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  });

  test('added, moved, resized, labelled and deleted by the keyboard', async () => {
    await button('Add box').focus();
    await page.keyboard.press('Enter');
    await boxes().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    expect(await label()).toMatch(/from 32, 30 to 72, 72 percent/);
    await page.keyboard.press('Enter');
    await page.keyboard.type('dog');
    expect(await label()).toMatch(/Box 1 “dog”/);
    await boxes().focus();
    await page.keyboard.press('Delete');
    expect(await boxes().count()).toBe(0);
  });
});

describe('prompts', () => {
  test('what is missing is said beside the fields; undo takes back a word, redo brings it again', async () => {
    await add([picture('mine.png')]);
    await page.waitForSelector('.problem >> text=“mine.png” has no question');
    await question().fill('where is the square?');
    await page.waitForSelector('.problem >> text=neither a box nor an answer');
    await page.getByRole('textbox', { name: 'Answer' }).fill('square');
    await expect.poll(() => page.locator('.problem').textContent()).toBe('');
    await button(/^Undo: answer changed/).click();
    await button(/^Undo: question changed/).click();
    expect(await question().inputValue()).toBe('');
    await page.locator('body').press('Control+Shift+z');
    expect(await question().inputValue()).toBe('where is the square?');
    await page.locator('body').press('Control+z');
    await page.locator('body').press('Control+z');
    await until(list('Training').getByRole('row'), 1);
  });

  test('duplicate, reorder, hold out, remove; what is held out is not trained on', async () => {
    await add([picture('a.png'), picture('b.png')]);
    await until(list('Training').getByRole('row'), 3);
    await list('Training').getByRole('row', { name: 'a.png' }).click();
    await button('Duplicate').click();
    await until(list('Training').getByRole('row', { name: 'a.png' }), 2);
    await button('Remove').click();
    await until(list('Training').getByRole('row', { name: 'a.png' }), 1);
    const names = () =>
      list('Training')
        .getByRole('row')
        .evaluateAll((all) => all.map((row) => row.getAttribute('aria-label')!.slice(0, 5)));
    await list('Training').getByRole('row', { name: 'b.png' }).click();
    await button('Earlier in its list').click();
    expect((await names()).slice(1)).toEqual(['b.png', 'a.png']);
    await button('Hold out').click();
    await until(list('Held-out').getByRole('row'), 1);
    expect(await button('Move to training').count()).toBe(1);
    await list('Training').getByRole('row', { name: 'a.png' }).click();
    await page.keyboard.press('Delete');
    await until(list('Training').getByRole('row'), 1);
    await list('Training').getByRole('row').click();
    await button('Hold out').click();
    await list('Held-out').getByRole('row', { name: 'b.png' }).click();
    await page.keyboard.press('Delete');
    await page.click('text=One step');
    await page.waitForSelector('[role=alert] >> text=All prompts are held out');
  });

  test('a prompt is carried to the other list by the keyboard', async () => {
    await add([picture('a.png')]);
    const row = list('Training').getByRole('row', { name: 'a.png' });
    await row.click();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Drag a.png');
    await page.keyboard.press('Enter');
    for (let i = 0; i < 6; i++) {
      const on = await page.evaluate(() => document.activeElement?.closest('.heldOut') !== null);
      if (on) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await until(list('Held-out').getByRole('row', { name: 'a.png' }), 1);
    expect(await rows('Training')).toBe(1);
  });

  test('a prompt is dragged to the other list by the mouse', async () => {
    await add([picture('a.png')]);
    await until(list('Training').getByRole('row'), 2);
    await list('Training').getByRole('row', { name: 'a.png' }).dragTo(list('Held-out'));
    await until(list('Held-out').getByRole('row', { name: 'a.png' }), 1);
  });

  test('several pictures in one prompt: added, reordered, taken away', async () => {
    await button(/More:/).click();
    await page.setInputFiles('.own-pictures input[type=file]', [picture('second.png'), picture('third.png')]);
    const own = page.locator('.own-pictures li img');
    await until(own, 3);
    expect(await own.nth(1).getAttribute('alt')).toBe('Picture 2 of 3: second.png');
    await button('Picture later').nth(1).click();
    expect(await own.nth(2).getAttribute('alt')).toBe('Picture 3 of 3: second.png');
    expect(await boxes().count()).toBe(1);
    await button('Take this picture away').first().click();
    await page.waitForSelector('[role=alert] >> text=Boxes belong to the first picture');
    expect(await boxes().count()).toBe(0);
    await button(/^Undo/).click();
    expect(await boxes().count()).toBe(1);
    await visitor.shoot('pictures-several');
  });

  test(
    'three hundred made scenes: only those in sight are drawn, and choosing one stays quick',
    { timeout: LONG },
    async () => {
      await button('Scenes').click();
      await page.getByRole('textbox', { name: 'How many' }).fill('300');
      await page.keyboard.press('Tab');
      await button('Make').click();
      await expect.poll(() => page.locator('.train h3 small').first().textContent(), { timeout: LONG }).toBe('226');
      expect(await page.locator('.heldOut h3 small').first().textContent()).toBe('75');
      await page.keyboard.press('Escape');
      expect(await page.locator('.thumb').count()).toBeLessThan(120);
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
    await button('Files').click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    return readFileSync(await (await waiting).path());
  };

  test('saved as JSONL and opened again: the same prompts', { timeout: LONG }, async () => {
    await add([picture('mine.png')]);
    await page.waitForSelector('[data-testid=box-editor] img[alt="mine.png"]');
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
    expect(await question().inputValue()).toBe('where is it?');
    expect(await boxes().getAttribute('aria-label')).toMatch(/from 30, 30 to 70, 70/);
  });

  test('COCO comes in as one prompt per picture and category', async () => {
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
    expect(await question().inputValue()).toBe('find the dog');
    expect(await boxes().getAttribute('aria-label')).toMatch(/“dog”: from 25, 25 to 75, 75/);
    const archive = unzipSync(await save('Save as COCO + pictures'));
    const saved = JSON.parse(Buffer.from(archive['annotations.json']!).toString()) as {
      annotations: readonly object[];
    };
    expect(saved.annotations).toContainEqual(expect.objectContaining({ bbox: [16, 16, 32, 32] }));
  });

  test('a broken archive is one sentence', async () => {
    await page.setInputFiles('[data-testid=open-data]', file('bad.zip', 'application/zip', Buffer.from('PK??')));
    await page.waitForSelector('[role=alert] >> text=bad.zip is not a zip file that can be read');
  });
});

describe('camera', () => {
  const fake = (refuse: boolean) =>
    page.evaluate((refused) => {
      const canvas = document.createElement('canvas');
      canvas.width = 320;
      canvas.height = 240;
      const context = canvas.getContext('2d')!;
      const timer = setInterval(() => context.fillRect(Math.random() * 300, 20, 20, 20), 30);
      navigator.mediaDevices.getUserMedia = () => {
        if (refused) return Promise.reject(new DOMException('no', 'NotAllowedError'));
        const stream = canvas.captureStream(30);
        Object.assign(globalThis, { track: stream.getTracks()[0], timer });
        return Promise.resolve(stream);
      };
    }, refuse);
  const live = () => page.evaluate(() => (globalThis as unknown as { track: MediaStreamTrack }).track.readyState);

  test('a refusal is a sentence', async () => {
    await fake(true);
    await button('Camera').click();
    await page.waitForSelector('[role=alert] >> text=The camera was refused. Allow it');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  });

  test('a live preview, a picture, and the camera stops; closing stops it too', async () => {
    await fake(false);
    await button('Camera').click();
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await button('Take the picture').click();
    await page.waitForSelector('[data-testid=box-editor] img[alt="camera 1.jpg"]');
    expect(await live()).toBe('ended');
    await button('Camera').click();
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await page.keyboard.press('Escape');
    await expect.poll(live).toBe('ended');
  });
});

test('no console error, and no request left the page', () => expect(visitor.complaints).toEqual([]));
