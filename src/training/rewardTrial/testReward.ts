// What: a reward on trial: compiled and run on a second device that is thrown away, over the answers of the last step (two
// empty ones before the first), with a time limit. The engine's own device never sees a shader that fails here.
import { packTruth } from '../../4-rewards/packTruth.ts';
import { rewardByName } from '../../4-rewards/registry.ts';
import type { Reward } from '../../4-rewards/registry.ts';
import { rawColumn } from '../../4-rewards/runReward.ts';
import type { RewardInputs, RewardParams } from '../../4-rewards/runReward.ts';
import { knobsOf, packSignals } from '../../4-rewards/scoreRewards.ts';
import type { ParsedCompletions } from '../../4-rewards/types.ts';
import type { PolicyInfo, PolicyTokenizer } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { Config } from '../../config/config.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';
import type { GroupView, RewardProblem, RewardTrial } from '../protocol.ts';
import type { RewardEdits } from './rewardEdits.ts';
import { error, judge, NO_WEBGPU, problemsOf } from './rewardProblems.ts';
import { parseRollouts } from '../step/scoreCompletions.ts';

export const TIME_LIMIT_MS = 20_000;

/** The last step as it was scored. */
export interface ScoredStep {
  readonly prompts: readonly LoadedPrompt[];
  readonly rollouts: Rollouts;
  readonly groups: readonly GroupView[];
}

export interface RewardOnTrial {
  readonly name: string;
  readonly wgsl: string;
  /** Values of its knobs; those that are absent have the default of the header. */
  readonly knobs: Readonly<Record<string, number>>;
}

export interface TrialPlace {
  readonly compute: Compute;
  readonly policy: { readonly info: PolicyInfo; readonly tokenizer: PolicyTokenizer };
  readonly config: Config;
  readonly edits: RewardEdits;
  readonly scored: ScoredStep | null;
  /** Makes the device that is thrown away. */
  readonly createCompute: () => Promise<Compute>;
  readonly timeLimitMs?: number;
}

export interface TrialResult {
  readonly problems: readonly RewardProblem[];
  readonly trials: readonly RewardTrial[];
}

/** Everything that a reward reads, on the host. */
async function inputsOf({ compute, policy, config, scored }: TrialPlace) {
  const rollouts = scored?.rollouts ?? emptyRollouts(policy.tokenizer.padId);
  const parsed: ParsedCompletions = await parseRollouts({ compute, policy, config }, rollouts);
  try {
    const { maxTokens, bytesPerRollout, generations } = { ...parsed, generations: rollouts.generations };
    const signals = { logProb: rollouts.oldLogProbs, entropy: rollouts.entropies, ...rollouts.signals };
    const [completionBytes, spans, numbers] = await Promise.all(
      [parsed.completionBytes, parsed.spans, parsed.numbers].map((array) => array.read()),
    );
    const inputs = {
      ...{ completionBytes: completionBytes!, spans: spans!, numbers: numbers! },
      truth: packTruth(scored?.prompts.map(({ truth }) => truth) ?? [{}]),
      signals: await packSignals({ parsed, signals }),
    };
    const params: RewardParams = { rollouts: parsed.rollouts, generations, maxTokens, bytesPerRollout };
    return { inputs, params, signals, spanNames: parsed.spanNames };
  } finally {
    parsed.destroy();
  }
}

function emptyRollouts(padId: number): Rollouts {
  const two = () => new Float32Array(2);
  return {
    ...{ generations: 2, maxTokens: 1, tokens: new Int32Array(2).fill(padId), lengths: new Int32Array(2) },
    ...{ truncated: new Uint8Array(2), oldLogProbs: two(), entropies: two(), texts: ['', ''], signals: {} },
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

function knobValues(reward: Reward, own: RewardOnTrial['knobs']): Record<string, number> {
  const known = Object.entries(own).filter(([name]) => reward.knobs.some((knob) => knob.name === name));
  return knobsOf(reward, Object.fromEntries(known));
}

export async function testReward(place: TrialPlace, { name, wgsl, knobs }: RewardOnTrial): Promise<TrialResult> {
  if (place.compute.kind === 'reference') return { problems: [error(NO_WEBGPU)], trials: [] };
  try {
    const reward = rewardByName(name, { [name]: wgsl });
    const { inputs, params, signals, spanNames } = await inputsOf(place);
    const missing = reward.needs.find((signal) => !(signal in signals));
    if (missing && place.scored) {
      return { problems: [error(`It needs the signal '${missing}': turn on the probe that makes it.`)], trials: [] };
    }
    const values = await onThrowAwayDevice(place, (compute) =>
      rawColumn(compute, reward, { ...params, ...knobValues(reward, knobs) }, inputs, spanNames),
    );
    if (!place.scored) return { problems: judge(reward, values, []), trials: [] };
    const before = await columnBefore(place, name, params, inputs, spanNames);
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
  spanNames: readonly string[],
): Promise<ArrayLike<number> | null> {
  const known = place.scored!.groups.flatMap(({ rollouts }) => rollouts.map(({ rewards }) => rewards[name]));
  if (known.every((value) => value !== undefined)) return known;
  try {
    const reward = rewardByName(name, place.edits);
    return await rawColumn(place.compute, reward, { ...params, ...knobValues(reward, {}) }, inputs, spanNames);
  } catch {
    return null;
  }
}

function trialsOf({ groups }: ScoredStep, before: ArrayLike<number> | null, after: Float32Array): RewardTrial[] {
  let r = 0;
  return groups.flatMap(({ promptId, rollouts }) =>
    rollouts.map(({ text }, rollout) => {
      const old = before?.[r] ?? null;
      return { promptId, rollout, text, before: old, after: after[r++]! };
    }),
  );
}
