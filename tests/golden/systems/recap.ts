// What: RECAP's weights of objectives, both readings: the controller recapWeights is driven step by step with the histories of a case.
// Formula: none of its own: the sum of λ/K times the last losses.
import { block } from '../../../src/control/recapWeights.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import type { Config } from '../../../src/config/config.ts';
import { getLeaf, withLeaf, withLeaves } from '../../../src/config/setLeaf.ts';
import { defaultConfig } from '../../../src/config/validateConfig.ts';
import type { GoldenAdapter } from '../adapter.ts';

type Histories = Readonly<Record<string, readonly number[]>>;

interface Input {
  readonly follows?: 'paper' | 'code';
  readonly loss_history?: Histories;
  readonly history?: Histories;
  readonly window?: number;
  readonly temperature?: number;
  readonly alpha?: number;
  readonly branch?: 'rl' | 'sft';
}

const leaves = { get: getLeaf, set: withLeaf };
/** Names of uses; those of a case may be anything. */
const asOf = (k: number) => `objective${k}`;

/** K objectives of weight 1/K: rewards, or terms on texts. */
function configOf(K: number, terms: boolean): Config {
  const all = Array.from({ length: K }, (_, k) => asOf(k));
  const uses = terms
    ? { loss_terms: all.map((as) => ({ block: 'expertNll', as, coef: 1 / K })) }
    : { reward_funcs: all.map((as) => ({ block: 'lengthWindow', as, weight: 1 / K })) };
  return withLeaves(defaultConfig(), uses);
}

export const adapter: GoldenAdapter<Input> = {
  system: 'RECAP',
  run(input, { file, follows }) {
    const { window, temperature, alpha } = { ...file.config_defaults, ...input } as Required<Input>;
    const histories = input.loss_history ?? input.history!;
    const names = Object.keys(histories);
    const [K, steps] = [names.length, Math.max(...names.map((name) => histories[name]!.length))];
    // In the code's reading losses are those of terms; the paper's losses are kept as they are by terms, too.
    const terms = follows === 'paper' || input.branch === 'sft';
    const own = {
      ...defaultsOf(block, 'recap'),
      follows,
      window,
      temperature,
      alpha,
      objectives: names.map((_, k) => asOf(k)),
    };
    const config = configOf(K, terms);
    let state = block.start();
    let moved = block.move(config, { seed: 0, step: 0, state, last: null, ...leaves }, own);
    for (let step = 1; step <= steps; step++) {
      // Shorter histories begin later.
      const values = names.map((name, k): [string, number | undefined] => {
        const at = step - 1 - (steps - histories[name]!.length);
        return [terms ? `${asOf(k)}/nll` : `rewards/${asOf(k)}/mean`, histories[name]![at]];
      });
      const last = Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Record<string, number>;
      ({ state } = moved);
      moved = block.move(config, { seed: 0, step, state, last, ...leaves }, own);
    }
    const metrics = moved.metrics!;
    const named = (what: string) =>
      Object.fromEntries(names.map((name, k) => [name, metrics[`recap/${what}/${asOf(k)}`]]));
    const lambda = named('lambda') as Record<string, number>;
    const mean = names.reduce((sum, name) => sum + lambda[name]! / K, 0);
    const warmup = metrics[`recap/c/${asOf(0)}`] === undefined;
    const rates = warmup ? { c: null, i: null } : { c: named('c'), i: named('i') };
    if (follows === 'code') return { ...rates, weight: lambda, weight_mean: mean };
    const weights = names.map((_, k) => Number(getLeaf(moved.config, `${asOf(k)}.${terms ? 'coef' : 'weight'}`)));
    const { c, i } = rates;
    return {
      ...{ warmup, ...rates, lambda, lambda_mean: mean },
      s: c && i && Object.fromEntries(names.map((name) => [name, c[name]! + i[name]!])),
      weighted_loss: names.reduce((sum, name, k) => sum + weights[k]! * histories[name]!.at(-1)!, 0),
    };
  },
};
