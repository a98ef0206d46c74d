// What: a reward on trial: compiled and run on a second device that is thrown away, over the answers of the last step (two
// empty ones before the first), with a time limit. The engine's own device never sees a shader that fails here.
import type { Signal, Signals } from '../../blocks/signals.ts';
import { blankSignal, hasSignal, signalsOf } from '../../4-rewards/packSignals.ts';
import { rewardByName } from '../../4-rewards/registry.ts';
import type { Reward } from '../../4-rewards/registry.ts';
import { rewardInputs } from '../../4-rewards/rewardInputs.ts';
import type { RewardSources } from '../../4-rewards/rewardInputs.ts';
import { knobsOf, missingSignal, signalsOfUse } from '../../4-rewards/rewardUses.ts';
import { NOT_SCORABLE, rawColumn, RewardError, splitScorable } from '../../4-rewards/runReward.ts';
import type { RewardInputs } from '../../4-rewards/runReward.ts';
import type { ParsedCompletions, Truth } from '../../4-rewards/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { RewardTrial } from './verdict.ts';
import { error, judge, NO_WEBGPU, problemsOf } from './rewardProblems.ts';
import { modelPictures } from '../step/modelPictures.ts';
import { parseRollouts } from '../step/scoreCompletions.ts';
import type { LastAnswers, DraftReward, TrialPlace, TrialResult } from './types.ts';

export const TIME_LIMIT_MS = 20_000;

interface TrialData {
  /** The buffers of the completions, on the host. */
  readonly completions: RewardInputs;
  readonly sources: RewardSources;
}

/** Answers, and the places that they answer. */
export interface TrialAnswers {
  readonly rollouts: Rollouts;
  readonly truths: readonly Truth[];
  readonly pictured: Parameters<typeof modelPictures>[2];
  readonly signals: Signals;
}

/** Those of the last step; two empty ones before the first. */
function lastAnswers({ policy, scored }: TrialPlace): TrialAnswers {
  const rollouts = scored?.rollouts ?? emptyRollouts(policy.tokenizer.padId);
  const drawn = scored?.drawn ?? [];
  return {
    rollouts,
    truths: scored ? drawn.map(({ truth, text }) => ({ question: text, ...truth })) : [{}],
    pictured: scored ? drawn.map(({ prompt }) => prompt) : [{ pictures: [] }],
    signals: new Map([...(scored?.signals ?? []), ...columnsOf(scored)]),
  };
}

/** Everything that rewards can read, on the host. */
export async function dataOf(
  { compute, policy, config }: TrialPlace,
  { rollouts, truths, pictured, signals }: TrialAnswers,
): Promise<TrialData> {
  const parsed: ParsedCompletions = await parseRollouts({ compute, policy, config }, rollouts);
  try {
    const [completionBytes, spans, numbers, tokenSpans] = await Promise.all(
      [parsed.completionBytes, parsed.spans, parsed.numbers, parsed.tokenSpans].map((array) => array.read()),
    );
    const free = signalsOf({ logProb: rollouts.oldLogProbs, entropy: rollouts.entropies });
    const sources: RewardSources = {
      parsed: { ...parsed, tokenSpans: { read: () => Promise.resolve(tokenSpans!) } },
      truths,
      generations: rollouts.generations,
      signals: new Map([...free, ...signals]),
      pictures: () => modelPictures(compute, policy.info.imageSize, pictured),
      ...{ seed: config.data.seed, step: 0, vocabSize: policy.tokenizer.tokenBytes.offsets.length - 1 },
    };
    return { completions: { completionBytes: completionBytes!, spans: spans!, numbers: numbers! }, sources };
  } finally {
    parsed.destroy();
  }
}

/** The columns of the last step, which other rewards may read. */
function columnsOf(scored: LastAnswers | null): [string, Signal][] {
  const rewards = scored?.groups.flatMap(({ rollouts }) => rollouts.map((rollout) => rollout.rewards)) ?? [];
  return Object.keys(rewards[0] ?? {}).map((name) => [
    `reward/${name}`,
    { shape: 'rollout', values: Float32Array.from(rewards, (row) => row[name] ?? 0) },
  ]);
}

