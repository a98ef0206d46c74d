// What: probe "sampledEntropy": the sampled token's share in the entropy, as the released code of VOGUE has it.
// Formula: −P·log P (shaders/3-rollouts/sampledEntropy).
// Shapes: [R × T], 0 behind the end of a rollout. Units: nats.
// Source: VOGUE as released (ruiiu/DUPL), verl/trainer/core_algos.py, compute_token_entropy.
import type { Probe } from '../../blocks/seams.ts';

const knobs = {};

export const block: Probe<typeof knobs> = {
  name: 'sampledEntropy',
  doc: 'The share of the sampled token in the entropy, in place of the entropy of the whole distribution.',
  formula: '−P·log P',
  source: 'VOGUE as released (ruiiu/DUPL), verl/trainer/core_algos.py',
  knobs,
  gives: ({ as }) => [`${as}/sampledEntropy`],
  derive: (signal) => (signal === 'own/sampledEntropy' ? { as: 'own' } : null),
  async probe({ compute, rollouts }, { as }) {
    const { oldLogProbs, lengths, maxTokens } = rollouts;
    const made = await compute.run('3-rollouts/sampledEntropy', {
      params: { count: oldLogProbs.length },
      inputs: { logProbs: oldLogProbs },
      outputs: { entropies: oldLogProbs.length },
      dispatch: { invocations: oldLogProbs.length },
    });
    const values = (await made['entropies']!.read()) as Float32Array;
    made['entropies']!.destroy();
    lengths.forEach((length, r) => values.fill(0, r * maxTokens + length, (r + 1) * maxTokens));
    return new Map([[`${as}/sampledEntropy`, { shape: 'token', values }]]);
  },
};
