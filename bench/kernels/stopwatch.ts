// What: the time of a kernel's run and that of a copy of as many bytes, in turn, both in batches that are waited for once.
// Units: milliseconds of one run; medians over rounds.
import { median } from '../median.ts';

const ROUNDS = 5;
const BATCH_MS = 60;
const MOST = 400;

export interface AgainstCopy {
  readonly milliseconds: number;
  /** copyBufferToBuffer that reads half of the bytes and writes half of them. */
  readonly copyMilliseconds: number;
}

export class Stopwatch {
  constructor(private readonly device: GPUDevice) {}

  async againstCopy(run: () => Promise<unknown>, bytes: number): Promise<AgainstCopy> {
    const half = 4 * Math.max(1, Math.round(bytes / 8));
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const [from, to] = [0, 1].map(() => this.device.createBuffer({ size: half, usage })) as [GPUBuffer, GPUBuffer];
    const copy = (): Promise<void> => {
      const encoder = this.device.createCommandEncoder();
      encoder.copyBufferToBuffer(from, 0, to, 0, half);
      this.device.queue.submit([encoder.finish()]);
      return Promise.resolve();
    };
    const [runs, copies] = [await this.batchSize(run), await this.batchSize(copy)];
    const [kernel, copied]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      kernel.push(await this.batch(run, runs));
      copied.push(await this.batch(copy, copies));
    }
    from.destroy();
    to.destroy();
    return { milliseconds: median(kernel), copyMilliseconds: median(copied) };
  }

  /** Milliseconds of one of `count` runs. */
  private async batch(run: () => Promise<unknown>, count: number): Promise<number> {
    await this.device.queue.onSubmittedWorkDone();
    const start = performance.now();
    await Promise.all(Array.from({ length: count }, run));
    await this.device.queue.onSubmittedWorkDone();
    return (performance.now() - start) / count;
  }

  private async batchSize(run: () => Promise<unknown>): Promise<number> {
    await this.batch(run, 1); // compiles
    return Math.max(1, Math.min(MOST, Math.ceil(BATCH_MS / (await this.batch(run, 3)))));
  }
}
