// What: what the checks of lessons 6 to 13 say about runs with hand-made numbers, for right and for wrong predictions.
import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import type { LessonRun } from '../../src/lessons/lesson.ts';
import type { RolloutView, StepMetrics } from '../../src/training/protocol.ts';
import { both, group, point, rollout, told } from './told.ts';

type Series = Readonly<Record<string, readonly number[]>>;
/** One series for each metric. */
const points = (series: Series): readonly StepMetrics[] =>
  Object.values(series)[0]!.map((_, i) =>
    point(i + 1, Object.fromEntries(Object.entries(series).map(([name, values]) => [name, values[i]!]))),
  );
const run = (series: Series): LessonRun => ({ config: defaultConfig(), points: points(series), groups: [] });
const leash = (overlaps: readonly number[], kl: readonly number[]) => ({
  'rewards/boxIou/mean': overlaps,
  'rewards/format/mean': overlaps.map(Number),
  kl,
});
const says = (text: string, signals: Readonly<Record<string, readonly number[]>>): RolloutView => ({
  ...rollout(1, 0),
  text,
  tokens: text.split(' ').map((token) => ({ text: token, logProb: -1, entropy: 0 })),
  signals: Object.fromEntries(Object.entries(signals).map(([name, values]) => [name, Float32Array.from(values)])),
});

test('6: a drawn curve is judged by where it ends; the leash by whether the run broke', () => {
  const broken = leash([0.4, 0.7, 0], [0, 0.1, 9]);
  const words = both('06-the-leash', 'off', { points: points(broken) }, [0.5, 0.3, 0.1], [0.5, 0.6, 0.7]);
  expect(words).toContain('It rose to 0.7');
  expect(words).toContain('as far as 9 nats');
  const held = leash([0.4, 0.7, 0.6], [0, 0.1, 0.3]);
  both('06-the-leash', 'off', { points: points(held) }, [0.5, 0.6, 0.7], [0.5, 0.3, 0.1]);
  const runs = { off: run(broken) };
  expect(both('06-the-leash', 'on', { points: points(held), runs }, 'holds', 'breaks')).toContain('(without: 9)');
  both('06-the-leash', 'on', { points: points(leash([0.4, 0.5, 0.3], [0, 0, 0])), runs }, 'still', 'holds');
  both('06-the-leash', 'change', { points: points(broken), runs }, 'breaks', 'holds');
});

test('7: entropy rises, stays or falls; clips are counted', () => {
  const going = (...entropy: readonly number[]) =>
    points({ entropy, reward: entropy.map(() => 0.5), reward_std: entropy });
  both('07-going-quiet', 'falls', { points: going(0.7, 0.5, 0.4) }, 'down', 'up');
  both('07-going-quiet', 'falls', { points: going(0.5, 0.51, 0.49) }, 'same', 'down');
  const runs = { plain: run({ entropy: [0.4, 0.4, 0.4], reward: [0.8, 0.8, 0.8] }) };
  const words = both('07-going-quiet', 'bonus', { points: going(0.6, 0.6, 0.6), runs }, 'up', 'down');
  expect(words).toContain('it was 0.6, before 0.4');
  expect(words).toContain('the reward was 0.5, before 0.8');
  const clipped = points({ 'clip_ratio/high_mean': [0.02, 0.06] });
  expect(both('07-going-quiet', 'tight', { points: clipped }, 8, 20)).toContain('4 %');
});

test('8: the part of an answer that the mask hurts most', () => {
  const text = '<think> bird </think> <box> 5 </box> <answer> bird </answer>';
  const behind = (...lost: readonly number[]) => ({ 'masked/logProb': lost.map((value) => -1 - value) });
  const groups = [group(says(text, behind(0, 1, 9, 0, 4, 9, 0, 2, 9)))];
  const words = both('08-does-it-look', 'mask', { groups }, 'box', 'think');
  expect(words).toContain('The thought loses 1 nats, the box 4, the word 2');
  const moved = points({ update_norm: [0.1], frac_reward_zero_std: [1] });
  both('08-does-it-look', 'flat', { history: moved }, 'yes', 'no');
  both('08-does-it-look', 'flat', { history: points({ update_norm: [0], frac_reward_zero_std: [1] }) }, 'no', 'yes');
});

test('9: the word that looks, and what the taught tokens cover', () => {
  const text = '<think> black </think> <answer> black </answer>';
  const groups = [group(says(text, { 'masked/divergence': [0, 3, 0, 0, 0.1, 0] }))];
  both('09-which-words-look', 'twice', { groups }, 'first', 'both');
  const taught = points({ 'topShare/kept': [0.4], 'topShare/mean_kept': [2], 'topShare/mean': [1] });
  expect(both('09-which-words-look', 'share', { points: taught }, 75, 40)).toContain('80 %');
});

