// What: the device and the policy that live on it, made together and replaced together (a device that is lost takes its
// sessions with it). Knows nothing of runs. On a GPU that computes something else (canary.ts) the network is loaded on WASM instead.
import type { Policy } from '../../2-policy/types.ts';
import type { Compute } from '../../gpu/compute.ts';
import { DeviceLostError } from '../../gpu/errors.ts';
import { loseDevice } from '../../gpu/loseDevice.ts';
import type { Config } from '../../config/config.ts';
import type { BundleFiles, EngineEvent } from '../protocol.ts';
import { canaryDifference, canaryOf, readCanary } from './canary.ts';
import type { Canary } from './canary.ts';
import type { Loaded } from './loaded.ts';
import { onWasm } from './onWasm.ts';

export interface LoadRequest {
  readonly compute: Compute;
  readonly config: Config;
  readonly files: BundleFiles | undefined;
  readonly emit: (event: EngineEvent) => void;
}

/** How the engine gets its device and its network; tests put in their own. */
export interface EngineParts {
  createCompute(): Promise<Compute>;
  loadPolicy(request: LoadRequest): Promise<Policy>;
  /** The canary of the same model on WASM, made in the background; null where that would cost too much memory. */
  wasmCanary?(request: LoadRequest, policy: Policy): Promise<Canary | null>;
}

const DISPOSE_TIMEOUT_MS = 5000;

const NUMBERS = {
  gpu: (what: string) =>
    `This GPU does not compute what the model should give (${what}); the network runs on WASM instead.`,
  wasm: (what: string) =>
    `The numbers of this model are not those that its files.json promises (${what}); do not trust its results, and download it again.`,
  late: (what: string) =>
    `This GPU does not compute what the CPU does (${what}), so the steps made so far cannot be trusted; press Reset to begin anew on the CPU.`,
  fails: (message: string) => `it fails: ${message}`,
};

/** A dead device may never answer. */
async function disposeSafely({ compute, policy }: Loaded): Promise<void> {
  const timeout = new Promise((resolve) => setTimeout(resolve, DISPOSE_TIMEOUT_MS));
  await Promise.race([policy.dispose().catch(() => undefined), timeout]);
  compute.destroy();
}

export class EngineHolder {
  private loaded: Loaded | null = null;
  /** The sentence of the loss, once the present device is gone. */
  private lostSentence: string | null = null;
  private readonly lossListeners = new Set<(sentence: string) => void>();
  /** A canary has shown that the GPU computes something else. */
  private avoidsGpu = false;

  constructor(
    private readonly parts: EngineParts,
    private readonly emit: (event: EngineEvent) => void,
  ) {}

  get current(): Loaded | null {
    return this.loaded;
  }

  get lost(): string | null {
    return this.lostSentence;
  }

  /** A device and a policy in place of those there were. A failure leaves none. */
  async load(config: Config, files: BundleFiles | undefined): Promise<Loaded> {
    await this.unload();
    const own = { config: this.avoidsGpu ? onWasm(config) : config, files };
    const loaded = await this.make(own);
    const request = { ...own, compute: loaded.compute, emit: this.emit };
    const { provider, canary } = loaded.policy.info;
    const isGpu = provider === 'webgpu';
    const stored = readCanary(canary);
    // WASM is what a GPU is compared with; there it is only asked whether a model whose GPU was given up is itself whole. (At every load it
    // would double the wait for the first step.)
    if (isGpu ? !stored && !this.parts.wasmCanary : !stored || !this.avoidsGpu) return loaded;
    const seen = await this.numbersOf(loaded, own.config);
    if (seen === null) return loaded;
    const what = typeof seen === 'string' ? seen : stored && canaryDifference(seen, stored);
    if (what === null) {
      if (!stored && typeof seen !== 'string') void this.compareLater(loaded, request, seen);
      return loaded;
    }
    this.tell(isGpu ? NUMBERS.gpu(what) : NUMBERS.wasm(what));
    if (!isGpu) return loaded;
    this.avoidsGpu = true;
    return this.load(config, files);
  }

  /** The canary, or in words that it fails; null where the device was lost meanwhile (the next command loads again). */
  private async numbersOf(loaded: Loaded, config: Config): Promise<Canary | string | null> {
    try {
      return await this.untilLost(canaryOf(loaded, config));
    } catch (error) {
      return error instanceof DeviceLostError ? null : NUMBERS.fails((error as Error).message);
    }
  }

  /** Without numbers in the bundle the CPU is asked; a GPU that differs is given up as if it were lost. */
  private async compareLater(loaded: Loaded, request: LoadRequest, seen: Canary): Promise<void> {
    const wanted = await this.parts.wasmCanary!(request, loaded.policy).catch(() => null);
    const difference = wanted && canaryDifference(seen, wanted);
    if (difference === null || this.loaded !== loaded) return;
    this.avoidsGpu = true;
    this.lose(loaded, NUMBERS.late(difference));
  }

  private async make(request: Pick<LoadRequest, 'config' | 'files'>): Promise<Loaded> {
    const compute = await this.parts.createCompute();
    compute.onFault?.((message) => this.tell(message));
    let loaded: Loaded;
    try {
      loaded = { compute, policy: await this.parts.loadPolicy({ ...request, compute, emit: this.emit }) };
    } catch (error) {
      compute.destroy();
      throw error;
    }
    this.loaded = loaded;
    void compute.lost.then((sentence) => this.lose(loaded, sentence));
    return loaded;
  }

  private tell(message: string): void {
    this.emit({ type: 'error', message, fatal: false, where: 'device' });
  }

  private lose(loaded: Loaded, sentence: string): void {
    if (this.loaded !== loaded || this.lostSentence !== null) return;
    this.lostSentence = sentence;
    for (const listener of this.lossListeners) listener(sentence);
  }

  /** The work, or a DeviceLostError as soon as the device is gone (a call to a dead device may never come back). */
  async untilLost<T>(work: Promise<T>): Promise<T> {
    let listener: (sentence: string) => void = () => {};
    const lost = new Promise<never>((_, reject) => {
      listener = (sentence) => reject(new DeviceLostError(sentence));
      this.lossListeners.add(listener);
    });
    try {
      return await Promise.race([work, lost]);
    } finally {
      this.lossListeners.delete(listener);
    }
  }

  async unload(): Promise<void> {
    const old = this.loaded;
    this.loaded = null;
    this.lostSentence = null;
    if (old) await disposeSafely(old);
  }

  /** For tests: what a driver reset does. */
  loseDevice(): void {
    if (this.loaded) loseDevice(this.loaded.compute);
  }
}
