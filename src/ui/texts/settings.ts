// What: texts of the settings panel; each setting is described in its table (src/config/axes).
import type { AxisName } from '../../config/config.ts';
import type { BlockAxis } from '../../config/knob.ts';

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

/** What stands on each axis of blocks, with its article. */
const BLOCK_KINDS: Readonly<Record<BlockAxis, string>> = {
  data: 'a data rule',
  view: 'a view',
  vector: 'a vector',
  sampler: 'a sampler',
  action: 'an action',
  probe: 'a probe',
  reward: 'a reward',
  composition: 'a composition',
  advantage: 'an advantage shaper',
  tokenWeight: 'a token weight',
  auxiliaryLoss: 'a loss term',
  controller: 'a controller',
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
  formula: 'Formula',
  uses: {
    add: (axis: BlockAxis) => `Add ${BLOCK_KINDS[axis]} …`,
    replace: (axis: BlockAxis) => `Choose ${BLOCK_KINDS[axis]} …`,
    empty: 'None in this run.',
    noBlocks: 'This page has no block of this kind yet.',
    unknown: 'This page does not know this block.',
    ofBlock: (block: string) => `block ${block}`,
    added: 'not in the recipe',
    remove: (as: string) => `Remove ${as}`,
    up: (as: string) => `Move ${as} up`,
    down: (as: string) => `Move ${as} down`,
    about: 'Formula, source, name',
    aboutOf: (as: string) => `Formula, source, name: ${as}`,
    name: (as: string) => `Name of ${as}`,
    list: (leaf: string) => `Blocks in ${leaf}`,
  },
} as const;
