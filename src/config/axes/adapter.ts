// What: axis "adapter": the part of the network that is trained. θ is its weights, so a change starts the run anew.
import { integer, names, number } from '../knob.ts';

export const adapterKnobs = {
  lora_r: integer(16, {
    plain: true,
    needs: 'load',
    min: 1,
    max: 128,
    unit: '',
    doc: 'Rank of the adapter.',
    source: 'TRL: lora_r',
  }),
  lora_alpha: number(32, {
    needs: 'load',
    min: 0.1,
    max: 1024,
    unit: '',
    doc: 'Adapter scale is alpha / r.',
    source: 'TRL: lora_alpha',
  }),
  lora_target_modules: names(['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'], {
    needs: 'load',
    unit: '',
    doc: 'Linear layers that get an adapter.',
    source: 'PEFT: target_modules',
  }),
};
