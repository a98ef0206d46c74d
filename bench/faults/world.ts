// What: where faults happen: the built page on a plain host whose copy of the runtime can be told to fail, browsers with and without storage,
// a run that nothing disturbed, and the random moments.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';
import { findChromium } from '../../src/headless/chromium.mjs';
import { ensureBuilt } from '../../src/headless/project.mjs';
import { STAGE_NAMES } from '../../src/training/protocol.ts';
import { FaultPage } from './faultPage.ts';
import type { Moment } from './faultPage.ts';
import { plainHost } from './plainHost.ts';
import type { PlainHost } from './plainHost.ts';

/** Without WebGPU: shaders on a machine without a GPU would only make every run slower. */
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-features=WebGPU', '--disable-blink-features=WebGPU', '--no-first-run', '--disable-background-networking', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']; // prettier-ignore
export const HASH =
  '#seed=0&model=models/shapes/&provider=wasm&num_threads=1&num_generations=2&generation_batch_size=4&max_completion_length=8&optim=adamw&learning_rate=2e-4';
/** Faults happen in the first of them, and the run goes on a little. */
const REFERENCE_STEPS = 7;
const LAST_FAULT_STEP = 4;
const TIMED = /time|seconds/;

type Metrics = Readonly<Record<string, number>>;

export class World {
  private steps: ReadonlyMap<number, Metrics> = new Map();
  private random: number;
  private page: FaultPage | null = null;
  private readonly closing: (() => Promise<unknown> | void)[] = [];

  private constructor(
    readonly host: PlainHost,
    readonly browser: Browser,
    readonly seed: number,
  ) {
    this.random = seed >>> 0;
    this.closing.push(() => host.close(), () => browser.close()); // prettier-ignore
  }

  static async open(seed: number): Promise<World> {
    ensureBuilt();
    const host = await plainHost('/rollscope/');
    // A call of the runtime is rejected where a test says so.
    host.edit = (path, text) =>
      /\/ort\.[^/]*$/.test(path)
        ? text.replaceAll(/=await (\w+)\._OrtRun\(/g, '=globalThis.rollscopeFailsRun?.()?1:await $1._OrtRun(')
        : null;
    const browser = await chromium.launch({ executablePath: findChromium()!, args: FLAGS });
    return new World(host, browser, seed);
  }

  async close(): Promise<void> {
    for (const close of this.closing.reverse()) await close();
  }

  /** A whole number from 0, below `count`; the linear congruence of Numerical Recipes. */
  below(count: number): number {
    this.random = (Math.imul(this.random, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.random / 2 ** 32) * count);
  }

  moment(from = 1): Moment {
    const stage = STAGE_NAMES[this.below(STAGE_NAMES.length)]!;
    return { step: from + this.below(LAST_FAULT_STEP), stage, delay: this.below(40) };
  }

  context(options: { readonly service?: boolean } = {}): Promise<BrowserContext> {
    return this.browser.newContext({ serviceWorkers: options.service ? 'allow' : 'block' });
  }

  async newPage(context: BrowserContext): Promise<FaultPage> {
    const page = await FaultPage.of(await context.newPage(), this.host.address);
    await page.open(HASH);
    return page;
  }

  /** The one that faults take turns on, at step 0. */
  async shared(): Promise<FaultPage> {
    this.page ??= await this.newPage(await this.context());
    if (this.steps.size === 0) await this.makeReference(this.page);
    await this.page.fromStart();
    return this.page;
  }

  /** The page was closed, or will not be used again. */
  replaceShared(page: FaultPage | null): void {
    this.page = page;
  }

  /** What every open page has to say, for a run that failed: its run, its messages and banners. */
  async shows(): Promise<string> {
    const pages = this.browser.contexts().flatMap((context) => context.pages());
    const said = pages.map((page) =>
      page
        .locator('.count, button.primary, .messages p, .offer p, .new-version, [role=progressbar]')
        .allInnerTexts()
        .then((texts) => texts.join(' · ').replaceAll(/\s+/g, ' '))
        .catch((error: Error) => error.message),
    );
    return (await Promise.all(said)).map((text) => `[${text}]`).join(' ');
  }

  /** A browser that denies all storage, as one does that blocks cookies. */
  async denied(): Promise<BrowserContext> {
    const folder = mkdtempSync(join(tmpdir(), 'rollscope-denied-'));
    mkdirSync(join(folder, 'Default'));
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
    const options = { executablePath: findChromium()!, args: FLAGS, headless: true };
    const context = await chromium.launchPersistentContext(folder, options);
    this.closing.push(async () => {
      await context.close().catch(() => undefined); // it may have closed itself with its last page
      rmSync(folder, { recursive: true, force: true });
    });
    return context;
  }

  private async makeReference(page: FaultPage): Promise<void> {
    await page.fromStart();
    await page.play();
    await page.untilStep(REFERENCE_STEPS);
    await page.pause();
    this.steps = new Map((await page.steps()).map(({ step, metrics }) => [step, metrics]));
  }

  /** What is not as in the run that nothing disturbed: another number, a step twice or left out. `from`: the step it went on from. */
  differences(steps: readonly { readonly step: number; readonly metrics: Metrics }[], from: number): string[] {
    const found: string[] = [];
    steps.forEach(({ step, metrics }, i) => {
      if (step !== from + i + 1) found.push(`step ${step} where ${from + i + 1} was due`);
      for (const [name, value] of Object.entries(this.steps.get(step) ?? {}))
        if (!TIMED.test(name) && !Object.is(metrics[name], value))
          found.push(`step ${step}: ${name} is ${metrics[name]}, not ${value}`);
    });
    return found;
  }
}
