// What: where the run happens and how it is watched. Not part of a recipe: the same recipe runs on any model and provider.
import { choice, integer, optionalInteger, text } from '../knob.ts';

export const engineKnobs = {
  model: text('models/pocket/', {
    plain: true,
    needs: 'load',
    unit: '',
    doc: 'Folder or address of the policy bundle.',
    source: 'ours',
  }),
  provider: choice('auto', ['auto', 'webgpu', 'wasm'], {
    plain: true,
    needs: 'load',
    unit: '',
    doc: 'Execution provider of the network; auto = webgpu on a hardware adapter, else wasm.',
    source: 'DESIGN §2',
  }),
  num_threads: integer(0, {
    needs: 'load',
    min: 0,
    max: 64,
    unit: 'threads',
    doc: 'WASM threads; 0 = all cores but one, which the page needs for smooth frames.',
    source: 'ours',
  }),
  eval_steps: integer(10, {
    plain: true,
    min: 0,
    max: 100000,
    unit: 'steps',
    doc: 'The held-out prompts are answered (greedy and sampled) after the first step and then every this many steps; 0 = never.',
    source: 'transformers: eval_steps; ours 10',
  }),
  num_generations_eval: optionalInteger(null, {
    min: 1,
    max: 64,
    unit: 'rollouts',
    doc: 'Sampled answers per held-out prompt; empty = num_generations.',
    source: 'TRL: num_generations_eval',
  }),
  save_steps: integer(5, {
    min: 0,
    max: 100000,
    unit: 'steps',
    doc: 'The adapter is kept in memory after every this many steps, so that the run can go back; 0 = never.',
    source: 'transformers: save_steps; ours 5',
  }),
  save_total_limit: integer(8, {
    min: 3,
    max: 32,
    unit: 'adapters',
    doc: 'Most adapters kept at once. The first and the best stay; older ones are thinned.',
    source: 'transformers: save_total_limit; ours 8',
  }),
};
