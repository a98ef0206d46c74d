// What: what a run is made of between two steps, and its way into a checkpoint and back. Immutable: a step makes a new one, so
//   whatever happens in mid-step leaves the last finished step.
import { newOptimizerState } from '../../8-update/applyUpdate.ts';
import type { KeptVector } from '../../8-update/types.ts';
import type { CurvePoint } from '../../9-curves/types.ts';
import { randomWords, toUniform } from '../../3-rollouts/philox.ts';
import type { VectorName } from '../../blocks/step.ts';
import type { Config } from '../../config/config.ts';
import { initTheta } from '../../onnx/insertLora.ts';
import type { ThetaSegment } from '../../onnx/insertLora.ts';
import { arraysOf, CHECKPOINT_VERSION, copiedVector, copiedVectors, POLICY, readKept } from '../checkpoint.ts';
import type { Checkpoint, KeptStep } from '../checkpoint.ts';

export interface RunState {
  /** Steps finished. */
  readonly step: number;
  /** 'policy' and the vectors of the recipe. */
  readonly vectors: ReadonlyMap<VectorName, KeptVector>;
  /** What blocks keep, by the name of the use. */
  readonly blocks: Readonly<Record<string, unknown>>;
}

export const policyOf = ({ vectors }: Pick<RunState, 'vectors'>): KeptVector => vectors.get(POLICY)!;

/** A as PEFT starts it, from Philox (counter = block of four, segment; stream 'init'), B = 0; moments 0. */
export function newRun(layout: readonly ThetaSegment[], seed: number): RunState {
  let segment = 0;
  const theta = initTheta(layout, (n) => {
    const row = segment++;
    const values = new Float32Array(n);
    for (let i = 0; i < n; i += 4) {
      const words = randomWords(seed, { step: 0, row, position: i / 4, stream: 'init' });
      for (let k = 0; k < 4 && i + k < n; k++) values[i + k] = toUniform(words[k]!);
    }
    return values;
  });
  return { step: 0, vectors: new Map([[POLICY, { theta, optimizer: newOptimizerState(theta.length) }]]), blocks: {} };
}

export function toCheckpoint(run: RunState, config: Config, history: readonly CurvePoint[]): Checkpoint {
  const { step, vectors, blocks } = run;
  const copies = copiedVectors(Object.fromEntries(vectors));
  return { version: CHECKPOINT_VERSION, config, step, vectors: copies, blocks: structuredClone(blocks), history };
}

/** More is too much to be copied with every step; units: numbers in all vectors and moments. */
const MOST_KEPT = 12e6;

/** What the page keeps of a step: `postMessage` copies it. */
export function keptStep(config: Config, { vectors, blocks }: RunState): { readonly kept?: KeptStep } {
  const kept = { config, vectors: Object.fromEntries(vectors), blocks };
  const size = arraysOf(kept).reduce((sum, { length }) => sum + length, 0);
  return size <= MOST_KEPT ? { kept } : {};
}

/** Throws one sentence where the checkpoint is of another version or another adapter. */
export function fromCheckpoint(checkpoint: Checkpoint, thetaLength: number): RunState {
  const { version, step } = checkpoint;
  if (version < 1 || version > CHECKPOINT_VERSION) {
    throw new Error(`The checkpoint has version ${version}; this page reads versions 1 to ${CHECKPOINT_VERSION}.`);
  }
  const kept = readKept({ ...checkpoint });
  if (!kept) throw new Error('The vectors of the checkpoint are damaged; load another copy of the run.');
  const entries = Object.entries(kept.vectors);
  const other = entries.find(([, { theta }]) => theta.length !== thetaLength);
  if (other) {
    throw new Error(
      `The checkpoint holds ${other[1].theta.length} adapter weights, but this model's adapter has ${thetaLength}; load the model it was made with.`,
    );
  }
  const vectors = new Map(entries.map(([name, vector]) => [name, copiedVector(vector)]));
  return { step, vectors, blocks: structuredClone(kept.blocks) };
}
