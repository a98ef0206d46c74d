// What: SURDS through our rewards: blockSequence, namedBoxes and answerWords over the completion, and answerWords over the reply that the case
// gives to the reasoning; boxRelation for the rule form.
// Formula: none of its own; a reply counts where the parser finds a think block.
import { grammarByName } from '../../../src/4-rewards/grammars.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface CodeInput {
  readonly kind: 'code';
  readonly completion: string;
  readonly solution: string;
  readonly is_iou: boolean;
  readonly reply_from_reasoning: string;
}
interface RuleInput {
  readonly kind: 'rule';
  readonly completion: string;
  readonly relation: string;
  readonly first: string;
  readonly second: string;
}

const grammar = { ...grammarByName('think_answer'), exactCase: true };

async function scored(compute: Compute, text: string, truth: Truth, uses: readonly RewardUse[]) {
  const parsed = await parseTexts(compute, [text], { grammar, coordinateScale: 0, imageSize: 1 });
  const { columns, reward } = await scoreRewards(compute, {
    ...{ parsed, uses, generations: 1, truths: [truth], signals: new Map() },
  });
  const think = (await parsed.spans.read())[4 * parsed.spanNames.indexOf('think')]! >= 0;
  return { values: columns.map(({ values }) => values[0]!), sum: reward[0]!, think };
}

async function byRule(compute: Compute, { completion, relation, first, second }: RuleInput) {
  const words = relation.split('-');
  const knobs = { axis: words[0] === 'near' ? 1 : 0 };
  const uses = [0, 1, 2].map((claim) => ({ name: 'boxRelation', as: `claim${claim}`, knobs: { ...knobs, claim } }));
  const { values } = await scored(compute, completion, { labels: [first, second] }, uses);
  return { relation_from_boxes: words.find((_, i) => values[i + 1] === 1) ?? null, logic_rule: values[0] };
}

export const adapter: GoldenAdapter<CodeInput | RuleInput> = {
  system: 'SURDS',
  tolerance: 1e-6,
  async run(input, { file, compute }) {
    if (input.kind === 'rule') return byRule(compute, input);
    const { iou_threshold, weights } = file.config_defaults as { iou_threshold: number; weights: readonly number[] };
    const truth = { answer: input.solution };
    const own = await scored(compute, input.completion, truth, [
      { name: 'blockSequence', weight: weights[0]! },
      { name: 'namedBoxes', weight: weights[1]!, knobs: { threshold: iou_threshold, centre: input.is_iou ? 0 : 1 } },
      { name: 'answerWords', weight: weights[2]! },
    ]);
    const replied = await scored(compute, input.reply_from_reasoning, truth, [
      { name: 'answerWords', weight: weights[3]!, knobs: { first_block: 1 } },
    ]);
    const [format, location, accuracy] = own.values;
    const logic = own.think ? replied : { values: [0], sum: 0 };
    return { format, location, accuracy, logic: logic.values[0], sum: own.sum + logic.sum };
  },
};
