// What: a reward on trial as the editor asks for it: on the answers of the last step, and on the presets of a prompt, which tell what it would
//   pay for. A reward that reads more than the text has no presets: their numbers would not be true.
import { rewardByName } from '../../4-rewards/registry.ts';
import { splitScorable } from '../../4-rewards/runReward.ts';
import { textRollouts } from '../sandbox/textRollouts.ts';
import { OF_TEXT, presetsFor } from '../sandbox/tryAnswers.ts';
import { columnOn, dataOf, knobValues, onThrowAwayDevice, testReward } from './testReward.ts';
import type { DraftReward, TrialPlace } from './types.ts';
import type { PresetTrial, RewardTested } from './verdict.ts';

const isOfText = (signal: string) => OF_TEXT.some((own) => own === signal);

/** On a device of its own, too: what is too slow or breaks on a text that is much too long breaks nothing else, and has no presets. */
async function presetTrials(place: TrialPlace, { name, wgsl, knobs }: DraftReward): Promise<readonly PresetTrial[]> {
  const { prompt, prompts, policy } = place;
  const reward = rewardByName(name, { [name]: wgsl });
  if (!prompt || !reward.needs.every(isOfText)) return [];
  const presets = presetsFor(place, prompt, prompts);
  const all = presets.map(() => prompt);
  const data = await dataOf(place, {
    rollouts: textRollouts(policy.tokenizer, presets.map(({ text }) => text)), // prettier-ignore
    truths: all.map(({ question, truth }) => ({ question, ...truth })),
    pictured: all,
    signals: new Map(),
  });
  const values = knobValues(reward, knobs);
  const raw = await onThrowAwayDevice(place, (compute) => columnOn(compute, reward, values, data));
  const column = splitScorable(raw).values;
  return presets.map((preset, r) => ({ ...preset, value: column[r]! }));
}

export async function rewardTested(place: TrialPlace, draft: DraftReward): Promise<RewardTested> {
  const started = performance.now();
  const tested = await testReward(place, draft);
  const isUsable = tested.problems.every(({ severity }) => severity !== 'error');
  const presets = isUsable ? await presetTrials(place, draft).catch(() => []) : [];
  const seconds = (performance.now() - started) / 1000;
  const promptId = presets.length > 0 ? place.prompt!.id : null;
  return { type: 'rewardTested', name: draft.name, ...tested, presets, promptId, seconds };
}
