// What: a reward on trial: compiled and run on a second device that is thrown away, over the answers of the last step (two
// empty ones before the first), with a time limit. The engine's own device never sees a shader that fails here.
import { packTruth } from '../../4-rewards/packTruth.ts';
import { grammarKnobs } from '../../4-rewards/grammarKnobs.ts';
import { rewardByName } from '../../4-rewards/registry.ts';
import type { Reward } from '../../4-rewards/registry.ts';
import { rawColumn } from '../../4-rewards/runReward.ts';
import type { RewardInputs, RewardParams } from '../../4-rewards/runReward.ts';
import { knobsOf, packSignals } from '../../4-rewards/scoreRewards.ts';
import type { ParsedCompletions } from '../../4-rewards/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { RewardTrial } from '../protocol.ts';
import { error, judge, NO_WEBGPU, problemsOf } from './rewardProblems.ts';
import { parseRollouts } from '../step/scoreCompletions.ts';
import type { LastAnswers, RewardOnTrial, TrialPlace, TrialResult } from './types.ts';

export const TIME_LIMIT_MS = 20_000;

/** Everything that a reward reads, on the host. */
async function inputsOf({ compute, policy, config, scored }: TrialPlace) {
  const rollouts = scored?.rollouts ?? emptyRollouts(policy.tokenizer.padId);
  const parsed: ParsedCompletions = await parseRollouts({ compute, policy, config }, rollouts);
  try {
    const { maxTokens, bytesPerRollout, generations } = { ...parsed, generations: rollouts.generations };
    const further = [...(scored?.signals ?? [])].filter(([, { shape }]) => shape === 'token');
    const own = Object.fromEntries(further.map(([name, { values }]) => [name, values]));
    const signals: Record<string, Float32Array> = {
      logProb: rollouts.oldLogProbs,
      entropy: rollouts.entropies,
      ...own,
    };
    const [completionBytes, spans, numbers] = await Promise.all(
      [parsed.completionBytes, parsed.spans, parsed.numbers].map((array) => array.read()),
    );
    const inputs = {
      ...{ completionBytes: completionBytes!, spans: spans!, numbers: numbers! },
      truth: packTruth(scored?.drawn.map(({ truth }) => truth) ?? [{}]),
      signals: await packSignals({ parsed, signals }),
    };
    const params: RewardParams = { rollouts: parsed.rollouts, generations, maxTokens, bytesPerRollout };
    return { inputs, params, signals };
  } finally {
    parsed.destroy();
  }
}

function emptyRollouts(padId: number): Rollouts {
  const two = () => new Float32Array(2);
  return {
    ...{ generations: 2, maxTokens: 1, tokens: new Int32Array(2).fill(padId), lengths: new Int32Array(2) },
    ...{ truncated: new Uint8Array(2), oldLogProbs: two(), entropies: two(), texts: ['', ''] },
    promptCount: 1,
    rows: [] as unknown as Rollouts['rows'], // no reward reads them
  };
}

async function onThrowAwayDevice<T>(place: TrialPlace, work: (compute: Compute) => Promise<T>): Promise<T> {
  const limit = place.timeLimitMs ?? TIME_LIMIT_MS;
  const compute = await place.createCompute();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const seconds = limit / 1000;
    const words = `It did not finish in ${seconds} seconds; use fewer or shorter loops and smaller arrays.`;
    timer = setTimeout(() => reject(new Error(words)), limit);
  });
  const done = work(compute);
  done.catch(() => undefined); // after the limit nobody waits for it
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
    compute.destroy();
  }
}

function knobValues(place: TrialPlace, reward: Reward, own: RewardOnTrial['knobs']): Record<string, number> {
  const format = reward.name === 'format' ? grammarKnobs(place.config.grammar.grammar) : {};
  const known = Object.entries({ ...format, ...own }).filter(([name]) =>
    reward.knobs.some((knob) => knob.name === name),
  );
  return knobsOf(reward, Object.fromEntries(known));
}

export async function testReward(place: TrialPlace, { name, wgsl, knobs }: RewardOnTrial): Promise<TrialResult> {
  if (place.compute.kind === 'reference') return { problems: [error(NO_WEBGPU)], trials: [] };
  try {
    const reward = rewardByName(name, { [name]: wgsl });
    const { inputs, params, signals } = await inputsOf(place);
    const missing = reward.needs.find((signal) => !(signal in signals));
    if (missing && place.scored) {
      return { problems: [error(`It needs the signal '${missing}': turn on the probe that makes it.`)], trials: [] };
    }
    const values = await onThrowAwayDevice(place, (compute) =>
      rawColumn(compute, reward, { ...params, ...knobValues(place, reward, knobs) }, inputs),
    );
    if (!place.scored) return { problems: judge(reward, values, []), trials: [] };
    const before = await columnBefore(place, name, params, inputs);
    const trials = trialsOf(place.scored, before, values);
    return { problems: judge(reward, values, trials), trials };
  } catch (thrown) {
    return { problems: problemsOf(thrown, name), trials: [] };
  }
}

/** The column of the shader in use: from the step where it ran, else computed now; null where there is none. */
async function columnBefore(
  place: TrialPlace,
  name: string,
  params: RewardParams,
  inputs: RewardInputs,
): Promise<ArrayLike<number> | null> {
  const known = place.scored!.groups.flatMap(({ rollouts }) => rollouts.map(({ rewards }) => rewards[name]));
  if (known.every((value) => value !== undefined)) return known;
  try {
    const reward = rewardByName(name, place.edits);
    return await rawColumn(place.compute, reward, { ...params, ...knobValues(place, reward, {}) }, inputs);
  } catch {
    return null;
  }
}

function trialsOf({ groups }: LastAnswers, before: ArrayLike<number> | null, after: Float32Array): RewardTrial[] {
  let r = 0;
  return groups.flatMap(({ promptId, rollouts }) =>
    rollouts.map(({ text }, rollout) => {
      const old = before?.[r] ?? null;
      return { promptId, rollout, text, before: old, after: after[r++]! };
    }),
  );
}