test('10: misses, their marks, and boxes that are counted', () => {
  const box = (boxIou: number, boxGiou: number): RolloutView => ({
    ...rollout(boxIou, 0),
    rewards: { boxIou, boxGiou },
  });
  const groups = [group(box(0, 0.1), box(0, 0.3), box(0.5, 0.7))];
  const words = both('10-where-is-it', 'miss', { groups }, 'same', 'near');
  expect(words).toContain('2 of 3 boxes missed');
  expect(words).toContain('0.1 to 0.3');
  both('10-where-is-it', 'blind', { groups, points: points({ update_norm: [0] }) }, 'none', 'little');
  both('10-where-is-it', 'many', { groups: [group(rollout(1, 0), rollout(1, 0))] }, 1.2, 2);
  const nearer = points({ 'rewards/boxGiou/mean': [0.1, 0.2, 0.3, 0.4], 'rewards/boxIou/mean': [0, 0, 0, 0] });
  both('10-where-is-it', 'change', { points: nearer }, 'nearer', 'same');
});

test('11: what short thoughts say, and what they cost', () => {
  const thinks = (thought: string) => ({ ...rollout(1, 0), text: `<think>${thought}</think>` });
  const short = points({ 'rewards/thinkLength/mean': [0, 1, 1, 1] });
  const empty = [group(thinks('i guess'), thinks('i guess'), thinks('at the top'))];
  const words = both('11-thinking-longer-or-shorter', 'short', { groups: empty, points: short }, 'empty', 'dense');
  expect(words).toContain('67 % of the answers of the last step think “i guess”');
  both(
    '11-thinking-longer-or-shorter',
    'short',
    { groups: [group(thinks('middle'))], points: short },
    'dense',
    'empty',
  );
  const history = points({ 'rewards/boxIou/mean': [0.5, 0.2, 0.2, 0.2] });
  expect(both('11-thinking-longer-or-shorter', 'price', { history }, 'down', 'same')).toContain(
    '0.5 in the first step',
  );
  const bare = [group({ ...rollout(1, 0), rewards: { wholeText: 1 } }, rollout(0, 0))];
  expect(told('11-thinking-longer-or-shorter', 'twin', { groups: bare }, 1).passed).toBe(true);
});

const looks = (count: number, rewards: Readonly<Record<string, number>>): RolloutView => ({
  ...rollout(1, 0),
  text: count > 0 ? '<zoom>1 1 9 9</zoom>' : '',
  rewards,
  ...(count > 0 && { looks: Array.from({ length: count }, () => ({ after: 6, box: [0, 0, 1, 1] as const })) }),
});

test('12: right with a look and without, what a look adds, and boxes that nobody paid for', () => {
  const [right, wrong] = [
    { boxedAnswer: 1, boxIou: 0.6 },
    { boxedAnswer: 0, boxIou: 0.1 },
  ];
  const groups = [group(looks(1, right), looks(2, right), looks(1, wrong), looks(0, wrong))];
  const words = both('12-looking-closer', 'look', { groups }, 'looked', 'same');
  expect(words).toContain('Right with a look: 2 of 3. Right without: 0 of 1');
  both('12-looking-closer', 'look', { groups: [group(looks(1, wrong), looks(0, right))] }, 'not', 'looked');
  // One side alone is no comparison.
  expect(told('12-looking-closer', 'look', { groups: [group(looks(1, right))] }, 'looked').passed).toBe(false);
  expect(both('12-looking-closer', 'blind', { groups }, 2, 3)).toContain('3 answers asked');
  const rising = points({ 'looks/mean': [0.5, 1], reward: [0.25, 1] });
  expect(both('12-looking-closer', 'learns', { groups, points: rising }, 4, 8)).toContain('at first 25 %');
  const gains = (gain: number) => points({ 'gold/gain/mean': [gain], 'gold/probability/first': [0.25] });
  both('12-looking-closer', 'bars', { groups, points: gains(-0.2) }, 'down', 'up');
  both('12-looking-closer', 'bars', { groups, points: gains(0.2) }, 'up', 'down');
  both('12-looking-closer', 'bars', { groups, points: gains(0.01) }, 'same', 'down');
  const evidence = { metric: 'm', threshold: 0.03, steps: 40, seeds: 3, on: 0.5, off: 0.75, shown: false };
  const measured = both('12-looking-closer', 'bars', { groups, points: gains(-0.2), evidence }, 'down', 'up');
  expect(measured).toContain(
    'scored 0.5 with these gains and 0.75 without (medians): the paper’s claim is *not* shown',
  );
  const flat = both('12-looking-closer', 'needless', { groups, points: points({ update_norm: [0] }) }, 'no', 'yes');
  expect(flat).toContain('overlap the thing by 0.1; with a look it is 0.43');
  both('12-looking-closer', 'needless', { groups, points: points({ update_norm: [0.4] }) }, 'yes', 'no');
  const paid = (...boxIou: readonly number[]) => points({ 'looks/mean': boxIou, 'rewards/boxIou/mean': boxIou });
  expect(both('12-looking-closer', 'change', { points: paid(0.1, 0.6) }, 'better', 'same')).toContain(
    'from 0.1 to 0.6',
  );
  both('12-looking-closer', 'change', { points: paid(0.1, 0.15) }, 'same', 'better');
});
