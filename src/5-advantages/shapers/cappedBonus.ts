// What: a bonus per token from a signal, never more than a share of the advantage.
import type { Shaper } from '../../blocks/seams.ts';
import { choice, number, text } from '../../config/knob.ts';
import { readBack } from '../readBack.ts';

const knobs = {
  signal: text('entropy', { unit: '', doc: 'What is rewarded: a signal per token or per rollout.', source: 'VOGUE' }),
  alpha: number(0.4, { min: 0, max: 100, unit: '', doc: 'Weight of the signal.', source: 'VOGUE, A.5: alpha_o' }),
  beta: number(2, {
    min: 1e-3,
    max: 1000,
    unit: '',
    doc: 'The bonus is at most |A|/beta; with beta > 1 no advantage changes its sign.',
    source: 'VOGUE, A.5: beta_o',
  }),
  cap: choice('unshaped', ['unshaped', 'present'], {
    unit: '',
    doc: 'The advantage that caps it: as normalised, or as the shapers before this one left it.',
    source: 'VOGUE: unshaped in the paper, present in the released code (ruiiu/DUPL)',
  }),
};

export const block: Shaper<typeof knobs> = {
  name: 'cappedBonus',
  doc: 'Adds a bonus to the advantage of tokens where a signal is large, never more than a share of the advantage.',
  formula: 'A + sign(u)·min(|A|/beta, |alpha·u|)',
  source: 'VOGUE (arXiv 2510.01444v3), Eq. 1-2',
  knobs,
  needs: ({ signal }) => [signal],
  metrics: [{ name: '{as}/bonus', unit: '', doc: 'Mean of what was added, over the tokens that have an advantage.' }],
  async shape({ compute, signals, rollouts }, advantages, { as, signal, alpha, beta, cap }, unshaped) {
    const { maxTokens } = rollouts;
    const { shape, values } = signals.get(signal)!;
    if (shape !== 'token' && shape !== 'rollout') {
      throw new Error(
        `${as} reads ${signal}, which has one value per ${shape}; it needs one per token or per rollout.`,
      );
    }
    const bonus = shape === 'token' ? values : advantages.map((_, i) => values[Math.floor(i / maxTokens)]!);
    const made = await compute.run('5-advantages/cappedBonus', {
      params: { count: advantages.length, alpha, beta },
      inputs: { advantages, capOf: cap === 'unshaped' ? unshaped : advantages, bonus },
      outputs: { shaped: advantages.length },
      dispatch: { invocations: advantages.length },
    });
    const shaped = (await readBack(made))['shaped'] as Float32Array;
    const moved = advantages.reduce((sum, before, i) => sum + (shaped[i]! - before), 0);
    const count = advantages.filter((value) => value !== 0).length;
    return { advantages: shaped, metrics: { [`${as}/bonus`]: moved / Math.max(count, 1) } };
  },
};
