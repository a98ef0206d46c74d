// What: what a visitor brings to the left column: odd files of all kinds, pasted and dropped pictures, a model's folder, the camera.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { file, leftColumn, LONG, picture } from './leftColumn.ts';
import { oddFiles } from './oddPictures.ts';

const left = leftColumn(4593);

describe('files', () => {
  test(
    'thirty odd kinds at once: each that cannot be used is named in a sentence, the others are kept',
    { timeout: LONG },
    async () => {
      const { visitor, page, add, button } = left();
      const files = await oddFiles(page);
      expect(files.length).toBeGreaterThanOrEqual(30);
      await add(files.map(({ name, mimeType, buffer }) => file(name, mimeType, buffer)));
      const kept = files.filter(({ refused }) => refused === null);
      await expect.poll(() => left().count('train'), { timeout: LONG }).toBe(String(kept.length));
      const sentences = await page.locator('.refused li').allTextContents();
      const expected = files.filter(({ refused }) => refused !== null);
      const own = expected.map(({ name, refused }) => {
        const said = sentences.filter((sentence) => refused!.test(sentence));
        expect(said, name).toHaveLength(1);
        return said[0];
      });
      expect([...new Set(own)].sort()).toEqual([...sentences].sort()); // one sentence may name two files
      await visitor.shoot('pictures-odd-files');
      await button('Close').click();
      await expect.poll(() => page.locator('.refused').count()).toBe(0);
    },
  );

  test('the size and the first frame are what the policy will see', { timeout: LONG }, async () => {
    const { page, add, list } = left();
    const files = (await oddFiles(page)).filter(
      ({ name }) => /side|film\.gif|photo\.jpg|plain/.test(name) && !/mp4/.test(name),
    );
    await add(files.map(({ name, mimeType, buffer }) => file(name, mimeType, buffer)));
    for (const { name, size } of files) {
      await list('Training').getByRole('row', { name }).click();
      await page.waitForSelector(`[data-testid=box-editor] img[alt="${name}"]`);
      const image = page.locator('[data-testid=box-editor] img');
      const shown = await image.evaluate(async (element: HTMLImageElement) => {
        await element.decode();
        return [element.naturalWidth, element.naturalHeight];
      });
      expect(shown, name).toEqual(size);
      if (name !== 'film.gif') continue;
      // The page may not fetch its own addresses, but a visitor can save the picture.
      const saved = page.waitForEvent('download');
      await image.evaluate((element: HTMLImageElement) =>
        Object.assign(document.createElement('a'), { href: element.src, download: 'film' }).click(),
      );
      const bytes = readFileSync(await (await saved).path());
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    }
  });

  test('a picture is pasted, and one is dropped', async () => {
    const { page, list, until } = left();
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
    await until(list('Training').getByRole('row'), 2);
  });

  test('the gallery shows what samples.json lists, then the drawn samples', async () => {
    const { visitor, page, question, boxes } = left();
    const sample = {
      name: 'my sample',
      picture: 'red.png',
      question: 'where is red?',
      boxes: [[0.25, 0.25, 0.75, 0.75]],
    };
    const listed = (samples: readonly object[]) =>
      page.route('**/samples/samples.json', (route) => route.fulfill({ json: { samples } }));
    await listed([sample]);
    await page.route('**/samples/red.png', (route) =>
      route.fulfill({ contentType: 'image/png', body: picture('red.png').buffer }),
    );
    await page.goto('about:blank');
    await visitor.open('#seed=0');
    await visitor.playable(LONG);
    await page.getByRole('button', { name: 'Sample my sample: where is red?' }).click();
    await expect.poll(() => question().inputValue()).toBe('where is red?');
    await expect.poll(() => boxes().getAttribute('aria-label')).toMatch(/from 25, 25 to 75, 75/);
    await expect.poll(() => page.locator('.samples button').count()).toBe(1 + 6);
    await listed([]);
  });

  test('the folder of a model goes to the engine with all its files', async () => {
    const { visitor, page } = left();
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

describe('camera', () => {
  const fake = (refuse: boolean) =>
    left().page.evaluate((refused) => {
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
  const live = () =>
    left().page.evaluate(() => (globalThis as unknown as { track: MediaStreamTrack }).track.readyState);

  test('a refusal is a sentence', async () => {
    const { page, button } = left();
    await fake(true);
    await button('Camera').click();
    await page.waitForSelector('[role=alert] >> text=Access to the camera was denied. Allow it');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  });

  test('a live preview, a picture, and the camera stops; closing stops it too', async () => {
    const { page, button } = left();
    await fake(false);
    await button('Camera').click();
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await button('Take photo').click();
    await page.waitForSelector('[data-testid=box-editor] img[alt="camera 1.jpg"]');
    await expect.poll(() => live()).toBe('ended');
    await button('Camera').click();
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await page.keyboard.press('Escape');
    await expect.poll(live).toBe('ended');
  });
});
