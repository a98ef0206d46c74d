// What: one reward shader over the rollouts: its column, or an error that names the reward.
// Shapes: column [R]. An edited reward also reports a loop that ran into its cap (gpu/wgsl/loopGuard.ts).
import type { Compute, DeviceArray, HostArray } from '../gpu/compute.ts';
import { LOOP_CAP, OVERRUN } from '../gpu/wgsl/loopGuard.ts';
import { kernelSource } from '../gpu/kernels.ts';
import type { Reward } from './registry.ts';
import { spanConstants } from './tagTable.ts';

export interface RewardParams {
  readonly rollouts: number;
  readonly generations: number;
  readonly maxTokens: number;
  readonly bytesPerRollout: number;
}

/** The buffers of the contract, by name. */
export type RewardInputs = Readonly<Record<string, DeviceArray | HostArray>>;

/** A reward has written NaN or infinity, runs in circles, or wants what is not there. */
export class RewardError extends Error {
  override readonly name = 'RewardError';
  constructor(
    readonly reward: string,
    readonly detail: string,
    /** In the visitor's text, where a line is to blame. */
    readonly line?: number,
  ) {
    super(`Reward '${reward}': ${detail}`);
  }
}

const NO_WEBGPU =
  'there is no WebGPU in this browser, and an edited reward is a shader that needs it; go back to the built-in one, or open the page in a browser with WebGPU.';

/** Throws a RewardError where a loop ran into its cap; the values may be NaN. */
export async function rawColumn(
  compute: Compute,
  reward: Reward,
  params: Readonly<Record<string, number>> & RewardParams,
  inputs: RewardInputs,
  /** Slot → name of the grammar's spans (ParsedCompletions). */
  spanNames: readonly string[],
): Promise<Float32Array> {
  const { kernel, needsBatch, name } = reward;
  const edited = typeof kernel !== 'string';
  if (edited && compute.kind === 'reference') throw new RewardError(name, NO_WEBGPU);
  const made = await compute.run(kernel, {
    params,
    inputs,
    outputs: { column: params.rollouts, ...(edited && { [OVERRUN]: 1 }) },
    constants: spanConstants(edited ? kernel.wgsl : kernelSource(kernel).wgsl, spanNames),
    dispatch: needsBatch ? { workgroups: 1 } : { invocations: params.rollouts },
  });
  try {
    const overrun = edited ? (await made[OVERRUN]!.read())[0]! : 0;
    if (edited && overrun > 0) {
      const { file, line } = kernel.loops[overrun - 1]!;
      const own = file === kernel.name;
      const where = own ? `the loop at line ${line}` : `the loop at line ${line} of ${file}.wgsl, which it calls,`;
      const detail = `${where} ran more than ${LOOP_CAP.toLocaleString('en')} times for one answer; let it end sooner.`;
      throw new RewardError(name, detail, own ? line : undefined);
    }
    return (await made['column']!.read()) as Float32Array;
  } finally {
    for (const array of Object.values(made)) array.destroy();
  }
}

/** NaN and infinity must not reach a mean. */
export function checkFinite(name: string, values: Float32Array, generations: number): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const place = `prompt ${Math.floor(bad / generations)}, rollout ${bad % generations}`;
  throw new RewardError(name, `its value for ${place} is ${values[bad]}; a reward must be a finite number.`);
}

/** What notScorable() of prelude.wgsl writes; as a Float32Array holds it. */
export const NOT_SCORABLE = Math.fround(-3e38);

/** The column, with 0 for rollouts that the reward could not score, and a flag for each of those. */
export function splitScorable(raw: Float32Array): { readonly values: Float32Array; readonly scorable?: Uint8Array } {
  if (!raw.includes(NOT_SCORABLE)) return { values: raw };
  const scorable = Uint8Array.from(raw, (value) => (value === NOT_SCORABLE ? 0 : 1));
  return { values: raw.map((value) => (value === NOT_SCORABLE ? 0 : value)), scorable };
}
