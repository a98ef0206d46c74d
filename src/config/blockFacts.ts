// What: what the page tells about a block of any axis: rewards are shaders and say it in their header, the others in their file.
import { blocksIn, BLOCK_FOLDERS } from '../blocks/registry.ts';
import type { BlockOf } from '../blocks/registry.ts';
import type { BlockMetric } from '../blocks/block.ts';
import type { Config } from './config.ts';
import type { BlockAxis } from './knob.ts';
import { USE_LEAVES } from './knobTable.ts';
import { leavesOf } from './leaves.ts';
import { knownRewardNames, rewardFacts } from './rewardUses.ts';
import { usesOf } from './uses.ts';

export interface BlockFacts {
  readonly name: string;
  readonly doc: string;
  readonly formula: string;
  readonly source: string;
  readonly metrics: readonly BlockMetric[];
}

/** Undefined where nobody here knows the block. */
export function blockFacts(axis: BlockAxis, block: string): BlockFacts | undefined {
  const facts = axis === 'reward' ? rewardFacts(block) : blocksIn(axis).get(block);
  if (!facts) return undefined;
  const metrics = 'metrics' in facts ? (facts.metrics ?? []) : [];
  return { name: block, doc: facts.doc, formula: facts.formula, source: facts.source, metrics };
}

/** Every block of an axis, in the order of the names. */
export const blockNames = (axis: BlockAxis): readonly string[] =>
  axis === 'reward' ? knownRewardNames() : [...blocksIn(axis as keyof BlockOf).keys()];

/** The file of a block, from the root of the project. */
export const blockPath = (axis: BlockAxis, block: string): string =>
  axis === 'reward' ? `shaders/4-rewards/${block}.wgsl` : `src/${BLOCK_FOLDERS[axis]}/${block}.ts`;

export interface MetricFacts {
  readonly unit: string;
  readonly doc: string;
  /** The name with its star where the metric is one of a family: `weights/lambda/*`. */
  readonly family?: string;
}

const NAMED = '{as}';
const STAR = '*';
const MOVED = 'control/';

/** What `{as}` and stars in the name of a metric stand for: null where the name is not one of it. */
function membership({ name: pattern, unit, doc }: BlockMetric, name: string, as?: string): MetricFacts | null {
  const parts = pattern.split(/(\{as\}|\*)/).map((part) => {
    if (part === NAMED) return `(${as ?? '\\w+'})`;
    return part === STAR ? '.+' : part.replace(/[.+?^$()|[\]\\{}]/g, '\\$&');
  });
  const found = new RegExp(`^${parts.join('')}$`).exec(name);
  if (!found) return null;
  return { unit, doc, ...(pattern.includes(STAR) && { family: pattern.replace(NAMED, found[1] ?? NAMED) }) };
}

/** The block of a use of this configuration that gives a metric; else any block that gives one of such a name. */
export function blockMetric(config: Config, name: string): MetricFacts | undefined {
  if (name.startsWith(MOVED)) {
    const leaf = leavesOf(config).get(name.slice(MOVED.length));
    if (leaf) return { unit: leaf.knob.unit, doc: leaf.knob.doc };
  }
  const axes = USE_LEAVES.map(({ knob }) => knob.axis!);
  const metricsOf = (axis: BlockAxis, block: string) => blockFacts(axis, block)?.metrics ?? [];
  const own = axes.flatMap((axis) =>
    usesOf(config, axis).flatMap(({ block, as }) =>
      metricsOf(axis, block).flatMap((metric) => membership(metric, name, as) ?? []),
    ),
  );
  if (own[0]) return own[0];
  const all = axes.flatMap((axis) => blockNames(axis).flatMap((block) => metricsOf(axis, block)));
  return all.flatMap((metric) => membership(metric, name) ?? [])[0];
}
