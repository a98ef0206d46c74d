// What: probe "sampledKl": as symmetricKl, but from the sampled token alone, as the released code of VOGUE has it: cheap, and
//   negative where the token was likelier than its share. 0 at places that were asked behind `view` itself.
// Formula: shaders/3-rollouts/sampledKl.
// Shapes: [R × T], 0 behind the end of a rollout. Units: nats.
// Source: VOGUE as released (ruiiu/DUPL), verl/trainer/core_algos.py, compute_grpo_outcome_advantage_dupl.
import type { Probe } from '../../blocks/seams.ts';
import { boolean, text } from '../../config/knob.ts';

const knobs = {
  view: text('clean', {
    unit: '',
    doc: 'The view that the view of each place is compared with: clean, or a name from the axis view.',
    source: 'ruiiu/DUPL: the raw picture',
  }),
  forward_only: boolean(false, {
    unit: '',
    doc: 'One direction only, from `view` to the view of the place.',
    source: 'ruiiu/DUPL: use_forward_kl_only, false',
  }),
};

export const block: Probe<typeof knobs> = {
  name: 'sampledKl',
  doc: 'Estimates from the sampled tokens alone how differently the model would go on with another view of the picture.',
  formula: '½·(P·(log P − log(P′ + 1e-8)) + P′·(log P′ − log(P + 1e-8)))',
  source: 'VOGUE as released (ruiiu/DUPL), verl/trainer/core_algos.py',
  knobs,
  needs: ({ view }) => [`${view}/logProb`],
  gives: ({ as }) => [`${as}/sampledKl`],
  derive(signal, { views }) {
    const name = /^(.+)\/sampledKl$/.exec(signal)?.[1];
    return name !== undefined && views.includes(name) ? { as: name, view: name, forward_only: false } : null;
  },
  async probe({ compute, signals, rollouts, drawn }, { as, view, forward_only }) {
    const { oldLogProbs, lengths, maxTokens, generations } = rollouts;
    const made = await compute.run('3-rollouts/sampledKl', {
      params: { count: oldLogProbs.length, forwardOnly: forward_only ? 1 : 0 },
      inputs: { logProbs: signals.get(`${view}/logProb`)!.values, otherLogProbs: oldLogProbs },
      outputs: { divergences: oldLogProbs.length },
      dispatch: { invocations: oldLogProbs.length },
    });
    const values = (await made['divergences']!.read()) as Float32Array;
    made['divergences']!.destroy();
    lengths.forEach((length, r) => {
      const isSame = drawn[Math.floor(r / generations)]!.view === view;
      values.fill(0, r * maxTokens + (isSame ? 0 : length), (r + 1) * maxTokens);
    });
    return new Map([[`${as}/sampledKl`, { shape: 'token', values }]]);
  },
};
