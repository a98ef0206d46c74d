// What: every block that there is, by axis and name. A new block is one file in the folder of its stage; nothing else is edited.
//   Rewards are shaders and have a registry of their own (4-rewards/registry.ts).
import type { BlockAxis } from '../config/knob.ts';
import type { Facts } from './block.ts';
import type {
  Action,
  Compose,
  Controller,
  DataRule,
  LossTerm,
  Probe,
  Sampler,
  Shaper,
  TokenWeight,
  Vector,
  View,
} from './seams.ts';

/** The kind of block in the files of an axis. */
export interface BlockOf {
  readonly data: DataRule;
  readonly view: View;
  readonly vector: Vector;
  readonly sampler: Sampler;
  readonly action: Action;
  readonly probe: Probe;
  readonly composition: Compose;
  readonly advantage: Shaper;
  readonly tokenWeight: TokenWeight;
  readonly auxiliaryLoss: LossTerm;
  readonly controller: Controller;
}

export const BLOCK_AXES = [
  'data',
  'view',
  'vector',
  'sampler',
  'action',
  'probe',
  'composition',
  'advantage',
  'tokenWeight',
  'auxiliaryLoss',
  'controller',
] as const satisfies readonly Exclude<BlockAxis, 'reward'>[];

/** Folder of each axis, from src/. */
export const BLOCK_FOLDERS: Readonly<Record<keyof BlockOf, string>> = {
  data: 'data/rules',
  view: '1-image/views',
  vector: '8-update/vectors',
  sampler: '3-rollouts/samplers',
  action: '3-rollouts/actions',
  probe: '3-rollouts/probes',
  composition: '4-rewards/compose',
  advantage: '5-advantages/shapers',
  tokenWeight: '6-loss/weights',
  auxiliaryLoss: '6-loss/terms',
  controller: 'control',
};

const files = import.meta.glob<Facts>(
  [
    '../data/rules/*.ts',
    '../1-image/views/*.ts',
    '../8-update/vectors/*.ts',
    '../3-rollouts/{samplers,actions,probes}/*.ts',
    '../4-rewards/compose/*.ts',
    '../5-advantages/shapers/*.ts',
    '../6-loss/{weights,terms}/*.ts',
    '../control/*.ts',
  ],
  { eager: true, import: 'block' },
);

const byAxis = new Map<keyof BlockOf, Map<string, Facts>>(BLOCK_AXES.map((axis) => [axis, new Map()]));
for (const [path, block] of Object.entries(files)) {
  const axis = BLOCK_AXES.find((one) => path.startsWith(`../${BLOCK_FOLDERS[one]}/`))!;
  byAxis.get(axis)!.set(block.name, block);
}

/** Blocks of an axis by name, in the order of their names. */
export const blocksIn = <A extends keyof BlockOf>(axis: A): ReadonlyMap<string, BlockOf[A]> =>
  byAxis.get(axis)! as unknown as ReadonlyMap<string, BlockOf[A]>;
