// What: the built page in a headless Chromium, as an object that takes commands and gives events. Everything that needs
// an engine from Node (train, bench, tests) goes through it.
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from './chromium.mjs';
import type { HostCommand, HostEvent, HostWindow } from './hostMessages.ts';
import { ensureBuilt, SetUpError } from './project.mjs';
import { servePage } from './serve.mjs';
import type { ServedPage } from './serve.mjs';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const WEBGPU = ['--enable-unsafe-webgpu'];
const NO_WEBGPU = ['--disable-features=WebGPU', '--disable-blink-features=WebGPU'];
const PREFERRED_PORT = 4273;

export interface EngineOptions {
  /** A folder with a policy bundle; the page finds it at `local-model/`. */
  readonly modelFolder?: string | null;
  readonly onEvent?: (event: HostEvent) => void;
  /** false = a browser without WebGPU. */
  readonly webgpu?: boolean;
  /** Chromium flags beside the usual ones. */
  readonly flags?: readonly string[];
}

/** A failure of the engine that ends it; the message is the engine's sentence. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
}

interface Waiting {
  resolve(ok: boolean): void;
  reject(error: Error): void;
}

export class BrowserEngine {
  private nextId = 1;
  private failure: Error | null = null;
  /** The newest sentence of the engine about what went wrong with the command under way. */
  private said: string | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<(event: HostEvent) => void>();

  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
    private readonly served: ServedPage,
  ) {}

  static async open(options: EngineOptions = {}): Promise<BrowserEngine> {
    ensureBuilt();
    const executablePath = findChromium();
    if (!executablePath) {
      throw new SetUpError('No Chromium: install Chrome or Chromium, or set ROLLSCOPE_CHROMIUM to its executable.');
    }
    const folders: Record<string, string> = options.modelFolder ? { 'local-model': options.modelFolder } : {};
    const served = await servePage({ port: PREFERRED_PORT, folders });
    try {
      const args = [...FLAGS, ...(options.webgpu === false ? NO_WEBGPU : WEBGPU), ...(options.flags ?? [])];
      const browser = await chromium.launch({ executablePath, args, headless: false });
      const engine = new BrowserEngine(await browser.newPage(), browser, served);
      if (options.onEvent) engine.listeners.add(options.onEvent);
      await engine.start();
      return engine;
    } catch (error) {
      await served.close();
      throw error;
    }
  }

  private async start(): Promise<void> {
    const { page } = this;
    page.on('crash', () => this.fail('The browser ran out of memory or crashed.'));
    page.on('pageerror', (error) => this.fail(`The page failed: ${error.message}`));
    this.browser.on('disconnected', () => this.fail('The browser closed unexpectedly.'));
    if (process.env['ROLLSCOPE_VERBOSE']) page.on('console', (message) => console.error(message.text()));
    await page.exposeFunction('rollscopeEvent', (event: HostEvent) => this.receive(event));
    await page.goto(`${this.served.addresses[0]}?headless`);
    await page.waitForFunction(() => 'rollscope' in window, undefined, { timeout: 60_000 });
  }

  /** Calls the listener for every event until the returned function is called. */
  listen(listener: (event: HostEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Sends a command; resolves with whether it was carried out, when it is done. */
  async send(command: HostCommand): Promise<boolean> {
    if (this.failure) throw this.failure;
    const id = this.nextId++;
    const done = new Promise<boolean>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    done.catch(() => undefined);
    await this.page.evaluate(([number, sent]) => (window as unknown as HostWindow).rollscope.send(number, sent), [
      id,
      command,
    ] as const);
    return done;
  }

  /** Sends commands one after the other; throws at the first that was not carried out with the engine's sentence. */
  async carryOut(...commands: readonly HostCommand[]): Promise<void> {
    for (const command of commands) {
      this.said = null;
      if (!(await this.send(command))) throw new EngineFailure(this.said ?? `'${command.type}' failed.`);
    }
  }

  async close(): Promise<void> {
    this.failure ??= new EngineFailure('The engine was closed.');
    await this.browser.close().catch(() => undefined);
    await this.served.close();
  }

  private receive(event: HostEvent): void {
    for (const listener of this.listeners) listener(event);
    if (event.type === 'error') this.said = event.message;
    if (event.type === 'error' && event.fatal && event.where === 'worker') this.fail(event.message);
    if (event.type !== 'done') return;
    this.waiting.get(event.id)?.resolve(event.ok);
    this.waiting.delete(event.id);
  }

  private fail(message: string): void {
    this.failure ??= new EngineFailure(message);
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}
