// What: combinations that cannot work (SYSTEMS §5.7), as data: order on an axis, two that exclude each other, two that must
// read the same. A rule about one block alone is in that block (`problem`). Blocks are named by their file.
import type { Config } from './config.ts';
import type { BlockAxis } from './knob.ts';
import { leafOfAxis } from './knobTable.ts';
import { getLeaf } from './setLeaf.ts';
import { ownOf, usesOf } from './uses.ts';

/** On one axis the first must come before the second. */
interface Order {
  readonly axis: BlockAxis;
  readonly first: string;
  readonly second: string;
  readonly why: string;
}

const ORDERS: readonly Order[] = [
  { axis: 'composition', first: 'gate', second: 'perReward', why: 'a gate must close before rewards are taken apart' },
  { axis: 'composition', first: 'gate', second: 'trust', why: 'a gate must close before rewards are added' },
  {
    ...{ axis: 'composition', first: 'trust', second: 'perReward' },
    why: 'a term that compares rollouts reads raw rewards, not normalised ones',
  },
];

/** A block and a value of a setting that exclude each other. */
interface Clash {
  readonly axis: BlockAxis;
  readonly block: string;
  readonly leaf: string;
  readonly is: (value: unknown) => boolean;
  readonly why: string;
  readonly remedy: string;
}

const CLASHES: readonly Clash[] = [
  {
    ...{ axis: 'composition', block: 'perReward', leaf: 'multi_objective_aggregation' },
    is: (value) => value === 'normalize_then_sum',
    why: 'each reward would be normalised twice',
    remedy: 'use sum_then_normalize, or leave the block out',
  },
  {
    ...{ axis: 'composition', block: 'turnGains', leaf: 'max_tool_calling_iterations' },
    is: (value) => value === 0,
    why: 'with one turn there is no gain from turn to turn',
    remedy: 'allow at least one crop',
  },
];

/** Two blocks that must read the same signal: it is computed once, under the θ that sampled. */
const SAME_SIGNAL: readonly (readonly [readonly [BlockAxis, string], readonly [BlockAxis, string], string])[] = [
  [['tokenWeight', 'topShare'], ['advantage', 'trajectoryScale'], 'signal'],
];

const named = (config: Config, axis: BlockAxis, block: string) =>
  usesOf(config, axis).filter((use) => use.block === block);

export function* combinationProblems(config: Config): Generator<string> {
  for (const { axis, first, second, why } of ORDERS) {
    const blocks = usesOf(config, axis).map(({ block }) => block);
    const [a, b] = [blocks.lastIndexOf(first), blocks.indexOf(second)];
    if (a >= 0 && b >= 0 && a > b) yield `${leafOfAxis(axis).name}: put ${first} before ${second}; ${why}.`;
  }
  for (const { axis, block, leaf, is, why, remedy } of CLASHES) {
    const [use] = named(config, axis, block);
    if (use && is(getLeaf(config, leaf))) {
      yield `${use.as} cannot work with ${leaf} = ${String(getLeaf(config, leaf))}: ${why}; ${remedy}.`;
    }
  }
  for (const [[axis, block], [otherAxis, otherBlock], knob] of SAME_SIGNAL) {
    const [one, other] = [named(config, axis, block)[0], named(config, otherAxis, otherBlock)[0]];
    if (!one || !other) continue;
    const value = (of: BlockAxis, use: typeof one) => (ownOf(of, use) as Record<string, unknown>)[knob];
    const [a, b] = [value(axis, one), value(otherAxis, other)];
    if (a !== b)
      yield `${one.as}.${knob} is '${String(a)}' and ${other.as}.${knob} '${String(b)}'; both must read the same signal.`;
  }
}
