// What: a checkpoint as plain data: every kept vector (the policy's θ, copies and side models) with its optimiser, and what blocks
//   keep between steps. Version 1 held one vector in five fields of its own; it is read as version 2.
// Shapes: vectors and moments [n] float32.
import type { KeptVector, OptimizerState } from '../8-update/types.ts';
import type { Config } from '../config/config.ts';
import type { CurvePoint } from '../9-curves/types.ts';

export const CHECKPOINT_VERSION = 2;

/** The vector that is trained and exported. */
export const POLICY = 'policy';

export interface Checkpoint {
  readonly version: number;
  readonly config: Config;
  /** Steps finished. */
  readonly step: number;
  /** 'policy', and the vectors of the recipe by name. */
  readonly vectors: Readonly<Record<string, KeptVector>>;
  /** What blocks keep between steps, by the name of the use: plain data and typed arrays. */
  readonly blocks: Readonly<Record<string, unknown>>;
  readonly history: readonly CurvePoint[];
}

/** A checkpoint without the history, which the page has. */
export type KeptStep = Pick<Checkpoint, 'config' | 'vectors' | 'blocks'>;

/** A step that the run can go back to; `best` = of the highest held-out reward, or training reward where nothing is held out. */
export interface KeptAdapter {
  readonly step: number;
  readonly why: 'first' | 'best' | 'every';
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Vectors and block states of a checkpoint of either version; null where they are not whole (lengths, NaN, counts). */
export function readKept(value: Fields): Pick<Checkpoint, 'vectors' | 'blocks'> | null {
  const first = value['version'] === 1;
  const vectors: unknown = first ? { [POLICY]: firstVersionVector(value) } : value['vectors'];
  const blocks = first ? {} : value['blocks'];
  if (!isFields(vectors) || !isFields(blocks) || !(POLICY in vectors)) return null;
  const read = Object.entries(vectors).map(([name, vector]) => [name, readVector(vector)] as const);
  if (read.some(([, vector]) => vector === null)) return null;
  const length = read.find(([name]) => name === POLICY)![1]!.theta.length;
  if (read.some(([, vector]) => vector!.theta.length !== length)) return null;
  return { vectors: Object.fromEntries(read) as Record<string, KeptVector>, blocks };
}

const firstVersionVector = ({ theta, firstMoment, secondMoment, optimizerSteps }: Fields) => ({
  theta,
  optimizer: { firstMoment, secondMoment, stepCount: optimizerSteps },
});

const isVector = (value: unknown, length?: number): value is Float32Array =>
  value instanceof Float32Array && (length ?? value.length) === value.length && value.every(Number.isFinite);

function readVector(value: unknown): KeptVector | null {
  if (!isFields(value) || !isVector(value['theta'])) return null;
  const { theta, optimizer } = value;
  if (optimizer === null) return { theta, optimizer };
  if (!isFields(optimizer)) return null;
  const { firstMoment, secondMoment, stepCount } = optimizer;
  const sound = isVector(firstMoment, theta.length) && isVector(secondMoment, theta.length) && isCount(stepCount);
  return sound ? { theta, optimizer: { firstMoment, secondMoment, stepCount } } : null;
}

/** Float arrays of a checkpoint, for copies and hand-overs. */
export const arraysOf = ({ vectors }: Pick<Checkpoint, 'vectors'>): Float32Array[] =>
  Object.values(vectors).flatMap(({ theta, optimizer }) =>
    optimizer ? [theta, optimizer.firstMoment, optimizer.secondMoment] : [theta],
  );

const copiedOptimizer = ({ firstMoment, secondMoment, stepCount }: OptimizerState): OptimizerState => ({
  firstMoment: firstMoment.slice(),
  secondMoment: secondMoment.slice(),
  stepCount,
});

export const copiedVector = ({ theta, optimizer }: KeptVector): KeptVector => ({
  theta: theta.slice(),
  optimizer: optimizer && copiedOptimizer(optimizer),
});

export const copiedVectors = (vectors: Checkpoint['vectors']): Checkpoint['vectors'] =>
  Object.fromEntries(Object.entries(vectors).map(([name, vector]) => [name, copiedVector(vector)]));
