// What: axis "vector": adapters that are kept beside the policy: a moving average, a side model.
import { blocks } from '../knob.ts';

export const vectorKnobs = {
  vectors: blocks([], {
    axis: 'vector',
    needs: 'reset',
    unit: '',
    doc: 'Adapters kept alongside the policy. The policy itself and “frozen” (θ = 0) are always available.',
    source: 'SYSTEMS Q1',
  }),
};
