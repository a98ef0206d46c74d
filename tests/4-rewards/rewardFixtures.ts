// What: one reward on a few texts, and a large random batch for comparing every reward shader with its reference.
import type { Signal, Signals } from '../../src/blocks/signals.ts';
import type { Grammar } from '../../src/4-rewards/grammar.ts';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import { rewardByName } from '../../src/4-rewards/registry.ts';
import type { Reward } from '../../src/4-rewards/registry.ts';
import { rewardInputs } from '../../src/4-rewards/rewardInputs.ts';
import type { RewardPictures, RewardSources } from '../../src/4-rewards/rewardInputs.ts';
import { knobsOf } from '../../src/4-rewards/rewardUses.ts';
import { NOT_SCORABLE } from '../../src/4-rewards/runReward.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import { spanConstants } from '../../src/4-rewards/tagTable.ts';
import type { ParsedCompletions, Truth } from '../../src/4-rewards/types.ts';
import type { Compute, DeviceArray } from '../../src/gpu/compute.ts';
import { kernelSource } from '../../src/gpu/kernels.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { parseTexts } from './completionFixtures.ts';

export interface ScoreOptions {
  readonly knobs?: Readonly<Record<string, number>>;
  /** 'think_box_answer' where none is given. */
  readonly grammar?: string;
  readonly signals?: (size: number) => Signals | Readonly<Record<string, Float32Array>>;
  readonly pictures?: RewardPictures;
}

/** Signals that are the same for each of `count` rollouts, or for the one prompt. */
export const constantSignals =
  (shape: 'rollout' | 'prompt', values: Readonly<Record<string, number>>, count = 1) =>
  (): Signals =>
    new Map(
      Object.entries(values).map(([name, value]) => [name, { shape, values: new Float32Array(count).fill(value) }]),
    );

/** The column of one reward over texts that share a truth, by shader and by reference; fails where they differ. */
export async function scores(name: string, truth: Truth, texts: readonly string[], options: ScoreOptions = {}) {
  return (await scored(name, truth, texts, options)).map((value) => value ?? 0);
}

/** Which of the texts are scored at all. */
export async function areScored(name: string, truth: Truth, texts: readonly string[], options: ScoreOptions = {}) {
  return (await scored(name, truth, texts, options)).map((value) => value !== null);
}

async function scored(name: string, truth: Truth, texts: readonly string[], options: ScoreOptions) {
  const columns: (number | null)[][] = [];
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    const parsed = await parseOnHost(compute, texts, options.grammar);
    const table = await scoreRewards(compute, {
      parsed,
      truths: [truth],
      generations: texts.length,
      signals: options.signals?.(texts.length * parsed.maxTokens) ?? {},
      rewardFuncs: [name],
      rewardWeights: [],
      knobs: options.knobs ?? {},
      ...(options.pictures && { pictures: () => Promise.resolve(options.pictures!) }),
    });
    parsed.destroy();
    const { values, scorable } = table.columns[0]!;
    columns.push(Array.from(values, (value, r) => (scorable?.[r] === 0 ? null : Math.round(value * 1e5) / 1e5 + 0)));
  }
  if (JSON.stringify(columns[0]) !== JSON.stringify(columns[1])) {
    throw new Error(`${name}: shader ${columns[0]!.join(' ')}, reference ${columns[1]!.join(' ')}`);
  }
  return columns[0]!;
}

/** Parsed by the reference, which parseSpans.test.ts compares with the shader: compiling that one takes a while. */
async function parseOnHost(
  compute: Compute,
  texts: readonly string[],
  grammar = 'think_box_answer',
): Promise<ParsedCompletions> {
  const parsed = await parseTexts(new ReferenceCompute(), texts, { grammar: grammarByName(grammar) });
  const copy = async (array: DeviceArray) => compute.upload(await array.read());
  const arrays = {
    completionBytes: await copy(parsed.completionBytes),
    spans: await copy(parsed.spans),
    numbers: await copy(parsed.numbers),
    tokenSpans: await copy(parsed.tokenSpans),
    tokenStarts: await copy(parsed.tokenStarts),
  };
  return { ...parsed, ...arrays, destroy: () => Object.values(arrays).forEach((array) => array.destroy()) };
}

const WORDS = ['red', 'Dog', 'cat', ' ', ',', '3', '12.5', 'two dogs', 'é', '. ', '\n'];

/** Random completions: mostly of the grammar, some broken. */
export function randomText({ next, below }: Random): string {
  const words = () => Array.from({ length: below(6) }, () => WORDS[below(WORDS.length)]!).join(next() < 0.5 ? ' ' : '');
  const number = () => String(Math.round(next() * 1000) / 10);
  const several = (count: number, make: () => string) => Array.from({ length: count }, make).join(' ');
  const boxes = () => several(next() < 0.3 ? below(17) : 1 + below(3), () => `[${several(4, number)}]`);
  const tidy = () => `[${below(40)} ${below(40)} ${41 + below(60)} ${41 + below(60)}]`;
  const parts = [
    () => `<think>${words()}</think>`,
    () => `<box>${next() < 0.5 ? boxes() : several(1 + below(4), tidy)}</box>`,
    () => `<answer>${words()}</answer>`,
    () => `<point>${several(below(5), () => several(2, number))}</point>`,
  ];
  if (next() < 0.3) parts.sort(() => next() - 0.5);
  const text = parts.map((part) => (next() < 0.9 ? part() : words())).join('');
  return next() < 0.15 ? text.slice(0, below(text.length)) : text;
}

