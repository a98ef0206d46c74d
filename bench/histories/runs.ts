// What: runs that go well and runs that are broken on purpose, for the tests of verdicts. All on the toy policy `shapes`, which makes a step
//   in a second or two. Each says what was done to it; what the rules must say of it stands in the tests, not here.
import type { SceneOrder } from '../../src/headless/sceneOrder.ts';

export interface HistoryRun {
  readonly name: string;
  /** In plain words. */
  readonly about: string;
  readonly steps: number;
  /** Leaves by name, beside those of BASE. */
  readonly set: Readonly<Record<string, string>>;
  /** Absent = the picture of `makePng` with one patch, and an answer that the policy never gives. */
  readonly scenes?: Partial<SceneOrder>;
  /** Own rewards by name. */
  readonly own?: readonly string[];
}

export const BASE: Readonly<Record<string, string>> = {
  model: 'models/shapes/',
  num_generations: '8',
  generation_batch_size: '16',
  max_completion_length: '32',
};

const ONE = { count: 1, held: 0 };
const FRESH = { count: 80, held: 0 };
const COUNTING = { ...FRESH, skill: 'count' };
const ANSWER = { reward_funcs: 'answerFolded' };

/** What a learner might write: the larger the first box, the better. Pays the whole picture. */
const LARGE_BOX = `// What: pays for the area of the first box.
// Reward: largeBox
// Range: [0, 1]
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/boxes

override WORKGROUP_SIZE: u32 = 64;

struct LargeBoxParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: LargeBoxParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn largeBox(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  var area = 0.0;
  if (boxCount(r) > 0u) {
    let box = boxAt(r, 0u);
    area = max(0.0, box.z - box.x) * max(0.0, box.w - box.y);
  }
  column[r] = area;
}
`;

const HALF_POINT = LARGE_BOX.replaceAll('largeBox', 'halfPoint')
  .replaceAll('LargeBox', 'HalfPoint')
  .replace('pays for the area of the first box', 'half a point, whatever the answer')
  .replace('var area = 0.0;', 'var area = 0.5;')
  .replace(/  if \(boxCount[^]*?\n  \}\n/, '');

/** Texts of the own rewards, by name. */
export const OWN_REWARDS: Readonly<Record<string, string>> = { largeBox: LARGE_BOX, halfPoint: HALF_POINT };

