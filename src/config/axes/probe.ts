// What: axis "probe": extra score passes over the sampled completions.
import { blocks } from '../knob.ts';

export const probeKnobs = {
  probes: blocks([], {
    axis: 'probe',
    unit: '',
    doc: 'Extra passes over the completions, beside those that the other blocks need: these run by themselves.',
    source: 'SYSTEMS Q1…Q7',
  }),
};