export function randomTruth({ next, below }: Random): Truth {
  const box = () => {
    const [x, y] = [next() * 0.6, next() * 0.6];
    return [x, y, x + 0.05 + next() * 0.3, y + 0.05 + next() * 0.3] as const;
  };
  const several = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
  return {
    ...(next() < 0.9 && { answer: [...several(1 + below(3), () => WORDS[below(8)]!)].join(next() < 0.5 ? ', ' : '') }),
    ...(next() < 0.9 && { boxes: several(next() < 0.4 ? 1 : below(17), box) }),
    ...(next() < 0.9 && { facts: several(below(9), () => WORDS[below(9)]!) }),
    ...(next() < 0.9 && { points: several(below(4), () => [next(), next()] as const) }),
  };
}

type Random = ReturnType<typeof randomInputs>;

/** Numbers for every signal that a probe would make, in the shape in which the reward reads it; a mask with holes. */
function randomSignals(
  { signals, wgsl }: Reward,
  random: Random,
  { rollouts, maxTokens, prompts }: { rollouts: number; maxTokens: number; prompts: number },
): Signals {
  const own = signals.map(({ name, constant }): [string, Signal] => {
    const reader = new RegExp(`(unit|rollout|prompt)Signal\\(\\s*SIGNAL_${constant}\\b`).exec(wgsl)?.[1];
    const shape = (reader ?? 'token') as Signal['shape'];
    const size = { token: rollouts * maxTokens, unit: 3 * rollouts, rollout: rollouts, prompt: prompts }[shape];
    return [name, { shape, values: random.floats(size) }];
  });
  const mask = random.floats(rollouts * maxTokens, () => (random.next() < 0.9 ? 1 : 0));
  return new Map([...own, ['mask', { shape: 'token', values: mask }]]);
}

const randomPictures = (random: Random, prompts: number): RewardPictures => ({
  size: 8,
  rgb: Array.from({ length: prompts }, () => (random.next() < 0.8 ? random.floats(3 * 64, random.next) : null)),
});

interface RewardBatch {
  readonly random: Random;
  readonly grammar: Grammar;
  readonly knobs?: Readonly<Record<string, number>>;
  readonly abs?: number;
}

/** Shader against reference on these texts, with random truths, signals and ragged masks; the largest difference. */
export async function compareReward(reward: Reward, texts: readonly string[], batch: RewardBatch): Promise<number> {
  const { random, grammar, knobs = {}, abs = 2e-6 } = batch;
  const { name } = reward;
  const rollouts = texts.length;
  const generations = rollouts % 5 === 0 ? 5 : 1;
  const parsed = await parseTexts(new ReferenceCompute(), texts, { grammar });
  const prompts = rollouts / generations;
  const sources: RewardSources = {
    ...{ parsed, generations },
    truths: Array.from({ length: prompts }, () => randomTruth(random)),
    signals: randomSignals(reward, random, { ...parsed, prompts }),
    pictures: () => Promise.resolve(randomPictures(random, prompts)),
    ...{ seed: 5, step: 3, vocabSize: 256 },
  };
  const ready = { reward, as: name, weight: 1, knobs: knobsOf(reward, knobs), signals: reward.signals };
  const { params, inputs } = await rewardInputs(ready, sources);
  const [completionBytes, spans, numbers] = await Promise.all(
    [parsed.completionBytes, parsed.spans, parsed.numbers].map((array) => array.read()),
  );
  const { outputs, worst } = await checkKernel({
    kernel: `4-rewards/${name}`,
    params,
    inputs: { completionBytes: completionBytes!, spans: spans!, numbers: numbers!, ...inputs },
    outputs: { column: rollouts },
    dispatch: reward.needsBatch ? { workgroups: 1 } : { invocations: rollouts },
    constants: spanConstants(kernelSource(`4-rewards/${name}`).wgsl, parsed.spanNames),
    tolerance: { abs, rel: 1e-5 },
  });
  parsed.destroy();
  const [low, high] = reward.range;
  for (const value of outputs['column']!) {
    if (value === NOT_SCORABLE) continue;
    if (!(value >= low && value <= high)) throw new Error(`${name} gives ${value}, outside of [${low}, ${high}].`);
  }
  return worst;
}

/** At 1 rollout, one workgroup, one more, several. */
export async function checkReward(
  name: string,
  knobs: Readonly<Record<string, number>> = {},
  abs = 2e-6,
  grammar = 'think_box_answer',
) {
  const random = randomInputs();
  const batch = { random, grammar: grammarByName(grammar), knobs, abs };
  let worst = 0;
  for (const rollouts of [1, 64, 65, 130]) {
    const texts = Array.from({ length: rollouts }, () => randomText(random));
    worst = Math.max(worst, await compareReward(rewardByName(name), texts, batch));
  }
  return worst;
}
