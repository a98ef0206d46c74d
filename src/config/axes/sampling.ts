// What: axis "sampling": how completions are drawn.
import { blocks, boolean, integer, number } from '../knob.ts';

export const samplingKnobs = {
  num_generations: integer(8, {
    plain: true,
    min: 1,
    max: 64,
    unit: 'rollouts',
    doc: 'G, completions per prompt.',
    source: 'TRL',
  }),
  max_completion_length: integer(48, {
    plain: true,
    min: 1,
    max: 512,
    unit: 'tokens',
    doc: 'Longest completion.',
    source: 'TRL name; ours 48',
  }),
  temperature: number(1, {
    plain: true,
    min: 0,
    max: 5,
    unit: '',
    doc: 'Divides the logits; 0 is greedy.',
    source: 'TRL',
  }),
  max_tool_calling_iterations: integer(3, {
    min: 0,
    max: 8,
    unit: 'crops',
    doc: 'Maximum number of crops per completion: after <zoom>x0 y0 x1 y1</zoom> that part of the picture is returned. 0 = a single turn.',
    source: 'TRL name; ours 3',
  }),
  top_p: number(1, {
    min: 0.01,
    max: 1,
    unit: '',
    doc: 'Probability mass of the nucleus that tokens are drawn from.',
    source: 'TRL',
  }),
  top_k: integer(0, {
    min: 0,
    max: 1000,
    unit: 'tokens',
    doc: 'Draw from the k most likely tokens; 0 = off.',
    source: 'TRL',
  }),
  ignore_eos: boolean(false, {
    unit: '',
    doc: 'The stop token ends nothing: every completion has max_completion_length tokens. For measurements of time.',
    source: 'vLLM and verl (rollout): ignore_eos, false',
  }),
  dynamic_sample: boolean(false, {
    unit: '',
    doc: 'Dynamic sampling: a group whose answers all have the same reward teaches nothing and is drawn again, the same question with other random numbers. Each time costs a whole sampling of the step.',
    source: 'ms-swift: dynamic_sample, false; DAPO (arXiv 2503.14476), section 3.2. Both draw other questions instead.',
  }),
  max_resample_times: integer(3, {
    min: 1,
    max: 20,
    unit: 'times',
    doc: 'Most often that a step draws again (dynamic_sample); what is still flat then stays.',
    source: 'ms-swift: max_resample_times, 3',
  }),
  sampler: blocks([{ block: 'group' }], {
    axis: 'sampler',
    fewest: 1,
    most: 1,
    unit: '',
    doc: 'How completions are produced; exactly one sampler.',
    source: 'SYSTEMS S1…S6',
  }),
  actions: blocks([{ block: 'zoom' }], {
    axis: 'action',
    unit: '',
    doc: 'What a completion gets back when it writes a tag.',
    source: 'SYSTEMS S2',
  }),
};