/** Before the first step nothing has been made: every signal that it reads is 0. */
function sourcesFor(reward: Reward, sources: RewardSources, isEmpty: boolean): RewardSources {
  const missing = reward.signals.filter(({ name }) => !hasSignal(name, sources));
  if (missing.length === 0) return sources;
  // Before the first step no probe has run; but every signal that a block makes has the name of its use in front.
  const wrong = isEmpty ? missing.find(({ name }) => !name.includes('/')) : missing[0];
  if (wrong) throw new RewardError(reward.name, missingSignal(wrong.name));
  const shapes = { ...sources.parsed, generations: sources.generations };
  const blank = missing.map(({ name, constant }) => [name, blankSignal(reward.wgsl, constant, shapes)] as const);
  return { ...sources, signals: new Map([...sources.signals, ...blank]) };
}

export async function columnOn(
  compute: Compute,
  reward: Reward,
  knobs: Readonly<Record<string, number>>,
  { completions, sources }: TrialData,
): Promise<Float32Array> {
  const use = { reward, as: reward.name, weight: 1, knobs, signals: signalsOfUse(reward) };
  const { params, inputs } = await rewardInputs(use, sources);
  return rawColumn(compute, reward, params, { ...completions, ...inputs }, sources.parsed.spanNames);
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

export async function onThrowAwayDevice<T>(place: TrialPlace, work: (compute: Compute) => Promise<T>): Promise<T> {
  const limit = place.timeLimitMs ?? TIME_LIMIT_MS;
  const compute = await place.createCompute();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const done = work(compute);
    done.catch(() => undefined); // after the limit nobody waits for it
    const late = new Promise<never>((_, reject) => {
      const seconds = limit / 1000;
      const words = `It did not finish in ${seconds} seconds; use fewer or shorter loops and smaller arrays.`;
      timer = setTimeout(() => reject(new Error(words)), limit);
    });
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
    compute.destroy();
  }
}

export function knobValues(reward: Reward, own: DraftReward['knobs']): Record<string, number> {
  const known = Object.entries(own).filter(([name]) => reward.knobs.some((knob) => knob.name === name));
  return knobsOf(reward, Object.fromEntries(known));
}

export async function testReward(place: TrialPlace, { name, wgsl, knobs }: DraftReward): Promise<TrialResult> {
  if (place.compute.kind === 'reference') return { problems: [error(NO_WEBGPU)], trials: [] };
  try {
    const reward = rewardByName(name, { [name]: wgsl });
    const data = await dataOf(place, lastAnswers(place));
    const sources = sourcesFor(reward, data.sources, !place.scored);
    const values = knobValues(reward, knobs); // throws for one out of its range
    const raw = await onThrowAwayDevice(place, (compute) => columnOn(compute, reward, values, { ...data, sources }));
    // A rollout that it does not score is not out of its range.
    const judged = raw.map((value) => (value === NOT_SCORABLE ? reward.range[0] : value));
    if (!place.scored) return { problems: judge(reward, judged, []), trials: [] };
    const before = await columnBefore(place, name, data);
    const trials = trialsOf(place.scored, before, splitScorable(raw).values);
    return { problems: judge(reward, judged, trials), trials };
  } catch (thrown) {
    return { problems: problemsOf(thrown, name), trials: [] };
  }
}

/** The column of the shader in use: from the step where it ran, else computed now; null where there is none. */
async function columnBefore(place: TrialPlace, name: string, data: TrialData): Promise<ArrayLike<number> | null> {
  const known = place.scored!.groups.flatMap(({ rollouts }) => rollouts.map(({ rewards }) => rewards[name]));
  if (known.every((value) => value !== undefined)) return known;
  try {
    const reward = rewardByName(name, place.edits);
    return splitScorable(await columnOn(place.compute, reward, knobValues(reward, {}), data)).values;
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
