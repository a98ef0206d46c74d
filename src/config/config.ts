// What: the configuration of a run: one object, a recipe plus `version`; leaves carry TRL's names and are unique, so
// `--set name=value` and the link address them by name alone; a knob of a use is `<name of the use>.<knob>` (leaves.ts).
// Unknown keys are errors.
import { dataKnobs } from './axes/data.ts';
import { grammarKnobs } from './axes/grammar.ts';
import { viewKnobs } from './axes/view.ts';
import { vectorKnobs } from './axes/vector.ts';
import { samplingKnobs } from './axes/sampling.ts';
import { probeKnobs } from './axes/probe.ts';
import { rewardKnobs } from './axes/reward.ts';
import { compositionKnobs } from './axes/composition.ts';
import { advantageKnobs } from './axes/advantage.ts';
import { tokenWeightKnobs } from './axes/tokenWeight.ts';
import { lossKnobs } from './axes/loss.ts';
import { auxiliaryLossKnobs } from './axes/auxiliaryLoss.ts';
import { optimizerKnobs } from './axes/optimizer.ts';
import { adapterKnobs } from './axes/adapter.ts';
import { controllerKnobs } from './axes/controller.ts';
import { engineKnobs } from './axes/engine.ts';
import type { Knob, SettingsOf } from './knob.ts';

export const CONFIG_VERSION = 2;

/** The axes of a recipe in the order of the pipeline, and `engine`. */
export const AXES = {
  data: dataKnobs,
  grammar: grammarKnobs,
  view: viewKnobs,
  vector: vectorKnobs,
  sampling: samplingKnobs,
  probe: probeKnobs,
  reward: rewardKnobs,
  composition: compositionKnobs,
  advantage: advantageKnobs,
  tokenWeight: tokenWeightKnobs,
  loss: lossKnobs,
  auxiliaryLoss: auxiliaryLossKnobs,
  optimizer: optimizerKnobs,
  adapter: adapterKnobs,
  controller: controllerKnobs,
  engine: engineKnobs,
} as const satisfies Record<string, Record<string, Knob>>;

export type AxisName = keyof typeof AXES;
export type Config = { readonly version: number; readonly recipe: string } & {
  readonly [Axis in AxisName]: SettingsOf<(typeof AXES)[Axis]>;
};
