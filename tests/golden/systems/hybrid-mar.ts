// What: Hybrid-MAR through our rewards hybridScore, rightLength and lengthFine and the group statistics; lengths are texts of that many
// tokens.
// Formula: none of its own; instruction and format scores of the case are added as they are.
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Input {
  readonly kind: 'system' | 'harmo';
  readonly confidence?: readonly number[];
  readonly verifiable?: readonly number[];
  readonly rule: readonly number[];
  readonly model: readonly number[];
  readonly instruction?: readonly number[];
  readonly format_ok?: readonly number[];
  readonly length: readonly number[];
  readonly correct: readonly number[];
  readonly config_changed?: Readonly<Record<string, unknown>>;
}
interface Settings {
  readonly w_ins: number;
  readonly w_len: number;
  readonly P_max: number;
  readonly tau: number;
}

async function advantagesOf(compute: Compute, reward: readonly number[], scale: 'group' | 'none') {
  const values = Float32Array.from(reward);
  const { perRollout } = await computeAdvantages(compute, {
    ...{ reward: values, promptCount: 1, generations: reward.length, maxTokens: 1 },
    ...{ lengths: new Int32Array(reward.length).fill(1), units: {} },
    ...{ tokenSpans: new Int32Array(reward.length), spanNames: [] },
    objectives: [{ name: 'reward', values, weight: Float32Array.of(1), epsilon: 1e-6, baseline: 'group_mean', scale }],
    ...{ scaleRewards: scale, baseline: 'group_mean' },
  });
  return [...perRollout];
}

export const adapter: GoldenAdapter<Input> = {
  system: 'Hybrid-MAR',
  async run({ kind, config_changed, ...input }, { file, compute }) {
    const { w_ins, w_len, P_max, tau } = { ...file.config_defaults, ...config_changed } as unknown as Settings;
    const isSystem = kind === 'system';
    const rollouts = input.rule.length;
    if (rollouts === 0) return { raises: 'a group without rollouts' };
    const parsed = await parseTexts(
      compute,
      input.length.map((length) => 'a'.repeat(length)),
    );
    const given = {
      ...{ confidence: input.confidence ?? input.verifiable!, rule: input.rule, model: input.model },
      ...{ right: input.correct },
    };
    const signals = Object.entries(given).map(([name, values]): [string, Signal] => [
      `given/${name}`,
      { shape: 'rollout', values: Float32Array.from(values) },
    ]);
    const uses: RewardUse[] = [
      {
        name: 'hybridScore',
        knobs: { confidence: 'given/confidence', rule: 'given/rule', model: 'given/model' },
      },
      { name: 'rightLength', weight: 0, knobs: { right: 'given/right', use_median: isSystem ? 1 : 0 } },
      {
        name: 'lengthFine',
        weight: isSystem ? w_len : P_max,
        knobs: { length_share: tau, both_sides: isSystem ? 1 : 0 },
      },
    ];
    const { columns, reward } = await scoreRewards(compute, {
      ...{ parsed, uses, generations: rollouts, truths: [{}], signals: new Map(signals) },
    });
    const [hybrid, length, fine] = columns.map(({ values }) => [...values]) as [number[], number[], number[]];
    const others = isSystem ? input.instruction!.map((value) => w_ins * value) : input.format_ok!;
    const total = others.map((value, r) => reward[r]! + value);
    const made = {
      reference_length: input.correct.some((value) => value >= 1) ? length[0] : null,
      reward: total,
      advantage: await advantagesOf(compute, total, isSystem ? 'group' : 'none'),
    };
    if (isSystem) return { ...made, length_penalty: fine.map((value) => -value) };
    return { ...made, r_hybrid: hybrid, r_length: fine.map((value) => P_max * value), r_format: input.format_ok };
  },
};
