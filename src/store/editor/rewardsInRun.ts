// What: which rewards the run adds up, as the editor changes it: reward_funcs and, in step with it, reward_weights and
// reward_knobs. One change of the configuration each, so that no step sees half of it.
import type { Config } from '../../config/config.ts';
import { withLeaf } from '../../config/setLeaf.ts';
import { setConfig } from '../engine/configActions.ts';
import { useStore } from '../store.ts';

const config = () => useStore.getState().config;

function withRewards(names: readonly string[], weights: readonly number[]): Config {
  return withLeaf(withLeaf(config(), 'reward_funcs', [...names]), 'reward_weights', [...weights]);
}

const knobName = (text: string) => text.slice(0, text.indexOf('='));

export const isInRun = (name: string, { reward }: Config) => reward.reward_funcs.includes(name);

export async function joinRun(name: string): Promise<void> {
  const { reward, composition } = config();
  if (reward.reward_funcs.includes(name)) return;
  const weights = composition.reward_weights;
  await setConfig(withRewards([...reward.reward_funcs, name], weights.length > 0 ? [...weights, 1] : []));
}

/** The last reward of a run stays: a run without one learns nothing. */
export async function leaveRun(name: string): Promise<void> {
  const { reward, composition } = config();
  const at = reward.reward_funcs.indexOf(name);
  if (at < 0) return;
  const names = reward.reward_funcs.filter((_, i) => i !== at);
  if (names.length === 0) return setConfig(withRewards(['format'], []));
  await setConfig(
    withRewards(
      names,
      composition.reward_weights.filter((_, i) => i !== at),
    ),
  );
}

export async function renameInRun(from: string, to: string): Promise<void> {
  const { reward, composition } = config();
  if (!reward.reward_funcs.includes(from)) return;
  const names = reward.reward_funcs.map((name) => (name === from ? to : name));
  await setConfig(withRewards(names, composition.reward_weights));
}

/** The values of a reward's knobs for the run; those of other rewards stay. */
export async function keepKnobs(values: Readonly<Record<string, number>>): Promise<void> {
  const others = config().reward.reward_knobs.filter((text) => !(knobName(text) in values));
  const own = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  await setConfig(withLeaf(config(), 'reward_knobs', [...others, ...own]));
}
