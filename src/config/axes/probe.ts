// What: axis "probe": extra score passes over the sampled completions.
import { blocks } from '../knob.ts';

export const probeKnobs = {
  probes: blocks([], {
    axis: 'probe',
    unit: '',
    doc: 'Extra passes over the completions, in addition to those that other blocks need (which run automatically).',
    source: 'SYSTEMS Q1…Q7',
  }),
};
