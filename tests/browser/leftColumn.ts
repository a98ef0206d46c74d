// What: the left column in the hands of a test: a fresh page with a scripted engine for every test, and short names.
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { makePng } from '../../bench/makePng.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { installScriptedEngine } from './scriptedEngine.ts';
import { newVisitor } from './visitor.ts';
import type { Visitor } from './visitor.ts';

export const LONG = 110_000;

export interface OwnFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}
export const file = (name: string, mimeType: string, buffer: Buffer): OwnFile => ({ name, mimeType, buffer });
export const picture = (name: string) =>
  file(name, 'image/png', makePng(64, [255, 255, 255], [{ box: [0.25, 0.25, 0.75, 0.75], colour: [220, 40, 40] }]));

export interface LeftColumn {
  readonly visitor: Visitor;
  readonly page: Page;
  add(files: readonly OwnFile[]): Promise<void>;
  /** Edits the sample, so that it stays when pictures come. */
  keepSample(): Promise<void>;
  /** Adds one picture and waits until it is the one that is edited. */
  addShown(name: string): Promise<void>;
  list(name: 'Training' | 'Held-out'): Locator;
  count(name: 'train' | 'heldOut'): Promise<string | null>;
  question(): Locator;
  button(name: string | RegExp): Locator;
  boxes(): Locator;
  until(locator: Locator, count: number): Promise<void>;
}

/** One sample is on the table at the start of every test, and no test may end with a complaint of the browser. */
export function leftColumn(port: number): () => LeftColumn {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await newVisitor(port);
    // The drawn samples, whatever pictures are shipped.
    await visitor.page.route('**/samples/samples.json', (route) => route.fulfill({ json: { samples: [] } }));
    await visitor.page.addInitScript(installScriptedEngine, { stageMs: 4, version: PROTOCOL_VERSION });
  }, LONG);
  beforeEach(async () => {
    await visitor.page.goto('about:blank');
    await visitor.open('#seed=0');
    await visitor.playable(LONG);
  }, LONG);
  /** No console error, and no request left the page. */
  afterEach(() => expect(visitor.complaints).toEqual([]));
  afterAll(() => visitor?.leave());
  return () => {
    const { page } = visitor;
    const add = (files: readonly OwnFile[]) => page.setInputFiles('.adders input[type=file]', [...files]);
    return {
      visitor,
      page,
      add,
      keepSample: () => page.getByRole('textbox', { name: 'Question' }).fill('where is the round thing?'),
      addShown: async (name) => {
        await add([picture(name)]);
        await page.waitForSelector(`[data-testid=box-editor] img[alt="${name}"]`);
      },
      list: (name) => page.getByRole('grid', { name: `${name} prompts` }),
      count: (name) => page.locator(`.${name} h3 small`).first().textContent(),
      question: () => page.getByRole('textbox', { name: 'Question' }),
      button: (name) => page.getByRole('button', { name, exact: typeof name === 'string' }),
      boxes: () => page.locator('.box'),
      until: async (locator, count) => void (await expect.poll(() => locator.count(), { timeout: 20_000 }).toBe(count)),
    };
  };
}
