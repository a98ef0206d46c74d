// What: the formula of a stage as this configuration computes it: the stage's own, with the terms that are switched on, and those of
// its blocks.
import { estimatorFormula } from '../../config/axes/advantage.ts';
import { lossFacts } from '../../config/axes/loss.ts';
import { blockFacts } from '../../config/blockFacts.ts';
import type { Config } from '../../config/config.ts';
import type { BlockAxis } from '../../config/knob.ts';
import { rewardUsesOf, usesOf } from '../../config/uses.ts';
import type { StageName } from '../../training/protocol.ts';
import { shortNumber } from '../shortNumber.ts';
import { FORMULAS } from '../texts/formulas.ts';
import { STAGE_TEXTS } from '../texts/stages.ts';
import { linesOf } from './formulaLines.ts';

export interface FormulaLine {
  readonly text: string;
  /** The block that it comes from, by the name of its use; '' = the stage itself. */
  readonly as: string;
}

const own = (...texts: readonly string[]): FormulaLine[] => texts.map((text) => ({ text, as: '' }));

/** Rewards say theirs in words, beside their columns. */
function blockLines(config: Config, axis: Exclude<BlockAxis, 'reward'>): readonly FormulaLine[] {
  return usesOf(config, axis).flatMap(({ block, as }) =>
    linesOf(blockFacts(axis, block)?.formula ?? '').map((text) => ({ text, as })),
  );
}

function advantageLines(config: Config): readonly FormulaLine[] {
  const { advantage_estimator: estimator, scale_rewards: scale, advantage_baseline: baseline } = config.advantage;
  const compose = blockLines(config, 'composition');
  const centred = { group_mean: 'r − mean', leave_one_out: 'r − mean_others', none: 'r' }[baseline];
  const divisor = { group: '(std + advantage_epsilon)', batch: '(std_batch + advantage_epsilon)', none: '' }[scale];
  const plain = divisor === '' ? `A = ${centred}` : `A = (${centred}) / ${divisor}`;
  const base = estimator === 'grpo' ? own(plain) : own(...linesOf(estimatorFormula(estimator)));
  return [...(compose.length > 0 ? compose : base), ...blockLines(config, 'advantage')];
}

function lossLines(config: Config): readonly FormulaLine[] {
  const { loss, auxiliaryLoss } = config;
  const policy = linesOf(lossFacts(loss.loss_type).formula);
  const terms = usesOf(config, 'auxiliaryLoss');
  const sum = [
    'L = L_policy',
    ...(auxiliaryLoss.beta !== 0 ? [' + β·KL'] : []),
    ...(auxiliaryLoss.entropy_coef !== 0 ? [' − entropy_coef·H'] : []),
    ...terms.map(({ as }) => ` + L_${as}`),
  ];
  const named = (text: string, as: string) => text.replace(/^L \+?=/u, `L_${as} =`);
  const [first, ...rest] = policy;
  const usesRatio = policy.some((line) => line.includes('ρ')) && !policy.some((line) => line.startsWith('ρ ='));
  const together = sum.length > 1;
  return [
    ...own(...(together ? [sum.join('')] : []), together ? named(first!, 'policy') : first!, ...rest),
    ...(usesRatio ? own(FORMULAS.lines.ratio[loss.importance_sampling_level]) : []),
    ...(auxiliaryLoss.beta !== 0 ? own(FORMULAS.lines.kl) : []),
    ...(auxiliaryLoss.entropy_coef !== 0 ? own(FORMULAS.lines.entropy) : []),
    ...blockLines(config, 'tokenWeight'),
    ...terms.flatMap(({ block, as }) =>
      linesOf(blockFacts('auxiliaryLoss', block)?.formula ?? '').map((text) => ({ text: named(text, as), as })),
    ),
  ];
}

function updateLines({ optimizer }: Config): readonly FormulaLine[] {
  const decay = optimizer.weight_decay === 0 ? '' : ' + weight_decay·θ';
  const bracketed = (text: string) => (decay === '' ? text : `(${text}${decay})`);
  return own(
    ...(optimizer.max_grad_norm > 0 ? ['g ← g·min(1, max_grad_norm/(‖g‖ + 1e-6))'] : []),
    optimizer.optim === 'sgd' ? `θ ← θ − lr·${bracketed('g')}` : `θ ← θ − lr·${bracketed('m̂/(√v̂ + adam_epsilon)')}`,
  );
}

const weighted = (config: Config) =>
  rewardUsesOf(config)
    .filter(({ weight }) => weight !== 0)
    .map(({ as, weight }) => `${shortNumber(weight)}·${as}`)
    .join(' + ');

const LINES: Readonly<Partial<Record<StageName, (config: Config) => readonly FormulaLine[]>>> = {
  '1-image': (config) => blockLines(config, 'view'),
  '2-policy': (config) => blockLines(config, 'vector'),
  '3-rollouts': (config) => [...blockLines(config, 'action'), ...blockLines(config, 'probe')],
  '4-rewards': (config) => own(...(weighted(config) ? [`r = ${weighted(config)}`] : [])),
};
const COMPOSED: Readonly<Partial<Record<StageName, (config: Config) => readonly FormulaLine[]>>> = {
  '5-advantages': advantageLines,
  '6-loss': lossLines,
  '8-update': updateLines,
};

export function stageFormula(stage: StageName, config: Config): readonly FormulaLine[] {
  const composed = COMPOSED[stage];
  if (composed) return composed(config);
  return [...own(...linesOf(STAGE_TEXTS[stage].formula)), ...(LINES[stage]?.(config) ?? [])];
}
