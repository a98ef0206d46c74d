// What: axis "probe": extra score passes over the sampled completions.
import { boolean } from '../knob.ts';

export const probeKnobs = {
  probe_view_logps: boolean(false, {
    unit: '',
    doc: 'Score the completions again on the damaged view; gives the signal viewLogProb.',
    source: 'SYSTEMS Q2 (PAPO)',
  }),
};
