// What: a page of a visitor that faults are done to: it knows every step that the engine has told the page of, and can do something at a
// chosen stage of a chosen step, within the page, at that very moment.
import type { Page } from 'playwright-core';
import type { StageName } from '../../src/training/protocol.ts';

export interface Moment {
  readonly step: number;
  readonly stage: StageName;
  /** Milliseconds behind the end of that stage. */
  readonly delay: number;
}

/** What is done within the page; the others are done from outside, as soon as the moment is there. */
export type InPage = 'kill' | 'unplug' | 'nothing';

interface Seen {
  step: number;
  readonly steps: { readonly step: number; readonly metrics: Readonly<Record<string, number>> }[];
  arm(moment: Moment & { readonly what: InPage }): Promise<void>;
  jump(milliseconds: number): void;
}
type Watched = typeof globalThis & { readonly faultsSeen: Seen };

export const LONG = 300_000;
/** Of the step that was told last, for a page that is gone. */
const LAST = 'faults-last';

/** Runs in the page, before anything else. */
function watchEngine(last: string): void {
  const engines: Worker[] = [];
  const tracks: MediaStreamTrack[] = [];
  let armed: (Moment & { readonly what: InPage; readonly done: () => void }) | null = null;
  const seen: Seen = {
    step: 0,
    steps: [],
    arm: (moment) => new Promise((resolve) => (armed = { ...moment, done: resolve })),
    jump: (milliseconds) => {
      const [date, now] = [Date.now.bind(Date), performance.now.bind(performance)];
      Date.now = () => date() + milliseconds;
      performance.now = () => now() + milliseconds;
    },
  };
  const hear = (data: { type: string; step?: number; stage?: string; point?: Seen['steps'][number] }) => {
    if (data.type === 'stepDone') {
      seen.steps.push(data.point!);
      seen.step = data.point!.step;
    }
    if (data.type !== 'stageDone' || !armed || data.step !== armed.step || data.stage !== armed.stage) return;
    const { what, delay, done } = armed;
    armed = null;
    setTimeout(() => {
      if (what === 'kill') Real.prototype.terminate.call(engines.at(-1));
      if (what === 'unplug') tracks.at(-1)!.dispatchEvent(new Event('ended'));
      done();
    }, delay);
  };
  const Real = globalThis.Worker;
  globalThis.Worker = class extends Real {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (!/\/worker[^/]*$/.test(String(url).split('?')[0]!)) return;
      engines.push(this);
      this.addEventListener('message', ({ data }: MessageEvent<Parameters<typeof hear>[0]>) => hear(data));
    }
  };
  if (navigator.mediaDevices) {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      tracks.push(...stream.getTracks());
      return stream;
    };
  }
  addEventListener('pagehide', () => {
    try {
      sessionStorage.setItem(last, String(seen.step));
    } catch {
      // storage is denied: nobody asks for it
    }
  });
  Object.assign(globalThis, { faultsSeen: seen });
}

/** What esbuild (under tsx) calls in every function; functions are sent as text. */
export const NAMES = 'globalThis.__name ??= (named) => named;';

/** Complaints that are the injected fault itself. */
const INJECTED = /injected|Failed to load resource/;

export class FaultPage {
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly address: string,
  ) {}

  static async of(page: Page, address: string): Promise<FaultPage> {
    const made = new FaultPage(page, address);
    page.setDefaultTimeout(LONG);
    page.on('console', (line) => line.type() === 'error' && made.complain(line.text()));
    page.on('pageerror', (error) => made.complain(error.message));
    await page.addInitScript(`${NAMES}(${String(watchEngine)})('${LAST}')`);
    return made;
  }

  private complain(text: string): void {
    if (!INJECTED.test(text)) this.complaints.push(text);
  }

  async open(hash: string): Promise<void> {
    await this.page.goto(`${this.address}${hash}`);
    await this.playable();
  }

  playable = () => this.page.waitForSelector('button.primary:not([disabled]):has-text("Play")');
  play = () => this.page.click('button.primary:has-text("Play")');
  async pause(): Promise<void> {
    await this.page.click('button.primary:has-text("Pause")');
    await this.playable();
  }

  /** Steps that the page shows. */
  shown = async (): Promise<number> => Number(/\d+/.exec((await this.page.textContent('.count')) ?? '')?.[0] ?? 0);
  async untilStep(step: number): Promise<void> {
    const reached = (wanted: number) =>
      Number(/\d+/.exec(document.querySelector('.count')?.textContent ?? '')?.[0] ?? 0) >= wanted;
    await this.page.waitForFunction(reached, step);
  }

  /** The last step that the engine told the page of. */
  told = () => this.page.evaluate(() => (globalThis as Watched).faultsSeen.step);
  /** The same of the page that was here before. */
  toldBefore = () => this.page.evaluate((key) => Number(sessionStorage.getItem(key)), LAST);
  steps = () => this.page.evaluate(() => (globalThis as Watched).faultsSeen.steps);
  arm = (moment: Moment, what: InPage = 'nothing') =>
    this.page.evaluate((given) => (globalThis as Watched).faultsSeen.arm(given), { ...moment, what });

  async jump(milliseconds: number): Promise<void> {
    await this.page.evaluate((by) => (globalThis as Watched).faultsSeen.jump(by), milliseconds);
    const engine = await this.engine();
    await engine.evaluate((by) => {
      const [date, now] = [Date.now.bind(Date), performance.now.bind(performance)];
      Date.now = () => date() + by;
      performance.now = () => now() + by;
    }, milliseconds);
  }

  /** The engine's worker, ready to be given functions. */
  async engine() {
    const engines = this.page.workers().filter((worker) => /\/worker-[^/]*$/.test(worker.url()));
    const engine = engines.at(-1)!;
    await engine.evaluate(NAMES);
    return engine;
  }

  /** The first sentence on the page that is of this kind. */
  async sentence(kind: RegExp, where = '.messages p, .offer p, .new-version, .camera .problem'): Promise<string> {
    const found = this.page.locator(where).filter({ hasText: kind }).first();
    await found.waitFor();
    return (await found.innerText())
      .replace(/\s*(?:✕|Load it now)\s*$/, '') // the button beside it
      .replaceAll(/\s+/g, ' ')
      .trim();
  }

  prompts = () => this.page.locator('[aria-label="Training prompts"] [role=row]').count();

  /** Step 0, no message, no offer. */
  async fromStart(): Promise<void> {
    await this.playable();
    const { page } = this;
    await page.click('button:has-text("Reset")');
    await page.waitForFunction(() => !/[1-9]/.test(document.querySelector('.count')?.textContent ?? ''));
    await this.playable();
    for (const name of ['.offer button:has-text("Forget it")', '.messages button'])
      while ((await page.locator(name).count()) > 0) await page.locator(name).first().click();
    this.complaints.length = 0;
    await page.evaluate(() => {
      const { faultsSeen } = globalThis as Watched;
      faultsSeen.step = faultsSeen.steps.length = 0;
    });
  }

  /** The run that is offered goes on; the step that it goes on from. */
  async continueOffered(): Promise<number> {
    await this.page.click('.offer button:has-text("Continue it")');
    await this.page.waitForFunction(() => !document.querySelector('.offer'));
    return this.shown();
  }
}
