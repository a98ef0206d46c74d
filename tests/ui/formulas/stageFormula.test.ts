// What: the formula of a stage is that of the run's configuration, and its letters know their numbers.
import { describe, expect, test } from 'vitest';
import type { Config } from '../../../src/config/config.ts';
import { recipeConfig } from '../../../src/config/recipeValue.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { defaultConfig } from '../../../src/config/validateConfig.ts';
import type { StageName } from '../../../src/training/protocol.ts';
import type { StageFacts } from '../../../src/ui/pipeline/stageFiles.ts';
import { litRules } from '../../../src/ui/formulas/litSheet.ts';
import { stageFormula } from '../../../src/ui/formulas/stageFormula.ts';
import { symbolsOfMetrics } from '../../../src/ui/formulas/symbolKeys.ts';
import { symbolIn } from '../../../src/ui/formulas/symbols.ts';

const set = (changes: Readonly<Record<string, string>>) => setLeaves(defaultConfig(), Object.entries(changes));
const recipeOf = (recipe: string) => recipeConfig({ ...defaultConfig(), recipe });
const texts = (stage: StageName, config: Config) => stageFormula(stage, config).map(({ text }) => text);

describe('the formula of a stage', () => {
  test('advantages: baseline and divisor as set', () => {
    expect(texts('5-advantages', defaultConfig())).toEqual(['A = (r − mean) / (std + advantage_epsilon)']);
    expect(texts('5-advantages', set({ scale_rewards: 'none', advantage_baseline: 'none' }))).toEqual(['A = r']);
    expect(texts('5-advantages', set({ scale_rewards: 'batch', advantage_baseline: 'leave_one_out' }))).toEqual([
      'A = (r − mean_others) / (std_batch + advantage_epsilon)',
    ]);
    expect(texts('5-advantages', set({ advantage_estimator: 'max_rl' }))).toEqual(['A = (r − mean)/(mean + 1e-4)']);
  });

  test('loss: the terms that are on, and no others', () => {
    const plain = texts('6-loss', set({ beta: '0', loss_type: 'grpo' }));
    expect(plain[0]).toMatch(/^L = 1\/R/);
    expect(plain.join()).not.toMatch(/KL|entropy_coef/);
    expect(plain).toContain('ρ = π/π_old');
    const both = texts('6-loss', set({ beta: '0.04', entropy_coef: '0.01', importance_sampling_level: 'sequence' }));
    expect(both[0]).toBe('L = L_policy + β·KL − entropy_coef·H');
    expect(both[1]).toMatch(/^L_policy = /);
    expect(both).toContain('ρ = (Π_t π/π_old)^(1/T)');
  });

  test('loss: the terms of a recipe by the names of their uses', () => {
    const lines = stageFormula('6-loss', recipeOf('papo'));
    expect(lines[0]!.text).toBe('L = L_policy + β·KL + L_perception + L_maskedEntropy + L_cleanEntropy');
    expect(lines.find(({ as }) => as === 'perception')?.text).toMatch(/^L_perception = −coef/);
  });

  test('rewards by weight; update by optimiser', () => {
    const weighted = set({ reward_funcs: '[{"block":"boxIou","weight":0.5},{"block":"format","weight":0}]' });
    expect(texts('4-rewards', weighted).at(-1)).toBe('r = 0.5·boxIou');
    expect(texts('8-update', set({ max_grad_norm: '0' }))).toEqual(['θ ← θ − lr·g']);
    expect(texts('8-update', set({ optim: 'adamw', learning_rate: '0.001', weight_decay: '0.1' })).at(-1)).toBe(
      'θ ← θ − lr·(m̂/(√v̂ + adam_epsilon) + weight_decay·θ)',
    );
  });
});

describe('the letters of a formula', () => {
  const config = set({ beta: '0.04' });
  const facts: StageFacts = {
    config,
    trainable: 0,
    point: { step: 3, metrics: { kl: 0.25 } },
    reports: { '5-advantages': { step: 3, seconds: 1, summary: {}, example: { advantages: [1.5], groupStd: [0.5] } } },
  };
  const symbol = (stage: StageName, sign: string, as = '', given = facts) => symbolIn(stage, { as }, sign, given);

  test('numbers of the step, settings, knobs of blocks', () => {
    expect(symbol('5-advantages', 'A')).toMatchObject({ key: 'q-advantage', value: '1.5' });
    expect(symbol('5-advantages', 'std')).toMatchObject({ key: 'q-std', value: '0.5' });
    expect(symbol('6-loss', 'KL')).toMatchObject({ key: 'q-kl', value: '0.25' });
    expect(symbol('6-loss', 'β')).toMatchObject({ key: 'leaf-beta', value: '0.04', leaf: 'beta' });
    expect(symbol('6-loss', 'ε_high')?.value).toBe(String(config.loss.epsilon));
    const papo = { ...facts, config: recipeOf('papo') };
    expect(symbol('6-loss', 'coef', 'perception', papo)).toMatchObject({ leaf: 'perception.coef', value: '0.02' });
  });

  test('a letter means what it means in its stage', () => {
    expect(symbol('2-policy', 'A')).toBeNull();
    expect(symbol('2-policy', 'r')).toMatchObject({ leaf: 'lora_r' });
    expect(symbol('5-advantages', 'r')).toMatchObject({ key: 'q-reward', value: null });
  });

  test('what carries a letter lights up with it', () => {
    expect(symbolsOfMetrics(['reward', 'reward_std'])).toBe('q-reward q-std');
    expect(symbolsOfMetrics(['step_time'])).toBeUndefined();
    expect(litRules({ pointed: null, pinned: null, changed: [] })).toBe('');
    expect(litRules({ pointed: 'q-kl', pinned: 'q-std', changed: ['leaf-beta'] })).toMatch(
      /^math \.symbol-leaf-beta \{[^}]*\}\n\[data-symbol~='q-kl'\], math \.symbol-q-kl \{/,
    );
  });
});
