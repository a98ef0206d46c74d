// What: PRL through stage 5 (outcome advantage of each group) and the shaper "futureLogRatio"; its sums come from the kernel itself.
// Formula: none of its own. The released code has steps of step_len tokens, the paper has none.
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import { readBack } from '../../../src/5-advantages/readBack.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];

interface Input {
  readonly reward: readonly number[];
  readonly group: readonly number[];
  readonly logp: PerToken;
  readonly ref_logp: PerToken;
  readonly mask: PerToken;
  readonly beta?: number;
  readonly step_len?: number;
}

/** Groups may have any sizes: stage 5 sees them one at a time. */
async function outcomeOf({ reward, group }: Input, compute: Compute): Promise<number[]> {
  const outcome = reward.map(() => 0);
  for (const own of new Set(group)) {
    const rows = [...group.keys()].filter((r) => group[r] === own);
    const values = Float32Array.from(rows, (r) => reward[r]!);
    const { perRollout } = await computeAdvantages(compute, {
      reward: values,
      ...{ promptCount: 1, generations: rows.length, maxTokens: 1, lengths: new Int32Array(rows.length).fill(1) },
      objectives: [{ name: 'outcome', values, weight: Float32Array.of(1), epsilon: 1e-6, single: 'keep' }],
      ...{ scaleRewards: 'group', baseline: 'group_mean' },
    });
    rows.forEach((r, i) => (outcome[r] = perRollout[i]!));
  }
  return outcome;
}

export const adapter: GoldenAdapter<Input> = {
  system: 'PRL / FRPO',
  async run(input, { file, follows, compute }) {
    const defaults = file.config_defaults as { readonly beta: number; readonly step_len: number };
    const { logp, ref_logp, mask, beta = defaults.beta } = input;
    const stepLength = follows === 'paper' ? 0 : (input.step_len ?? defaults.step_len);
    const [R, T] = [mask.length, mask[0]?.length ?? 0];
    const outcome = await outcomeOf(input, compute);
    const step = goldenStep({
      ...{ compute, mask, oldLogProbs: logp, advantages: outcome },
      signals: { 'ref/logProb': ref_logp, mask },
    });
    const block = blocksIn('advantage').get('futureLogRatio')!;
    const own = { ...defaultsOf(block, 'futureLogRatio'), beta, step_len: stepLength };
    const made = await block.shape(step, step.advantages, own, step.advantages);
    const { future } = await readBack(
      await compute.run('5-advantages/futureLogRatio', {
        params: { rollouts: R, maxTokens: T, stepLength, beta },
        inputs: { advantages: step.advantages, logProbs: flat(logp), refLogProbs: flat(ref_logp), mask: flat(mask) },
        outputs: { future: R * T, shaped: R * T },
        dispatch: { invocations: R },
      }),
    );
    const sums = nested(future!, T);
    return {
      outcome_advantage: outcome,
      log_ratio_sum: sums.map((row) => row[0] ?? 0),
      reverse_cumsum: sums,
      advantage: nested('advantages' in made ? made.advantages : made, T),
    };
  },
};
