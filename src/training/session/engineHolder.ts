// What: the device and the policy that live on it, made together and replaced together (a device that is lost takes its
// sessions with it). Knows nothing of runs.
import type { Policy } from '../../2-policy/types.ts';
import type { Compute } from '../../gpu/compute.ts';
import { DeviceLostError } from '../../gpu/errors.ts';
import { loseDevice } from '../../gpu/loseDevice.ts';
import type { Config } from '../../config/config.ts';
import type { BundleFiles, EngineEvent } from '../protocol.ts';

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
}

export interface Loaded {
  readonly compute: Compute;
  readonly policy: Policy;
}

const DISPOSE_TIMEOUT_MS = 5000;

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
    const compute = await this.parts.createCompute();
    compute.onFault?.((message) => this.emit({ type: 'error', message, fatal: false, where: 'device' }));
    try {
      const policy = await this.parts.loadPolicy({ compute, config, files, emit: this.emit });
      this.loaded = { compute, policy };
    } catch (error) {
      compute.destroy();
      throw error;
    }
    void compute.lost.then((sentence) => {
      if (this.loaded?.compute !== compute) return;
      this.lostSentence = sentence;
      for (const listener of this.lossListeners) listener(sentence);
    });
    return this.loaded;
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
