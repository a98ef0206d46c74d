// What: CLIP-reward through our rewards embeddingScore, harmonicMean, classProbability and aboveBaseline. The greedy caption is scored with
// the samples, and its scores are then the baseline of the prompt.
// Formula: none of its own; the embeddings stand in the file, the margins of the grammar head in the case.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { Signal, SignalShape } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { bareCompletions } from '../../4-rewards/bareCompletions.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Input {
  readonly image_embedding: readonly number[];
  readonly samples: readonly string[];
  readonly greedy: string;
  readonly mode: 'clip_s' | 'refclip_s';
  readonly references: readonly string[] | null;
  readonly grammar_logit_margin: Readonly<Record<string, number>> | null;
  readonly grammar_baseline: boolean;
  readonly weight: number;
}
type Given = Readonly<Record<string, readonly [SignalShape, readonly number[]]>>;

/** The rewards of rollouts of one prompt that read signals alone. */
function score(compute: Compute, rollouts: number, given: Given, uses: readonly RewardUse[]) {
  const signals = Object.entries(given).map(([name, [shape, values]]): [string, Signal] => [
    name,
    { shape, values: Float32Array.from(values) },
  ]);
  return scoreRewards(compute, {
    parsed: bareCompletions(compute, { rollouts, maxTokens: 1 }),
    ...{ generations: rollouts, truths: [{}], signals: new Map(signals), uses },
  });
}

export const adapter: GoldenAdapter<Input> = {
  system: 'CLIP-reward',
  async run(input, { file, compute }) {
    const embeddings = file['text_embeddings'] as Readonly<Record<string, readonly number[]>>;
    const { samples, references, grammar_logit_margin: margins } = input;
    const captions = [...samples, input.greedy];
    const each = (values: readonly number[]) => captions.flatMap(() => values);
    const given: Given = {
      'embed/answer': ['unit', captions.flatMap((caption) => embeddings[caption]!)],
      'embed/picture': ['unit', each(input.image_embedding)],
      'embed/references': ['unit', each(references?.flatMap((text) => embeddings[text]!) ?? input.image_embedding)],
      // The greedy caption has no margin where nothing is subtracted for it.
      'grammar/margin': ['rollout', captions.map((caption) => margins?.[caption] ?? 0)],
    };
    const isReference = input.mode === 'refclip_s';
    const uses: RewardUse[] = [
      { name: 'embeddingScore', as: 'picture' },
      { name: 'embeddingScore', as: 'reference', knobs: { other: 'embed/references' } },
      { name: 'harmonicMean', knobs: { first: 'reward/picture', second: 'reward/reference' } },
      { name: 'classProbability', as: 'grammar' },
    ];
    const { columns } = await score(compute, captions.length, given, uses);
    const [picture, , harmonic, grammar] = columns.map(({ values }) => [...values]) as number[][];
    const scores = isReference ? harmonic! : picture!;
    const own = (values: readonly number[]) => values.slice(0, samples.length);
    const above: Given = {
      'own/score': ['rollout', own(scores)],
      'own/grammar': ['rollout', own(grammar!)],
      'greedy/score': ['prompt', scores.slice(-1)],
      'greedy/grammar': ['prompt', input.grammar_baseline ? grammar!.slice(-1) : [0]],
    };
    const clip = { name: 'aboveBaseline', as: 'clip', weight: input.weight, knobs: { score: 'own/score' } };
    const words = { name: 'aboveBaseline', as: 'words', knobs: { score: 'own/grammar', baseline: 'greedy/grammar' } };
    const total = async (wanted: readonly RewardUse[]) => [
      ...(await score(compute, samples.length, above, wanted)).reward,
    ];
    return {
      clip_reward: await total([clip]),
      mean_unnormalised: own(scores).reduce((sum, value) => sum + value, 0) / samples.length,
      ...(margins && { grammar_reward: await total([words]), total: await total([clip, words]) }),
    };
  },
};
