// What: texts of the settings panel; each setting is described in its table (src/config/axes).
import type { AxisName } from '../../config/config.ts';

const AXIS_TITLES: Readonly<Record<AxisName, string>> = {
  data: 'Data',
  grammar: 'Grammar: the format of an answer',
  view: 'Views: changed copies of the picture',
  vector: 'Vectors: adapters kept alongside the policy',
  sampling: 'Sampling: how answers are drawn',
  probe: 'Probes: extra passes over the answers',
  reward: 'Rewards',
  composition: 'Composition: from columns to one reward',
  advantage: 'Advantage',
  tokenWeight: 'Token weight: which tokens count',
  loss: 'Loss',
  auxiliaryLoss: 'Additional loss terms',
  optimizer: 'Optimiser',
  adapter: 'Adapter',
  controller: 'Controllers: settings that change during the run',
  engine: 'Engine: model, device, evaluation',
};

export const SETTINGS = {
  settings: 'Settings',
  axes: AXIS_TITLES,
  find: 'Find a setting',
  expert: 'All settings',
  nothing: (wanted: string) => `No setting matches “${wanted}”.`,
  changed: 'changed',
  changedCount: (count: number, recipe: string) =>
    count === 0 ? `All settings match the recipe ${recipe}.` : `${count} changed from the recipe ${recipe}.`,
  onlyChanged: 'Only these',
  resetAll: 'Back to the recipe',
  inRecipe: (value: string) => `recipe: ${value || 'none'}`,
  resetKnob: (name: string) => `Back to the recipe: ${name}`,
  about: (name: string) => `About ${name}`,
  waiting: 'Changing this setting restarts the run. Pause it first.',
  locked: 'This setting is locked by the link.',
  none: 'none',
  unit: 'Unit',
  range: 'Range',
  default: 'Default',
  source: 'Source',
} as const;
