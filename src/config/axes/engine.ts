// What: where the run happens. Not part of a recipe: the same recipe runs on any model and provider.
import { choice, integer, text } from '../knob.ts';

export const engineKnobs = {
  model: text('models/shapes/', { unit: '', doc: 'Folder or address of the policy bundle.', source: 'ours' }),
  provider: choice('auto', ['auto', 'webgpu', 'wasm'], {
    unit: '',
    doc: 'Execution provider of the network; auto = webgpu on a hardware adapter, else wasm.',
    source: 'DESIGN §2',
  }),
  num_threads: integer(0, { min: 0, max: 64, unit: 'threads', doc: 'WASM threads; 0 = all cores.', source: 'ours' }),
};
