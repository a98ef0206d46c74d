// What: MedVLThinker through our blocks: passWindow leaves items out by how many of their samples are right; answerBlock is the reward.
// Formula: none of its own. Counts from a to b of n lie strictly between (a − ½)/n and (b + ½)/n; an item without an estimate has
// the count −1. The order is that of the kept counts, from easy to hard.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter, GoldenHeader } from '../adapter.ts';
import { goldenStep } from '../goldenStep.ts';

interface Filter {
  readonly kind: 'filter';
  readonly dataset_index: readonly number[];
  readonly num_correct: Readonly<Record<string, number>>;
  readonly rollouts?: number;
  readonly remove_below?: number;
  readonly remove_above?: number;
  readonly order?: string;
}
interface Answered {
  readonly kind: 'reward';
  readonly completion: string;
  readonly answer: string;
  readonly answer_label: string | null;
}

function filter(input: Filter, file: GoldenHeader, compute: Compute) {
  const { dataset_index: items, num_correct, ...own } = input;
  const { rollouts, remove_below, remove_above, order } = { ...file.config_defaults, ...own } as Required<Filter>;
  const counts = items.map((item) => num_correct[item] ?? -1);
  const samples = counts.flatMap((count) =>
    Array.from({ length: rollouts }, (_, g) => (count < 0 ? -1 / rollouts : g < count ? 1 : 0)),
  );
  const rule = blocksIn('data').get('passWindow')!;
  const settings = {
    ...defaultsOf(rule, 'passWindow'),
    reward: 'right',
    low: (remove_below - 0.5) / rollouts,
    high: (remove_above + 0.5) / rollouts,
  };
  const step = () =>
    goldenStep({ compute, mask: samples.map(() => [1]), generations: rollouts, columns: { right: samples } });
  const inside = items.length === 0 ? [] : rule.keep!(step(), settings).inLoss!;
  const isKept = (i: number) => inside[i * rollouts] === 1;
  const dropped = counts.filter((_, i) => !isKept(i));
  return {
    pass_count: counts,
    kept: items.filter((_, i) => isKept(i)),
    dropped_unseen: dropped.filter((count) => count < 0).length,
    dropped_hard: dropped.filter((count) => count >= 0 && count < remove_below).length,
    dropped_easy: dropped.filter((count) => count > remove_above).length,
    order_pass_count: counts.filter((_, i) => isKept(i)).sort((a, b) => (order === 'hard_to_easy' ? a - b : b - a)),
  };
}

async function reward({ completion, answer, answer_label: label }: Answered, compute: Compute) {
  const acceptedAnswers = label === null ? [] : [`${label}. ${answer}`, label];
  const uses: RewardUse[] = [
    { name: 'thinkThenAnswer', as: 'format' },
    { name: 'answerBlock', as: 'accuracy_alone', knobs: { needs_format: 0 } },
    { name: 'answerBlock', as: 'reward' },
  ];
  const parsed = await parseTexts(compute, [completion]);
  const { columns } = await scoreRewards(compute, {
    ...{ parsed, uses, generations: 1, truths: [{ answer, acceptedAnswers }], signals: new Map() },
  });
  return Object.fromEntries(columns.map(({ name, values }) => [name, values[0]]));
}

export const adapter: GoldenAdapter<Filter | Answered> = {
  system: 'MedVLThinker',
  tolerance: 1e-6,
  run: (input, { file, compute }) => (input.kind === 'filter' ? filter(input, file, compute) : reward(input, compute)),
};
