// What: what the letters of a stage's formula stand for: a number of this step, a setting, or a knob of a block.
import type { Config } from '../../config/config.ts';
import { KNOBS } from '../../config/knobTable.ts';
import { leavesOf } from '../../config/leaves.ts';
import { getLeaf } from '../../config/setLeaf.ts';
import type { StageName } from '../../training/protocol.ts';
import { FORMULAS } from '../texts/formulas.ts';
import { shortNumber } from '../shortNumber.ts';
import { numbersIn } from '../pipeline/stageFiles.ts';
import type { StageFacts } from '../pipeline/stageFiles.ts';
import type { FormulaLine } from './stageFormula.ts';
import { leafKey, quantityKey } from './symbolKeys.ts';
import type { Quantity } from './symbolKeys.ts';

export interface FormulaSymbol {
  /** Letters, digits and hyphens: it is part of a class name. */
  readonly key: string;
  /** As the formula writes it. */
  readonly sign: string;
  readonly meaning: string;
  /** Of this step; null before it. */
  readonly value: string | null;
  /** The setting that it is. */
  readonly leaf?: string;
}

/** What a letter stands for in a stage: the same letter may be something else in another one. */
const QUANTITIES: Readonly<Partial<Record<StageName, Readonly<Record<string, Quantity>>>>> = {
  '3-rollouts': { H: 'entropy', p: 'probability' },
  '4-rewards': { reward: 'reward', r: 'reward', column: 'column' },
  '5-advantages': { A: 'advantage', A_i: 'advantage', A_t: 'advantage', r: 'reward', mean: 'mean', std: 'std' },
  '6-loss': {
    ...{ L: 'loss', A: 'advantage', A_i: 'advantage', KL: 'kl', H: 'entropy', ρ: 'ratio', s_i: 'ratio' },
    ...{ π: 'probability', π_old: 'oldProbability', π_ref: 'referenceProbability' },
  },
  '7-gradient': { L: 'loss' },
  '8-update': { g: 'gradNorm', lr: 'rate' },
  '9-curves': { reward: 'reward', reward_std: 'std' },
};

/** Letters that are settings under another name. */
const SETTINGS: Readonly<Partial<Record<StageName, Readonly<Record<string, string>>>>> = {
  '2-policy': { r: 'lora_r', α: 'lora_alpha' },
  '5-advantages': { G: 'num_generations' },
  '6-loss': { ε: 'epsilon', ε_high: 'epsilon_high', β: 'beta' },
};

const firstOf = (facts: StageFacts, stage: StageName, name: string) => {
  const [value] = numbersIn(facts.reports[stage]?.example, name);
  return value;
};
const metric = (facts: StageFacts, name: string) => facts.point?.metrics[name];

const VALUES: Readonly<Record<Quantity, (facts: StageFacts) => number | undefined>> = {
  advantage: (facts) => firstOf(facts, '5-advantages', 'advantages'),
  reward: (facts) => firstOf(facts, '4-rewards', 'rewards'),
  column: (facts) => firstOf(facts, '4-rewards', 'columnsOfFirst'),
  mean: (facts) => firstOf(facts, '5-advantages', 'groupMean'),
  std: (facts) => firstOf(facts, '5-advantages', 'groupStd'),
  ratio: ({ config }) => (config.loss.num_iterations === 1 ? 1 : undefined),
  kl: (facts) => metric(facts, 'kl'),
  entropy: (facts) => metric(facts, 'entropy'),
  loss: (facts) => metric(facts, 'loss'),
  probability: (facts) => exp(firstOf(facts, '3-rollouts', 'logProbs')),
  oldProbability: (facts) => exp(firstOf(facts, '3-rollouts', 'logProbs')),
  referenceProbability: () => undefined,
  gradNorm: (facts) => metric(facts, 'grad_norm'),
  rate: (facts) => metric(facts, 'learning_rate'),
};
const exp = (value: number | undefined) => (value === undefined ? undefined : Math.exp(value));

const settingOf = (config: Config, sign: string, leaf: string): FormulaSymbol | null => {
  const entry = leavesOf(config).get(leaf);
  if (!entry) return null;
  const value = getLeaf(config, leaf);
  // epsilon_high = null means epsilon.
  const shown = value === null && leaf === 'epsilon_high' ? config.loss.epsilon : value;
  const text = typeof shown === 'number' ? shortNumber(shown) : String(shown);
  return { key: leafKey(leaf), sign, meaning: entry.knob.doc, value: text, leaf };
};

/** The symbol behind an identifier in a line of a stage; null = a letter that stands for nothing to be shown. */
export function symbolIn(
  stage: StageName,
  { as }: Pick<FormulaLine, 'as'>,
  identifier: string,
  facts: StageFacts,
): FormulaSymbol | null {
  const { config } = facts;
  const ofBlock = as === '' ? null : settingOf(config, `${as}.${identifier}`, `${as}.${identifier}`);
  if (ofBlock) return ofBlock;
  const setting = SETTINGS[stage]?.[identifier] ?? (KNOBS.has(identifier) ? identifier : undefined);
  if (setting !== undefined) return settingOf(config, identifier, setting);
  const quantity = QUANTITIES[stage]?.[identifier];
  if (quantity === undefined) return null;
  const value = VALUES[quantity](facts);
  const text = value === undefined || !Number.isFinite(value) ? null : shortNumber(value);
  return { key: quantityKey(quantity), sign: identifier, meaning: FORMULAS.quantities[quantity], value: text };
}
