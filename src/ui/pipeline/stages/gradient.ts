// What: stage 7 in words and numbers.
import { shortNumber } from '../../shortNumber.ts';
import type { StageFile } from '../stageFiles.ts';

export const stage: StageFile = {
  name: '7-gradient',
  title: 'Gradient',
  short: 'dL/dθ = Σ coef·dlog p/dθ',
  numbers: { parameters: 'numbers', 'sampling/sampling_logp_difference/mean': 'log-p gap' },
  does: 'Carries the coefficients back through the network, layer by layer, to every number of the adapter. The backward graph is made from the ONNX file, here in the page.',
  takes: 'The coefficients of all tokens.',
  gives: 'The gradient: one number for every number of the adapter.',
  formula: 'dL/dθ = Σ over tokens of (dL/dlog p) · (dlog p/dθ);   dlog p/dlogits = onehot − p',
  source: 'reverse-mode automatic differentiation over the ONNX graph (src/onnx)',
  worked: ({ reports }) => {
    const { parameters, 'sampling/sampling_logp_difference/mean': gap } = reports['7-gradient']?.summary ?? {};
    return [
      ...(parameters ? [`θ has ${parameters.toLocaleString('en')} numbers, so has the gradient`] : []),
      ...(gap !== undefined
        ? [`check: the backward pass finds the same log-probs as the sampler, but for ${shortNumber(gap)} on average`]
        : []),
    ];
  },
  shaders: () => [],
  code: import.meta.glob<string>(['/src/7-gradient/gradient.ts', '/src/onnx/vjp.ts', '/src/onnx/rules/matmul.ts'], {
    query: '?raw',
    import: 'default',
  }),
};
