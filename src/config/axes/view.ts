// What: axis "view": the changed copy of the picture that probes look at.
import { choice, integer, number } from '../knob.ts';

export const viewKnobs = {
  probe_view: choice('patch_drop', ['patch_drop', 'noise', 'mask_truth'], {
    unit: '',
    doc: 'How the picture is damaged for the view probe.',
    source: 'PAPO (patch-blackened copy); VOGUE (noise); DeFacto (evidence masked)',
  }),
  patch_drop_probability: number(0.6, { min: 0, max: 1, unit: '', doc: 'Share of blackened patches.', source: 'PAPO' }),
  patch_size: integer(14, { min: 1, max: 128, unit: 'model pixels', doc: 'Side of a patch.', source: 'PAPO' }),
  noise_sigma: number(0.4, { min: 0, max: 2, unit: 'pixel range', doc: 'Noise of the noisy view.', source: 'VOGUE' }),
};
