// What: ARES through the kernel of window means and the functions behind our blocks: triggers and thresholds (stage 3), bonus, targets and
// weights (stage 4), the KL controller.
// Formula: none of its own.
import * as triggers from '../../../src/3-rollouts/triggers.ts';
import * as effort from '../../../src/4-rewards/effort.ts';
import type { Difficulty, EffortGroup } from '../../../src/4-rewards/effort.ts';
import { KL_START, movedBeta } from '../../../src/control/difficulty/klBeta.ts';
import type { KlState } from '../../../src/control/difficulty/klBeta.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { NOT_REPRESENTABLE } from '../adapter.ts';
import type { GoldenAdapter } from '../adapter.ts';

type Input = Readonly<Record<string, unknown>>;

type Pairs = readonly (readonly [number, number])[];

function targets({ groups, alpha_before }: Input) {
  const named = Object.entries(groups as Record<string, EffortGroup>);
  const made = effort.effortTargets(
    named.map(([, group]) => group),
    alpha_before as Record<Difficulty, number>,
  );
  const difficulty = Object.fromEntries(named.map(([name], k) => [name, made.difficulty[k]]));
  return { difficulty, target: made.target, alpha_after: made.alpha };
}

/** Not rounded where the references compute. */
const exact = (values: readonly number[], { kind }: Compute) =>
  kind === 'reference' ? (Float64Array.from(values) as unknown as Float32Array) : Float32Array.from(values);

async function counted({ topk_logprobs, trigger_positions, threshold, window }: Input, compute: Compute) {
  const top = topk_logprobs as number[][];
  const windows = { window: window as number, first: 1 } as const;
  const entropiesOf = (withTail: boolean) => top.map((own) => triggers.tokenEntropy(own, withTail));
  const meansOf = (entropies: readonly number[]) =>
    triggers.windowMeans(
      compute,
      {
        entropies: exact(entropies, compute),
        lengths: Int32Array.of(top.length),
        maxTokens: top.length,
      },
      windows,
    );
  const whole = entropiesOf(true);
  const means = await meansOf(whole);
  const found = triggers.countTriggers(means, trigger_positions as number[], windows, threshold as number);
  return {
    mean_entropy_with_tail: whole.reduce((sum, value) => sum + value, 0) / whole.length,
    ...{ n_valid: found.valid, n_invalid: found.invalid, soft_cost_sum: found.cost },
    p95_threshold_no_tail: triggers.percentile(await meansOf(entropiesOf(false)), 0.95),
  };
}

function trace({ steps, interval, first_step }: Input) {
  const { difficulty, kl } = first_step as { difficulty: Difficulty[]; kl: number[] };
  const states = new Map<Difficulty, KlState>(effort.DIFFICULTIES.map((own) => [own, KL_START]));
  const found: unknown[] = [];
  for (let update = 1; update <= (steps as number); update++) {
    const isTick = update % (interval as number) === 0;
    for (const [own, state] of states) {
      const values = kl.filter((_, i) => difficulty[i] === own);
      const mean = values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
      states.set(own, movedBeta(state, mean, isTick));
    }
    const all = (of: (state: KlState) => unknown) =>
      Object.fromEntries([...states].map(([own, state]) => [own, of(state)]));
    if (isTick)
      found.push({ update, beta: all(({ beta }) => beta), kl_ema: all((s) => s.kl), e_ema: all((s) => s.error) });
  }
  return { trace: found };
}

function thresholds(perStep: readonly (readonly number[])[]) {
  let threshold: number | null = null;
  return { threshold_after_step: perStep.map((samples) => (threshold = triggers.movedThreshold(threshold, samples))) };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'ARES',
  run(input, { compute }) {
    if ('columns' in input) return NOT_REPRESENTABLE;
    if ('groups' in input) return targets(input);
    if ('topk_logprobs' in input) return counted(input, compute);
    if ('first_step' in input) return trace(input);
    if ('per_sample_p95_per_step' in input) return thresholds(input['per_sample_p95_per_step'] as number[][]);
    const { huber_args, sat_args, margin_args } = input as Readonly<Record<string, Pairs>>;
    return {
      huber: huber_args!.map(([x, k]) => effort.huber(x, k)),
      sat: sat_args!.map(([x, t]) => effort.saturated(x, t)),
      margin: margin_args!.map(([target, share]) => effort.marginOf(target, share)),
    };
  },
};
