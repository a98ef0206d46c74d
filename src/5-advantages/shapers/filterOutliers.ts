// What: shaper "filterOutliers": z-scores over all tokens of the batch, and 0 for those that are too far away.
// Formula: shaders/5-advantages/filterOutliers. Shapes: [R × T]. Units: standard deviations (population).
// Source: R1-Reward (arXiv 2505.02835), StableReinforce; yfzhang114/r1_reward, openrlhf/trainer/ppo_utils/replay_buffer.py.
import type { Shaper } from '../../blocks/seams.ts';
import { choice, number } from '../../config/knob.ts';
import { readBack } from '../readBack.ts';
import { countedTokens } from '../tokenSlots.ts';

const knobs = {
  sigmas: number(3, {
    min: 0,
    max: 100,
    unit: 'std',
    doc: 'Advantages further away become 0; 0 = none do.',
    source: 'R1-Reward: 3',
  }),
  centre: choice('raw_mean', ['raw_mean', 'zero'], {
    unit: '',
    doc: 'Away from what: zero (paper), or the mean of the raw advantages, which the code compares z-scores with.',
    source: 'yfzhang114/r1_reward, replay_buffer.py: raw_mean; arXiv 2505.02835: zero',
  }),
  most: number(10, {
    min: 0.1,
    max: 1000,
    unit: 'std',
    doc: 'Z-scores of a larger size become 0 whatever the centre is.',
    source: 'yfzhang114/r1_reward, replay_buffer.py: 10',
  }),
};

export const block: Shaper<typeof knobs> = {
  name: 'filterOutliers',
  doc: 'Normalises the advantages over all tokens of the batch and sets those that are too far away to 0.',
  formula: 'z = (A − mean)/std + 1e-8; A ← z where |z − centre| ≤ sigmas and |z| ≤ most, else 0',
  source: 'R1-Reward (arXiv 2505.02835); yfzhang114/r1_reward, replay_buffer.py, NaiveReplayBuffer.normalize',
  knobs,
  metrics: [
    { name: '{as}/cut', unit: 'share', doc: 'Share of the tokens whose advantage became 0 for being too far away.' },
    { name: '{as}/mean', unit: '', doc: 'Mean of the advantages before they were normalised.' },
  ],
  async shape({ compute, rollouts, inStatistics }, advantages, { as, sigmas, centre, most }) {
    const counted = countedTokens({
      ...rollouts,
      ...(inStatistics && { counted: Uint32Array.from(inStatistics) }),
    });
    const made = await compute.run('5-advantages/filterOutliers', {
      params: { count: advantages.length, aroundMean: centre === 'raw_mean' ? 1 : 0, sigmas, most },
      inputs: { advantages, counted },
      outputs: { shaped: advantages.length, batchMoments: 2 },
      dispatch: { workgroups: 1 },
    });
    const { shaped, batchMoments } = (await readBack(made)) as Record<'shaped' | 'batchMoments', Float32Array>;
    const tokens = counted.reduce((sum, own) => sum + own, 0);
    const cut = shaped.reduce((sum, value, i) => sum + (counted[i] === 1 && value === 0 ? 1 : 0), 0);
    // What is left out of the statistics and what lies behind an answer has no advantage.
    return {
      advantages: shaped.map((value, i) => (counted[i] === 1 ? value : 0)),
      metrics: { [`${as}/cut`]: cut / Math.max(tokens, 1), [`${as}/mean`]: batchMoments[0]! },
    };
  },
};