export const RUNS: readonly HistoryRun[] = [
  { name: 'one-picture-0', about: 'plain GRPO on one picture', steps: 40, set: {}, scenes: ONE },
  {
    name: 'rate-90-one-picture',
    about: 'learning rate × 30, gradients unclipped, on one picture',
    steps: 30,
    set: { learning_rate: '90', max_grad_norm: '0' },
    scenes: ONE,
  },
  {
    name: 'rate-30-beta-0',
    about: 'learning rate × 10, gradients unclipped, no KL',
    steps: 30,
    set: { learning_rate: '30', max_grad_norm: '0', beta: '0' },
    scenes: FRESH,
  },
  {
    name: 'entropy-paid-down',
    about: 'a negative entropy bonus pays for certainty',
    steps: 30,
    set: { entropy_coef: '-0.5', learning_rate: '9', beta: '0' },
    scenes: FRESH,
  },
  { name: 'impossible', about: 'the answer is a word that the policy never says', steps: 12, set: ANSWER },
  {
    name: 'impossible-but-formed',
    about: 'the same, and the form pays too',
    steps: 20,
    set: { reward_funcs: '[{"block":"answerFolded"},{"block":"format","weight":0.2}]' },
  },
  {
    name: 'form-alone',
    about: 'only the form pays, which the policy has from the start',
    steps: 14,
    set: { reward_funcs: 'format' },
    scenes: FRESH,
  },
  {
    name: 'group-of-2',
    about: 'G = 2, answers are right or wrong',
    steps: 24,
    set: { ...ANSWER, num_generations: '2' },
    scenes: COUNTING,
  },
  {
    name: 'group-of-4',
    about: 'G = 4, answers are right or wrong, no division by the deviation',
    steps: 16,
    set: { ...ANSWER, num_generations: '4', scale_rewards: 'none' },
    scenes: COUNTING,
  },
  {
    name: 'large-box-pays',
    about: 'an own reward pays for large boxes, three times as much as the right one',
    steps: 50,
    set: { reward_funcs: '[{"block":"boxIou"},{"block":"largeBox","weight":3}]', learning_rate: '6', beta: '0' },
    scenes: ONE,
    own: ['largeBox'],
  },
  { name: 'rate-tiny', about: 'learning rate ÷ 1000', steps: 26, set: { learning_rate: '0.003' }, scenes: FRESH },
  {
    name: 'cut-off',
    about: 'answers are cut off before they are whole',
    steps: 14,
    set: { max_completion_length: '14' },
    scenes: FRESH,
  },
  {
    name: 'learned-by-heart',
    about: 'one picture, no KL; others are held out',
    steps: 60,
    set: { learning_rate: '9', beta: '0', eval_steps: '5', num_generations_eval: '4' },
    scenes: { count: 1, held: 8 },
  },
  { name: 'fresh-0', about: 'plain GRPO on fresh scenes', steps: 40, set: {}, scenes: FRESH },
  {
    name: 'shuffled',
    about: 'the advantages are shuffled: nothing can be learned',
    steps: 40,
    set: { shuffle_advantages: 'true' },
    scenes: ONE,
  },
  {
    name: 'kl-heavy',
    about: 'a heavy KL term: the loss rises while the reward does',
    steps: 40,
    set: { beta: '0.4', learning_rate: '6' },
    scenes: ONE,
  },
  {
    name: 'four-updates-fast',
    about: 'four updates a batch at ten times the rate',
    steps: 16,
    set: { num_iterations: '4', learning_rate: '30', max_grad_norm: '1' },
    scenes: FRESH,
  },
  { name: 'two-updates', about: 'two updates a batch', steps: 24, set: { num_iterations: '2' }, scenes: FRESH },
  {
    name: 'one-picture-1',
    about: 'plain GRPO on one picture',
    steps: 40,
    set: { seed: '1' },
    scenes: { ...ONE, seed: 2 },
  },
  {
    name: 'one-picture-dapo',
    about: 'no KL, token mean',
    steps: 40,
    set: { beta: '0', loss_type: 'dapo', epsilon_high: '0.28', seed: '2' },
    scenes: { ...ONE, seed: 3 },
  },
  {
    name: 'rate-90-fresh',
    about: 'learning rate × 30, gradients unclipped, on fresh scenes',
    steps: 24,
    set: { learning_rate: '90', max_grad_norm: '0', seed: '1' },
    scenes: FRESH,
  },
  {
    name: 'held-out-healthy',
    about: 'plain GRPO on fresh scenes, others held out',
    steps: 40,
    set: { eval_steps: '5', num_generations_eval: '4', seed: '1' },
    scenes: { count: 80, held: 8, seed: 4 },
  },
  {
    name: 'certainty-pays',
    about: 'a large negative entropy bonus at ten times the rate',
    steps: 24,
    set: { entropy_coef: '-1', learning_rate: '30', beta: '0', ...ANSWER },
    scenes: COUNTING,
  },
  {
    name: 'certainty-pays-one-picture',
    about: 'the same on one picture, gradients clipped less',
    steps: 24,
    set: { entropy_coef: '-1', learning_rate: '15', max_grad_norm: '0.5', beta: '0', seed: '1' },
    scenes: ONE,
  },
  {
    name: 'certainty-pays-gently',
    about: 'certainty pays on one picture, at the usual rate',
    steps: 60,
    set: { entropy_coef: '-1', beta: '0' },
    scenes: ONE,
  },
  {
    name: 'constant-reward',
    about: 'an own reward gives every answer the same half point',
    steps: 12,
    set: { reward_funcs: 'halfPoint' },
    scenes: FRESH,
    own: ['halfPoint'],
  },
  {
    name: 'short-answers-pay',
    about: 'short answers pay twice as much as the right box: the box goes',
    steps: 40,
    set: {
      reward_funcs:
        '[{"block":"boxIou"},{"block":"lengthWindow","weight":2,"length_min":0,"length_max":6,"length_slope":20}]',
      learning_rate: '4',
    },
    scenes: FRESH,
  },
  {
    name: 'by-heart-slowly',
    about: 'one picture, no KL; others are held out',
    steps: 44,
    set: { learning_rate: '4', beta: '0', eval_steps: '4', num_generations_eval: '4', seed: '1' },
    scenes: { count: 1, held: 6, seed: 2 },
  },
  {
    name: 'rate-9-counting',
    about: 'three times the rate and no KL, on one picture whose answer is right or wrong',
    steps: 70,
    set: { ...ANSWER, learning_rate: '9', beta: '0' },
    scenes: { ...COUNTING, ...ONE, seed: 5 },
  },
];
