// What: InfiGUI-R1 through our rewards (pointInBox, boxIouRamp, actionParts), the composition gate and the leave-one-out baseline of stage 5.
// Formula: none of its own; points, boxes and actions are written as texts, kinds and parameters so that no sign of them means anything here.
import type { Box } from '../../../src/1-image/types.ts';
import { grammarByName } from '../../../src/4-rewards/grammars.ts';
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import type { Truth } from '../../../src/4-rewards/types.ts';
import { computeAdvantages, weightedSum } from '../../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { goldenStep } from '../goldenStep.ts';

type Constants = Readonly<Record<'w_f' | 'w_a' | 'w_t' | 'w_p' | 'w_s' | 'tau', number>>;
type Params = Readonly<Record<string, unknown>>;
interface Rewarded {
  readonly format_ok: boolean;
  readonly config_changed?: Partial<Constants>;
}
type Input =
  | (Rewarded & { readonly kind: 'point'; readonly point: readonly number[] | null; readonly true_box: Box })
  | (Rewarded & { readonly kind: 'box'; readonly box: readonly number[] | null; readonly true_box: Box })
  | (Rewarded & {
      readonly kind: 'action';
      readonly type: string | null;
      readonly true_type: string;
      readonly params: Params | null;
      readonly true_params: Params;
      readonly subgoal_score: number | null;
    })
  | { readonly kind: 'rloo'; readonly rewards: readonly number[] };

/** Equal texts for what Python calls equal: 1, 1.0 and True. */
const canonical = (value: unknown): unknown => {
  if (typeof value === 'boolean') return Number(value);
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, own]) => [key, canonical(own)]),
  );
};
/** No bracket and no white space is left in it. */
const plain = (text: string) =>
  encodeURIComponent(text).replace(/[()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
const action = (type: string | null, params: Params | null) =>
  `${plain(type ?? '')}(${plain(JSON.stringify(canonical(params ?? {})))})`;

async function scored(compute: Compute, text: string, truth: Truth, uses: readonly RewardUse[], goal = 0) {
  const grammar = grammarByName(text.includes('<point>') ? 'think_point_answer' : 'think_box_answer');
  const parsed = await parseTexts(compute, [text], { grammar, coordinateScale: 0, imageSize: 1 });
  const signals = new Map([['reward/factsFound', { shape: 'rollout' as const, values: Float32Array.of(goal) }]]);
  const { columns } = await scoreRewards(compute, { parsed, uses, generations: 1, truths: [truth], signals });
  return columns.map(({ values }) => values[0]!);
}

/** The two columns, weighted and gated. */
function gated(compute: Compute, format: number, accuracy: number, { w_f, w_a }: Constants): number {
  const step = goldenStep({ compute, mask: [[1]], columns: { format: [format], accuracy: [accuracy] } });
  const gate = blocksIn('composition').get('gate')!;
  const sum = weightedSum(Float32Array.of(w_f * format + w_a * accuracy), step.columns, [w_f, w_a], 1);
  return gate.compose(step, [sum], defaultsOf(gate, 'gate'))[0]!.values[0]!;
}

async function accuracyOf(compute: Compute, input: Exclude<Input, { kind: 'rloo' }>, own: Constants) {
  const numbers = (values: readonly number[] | null) => (values ?? []).join(' ');
  if (input.kind === 'point') {
    const truth = { boxes: [input.true_box] };
    const [r_acc] = await scored(compute, `<point>${numbers(input.point)}</point>`, truth, [{ name: 'pointInBox' }]);
    return { r_acc: r_acc! };
  }
  if (input.kind === 'box') {
    const uses = [{ name: 'boxIouRamp', knobs: { iou_threshold: own.tau } }, { name: 'boxIou' }];
    const truth = { boxes: [input.true_box] };
    const [r_acc, iou] = await scored(compute, `<box>${numbers(input.box)}</box>`, truth, uses);
    return { r_acc: r_acc!, iou };
  }
  const goal = (input.subgoal_score ?? 0) / 10;
  const knobs = { type_weight: own.w_t, params_weight: own.w_p, goal_weight: own.w_s };
  const uses = [0, 1, 2].map((part) => ({ name: 'actionParts', as: `part${part}`, knobs: { ...knobs, part } }));
  const truth = { answer: action(input.true_type, input.true_params) };
  const text = `<answer>${action(input.type, input.params)}</answer>`;
  const [r_acc, type, params] = await scored(compute, text, truth, uses, goal);
  return { r_acc: r_acc!, type, params, subgoal: goal };
}

export const adapter: GoldenAdapter<Input> = {
  system: 'InfiGUI-R1',
  tolerance: 1e-6,
  async run(input, { file, compute }) {
    if (input.kind === 'rloo') {
      const reward = Float32Array.from(input.rewards);
      const { perRollout } = await computeAdvantages(compute, {
        ...{ reward, promptCount: 1, generations: reward.length, maxTokens: 1 },
        ...{ lengths: new Int32Array(reward.length).fill(1), scaleRewards: 'none', baseline: 'leave_one_out' },
      });
      return { advantage: [...perRollout] };
    }
    const own = { ...(file.config_defaults as Constants), ...input.config_changed };
    const found = await accuracyOf(compute, input, own);
    const r_format = input.format_ok ? 1 : 0;
    return { r_format, ...found, reward: gated(compute, r_format, found.r_acc, own) };
  },
};
