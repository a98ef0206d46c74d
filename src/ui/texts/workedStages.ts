// What: the worked examples of the nine stages, one text per line; numbers arrive already formatted.
import type { StageName } from '../../training/protocol.ts';

export const WORKED = {
  image: {
    size: (pictures: number, side: number, numbers: string) =>
      `${pictures} ${pictures === 1 ? 'picture' : 'pictures'}, each ${side} × ${side} pixels × 3 colours = ${numbers} numbers`,
    ends: 'a white pixel with mean 0.5 and std 0.5: (255/255 − 0.5)/0.5 = 1; a black one: −1',
  },
  policy: {
    adapter: (alpha: number, r: number, scale: string) => `adapter: α/r = ${alpha}/${r} = ${scale}`,
    trained: (numbers: string) => `A and B together are ${numbers} numbers`,
    tokens: (tokens: number, prompts: number, each: string) =>
      `${tokens} tokens in ${prompts} prompts: ${each} each, including those of the picture`,
  },
  rollouts: {
    count: (prompts: number, G: number, rollouts: number, temperature: number) =>
      `${prompts} ${prompts === 1 ? 'prompt' : 'prompts'} × G = ${G} answers = ${rollouts}; temperature T = ${temperature}`,
    first: (text: string) => `first answer: ${text}`,
    token: (number: number, logProb: string, probability: string) =>
      `token ${number}: log p = ${logProb}, so p = ${probability}`,
  },
  rewards: {
    first: (columns: string) => `first answer: ${columns}`,
    sum: (products: string, reward: string) => `reward = ${products} = ${reward}`,
  },
  advantages: {
    rewards: (shown: string, more: boolean) => `rewards of the first group: ${shown}${more ? ', …' : ''}`,
    moments: (mean: string, std: string) => `mean ${mean}, standard deviation (n − 1) ${std}`,
    otherwise: (A: string) => `A of the first answer = ${A} (by the settings of this recipe)`,
    byHand: (r: string, mean: string, std: string, epsilon: number, byHand: string, A: string) =>
      `A₁ = (${r} − ${mean}) / (${std} + ${epsilon}) = ${byHand}; the shader computed ${A}`,
    above: 'It is above 0: this answer becomes more likely.',
    below: 'It is below 0: this answer becomes less likely.',
    zero: 'It is 0: this answer teaches nothing.',
  },
  loss: {
    oneUpdate: 'one update per step: the policy is still the one that sampled, so ρ = 1 and nothing is clipped',
    clip: (low: string, high: string) => `clip: ρ stays in ${low} … ${high}`,
    settings: (type: string, beta: number, entropyCoef: number) =>
      `loss_type ${type}, β = ${beta}, entropy coefficient c = ${entropyCoef}`,
    coefficients: (A: string, coefficients: string) =>
      `first answer, A = ${A}: dL/dlog p of its first tokens = ${coefficients}`,
    sign: 'A minus sign means: raise this log-prob.',
  },
  gradient: {
    size: (numbers: string) => `θ has ${numbers} numbers, and so does the gradient`,
    gap: (gap: string) =>
      `check: the backward pass finds the same log-probs as the sampler, to within ${gap} on average`,
  },
  update: {
    norm: (norm: string, most: number, scale: string, shortened: boolean) =>
      `‖g‖ = ${norm}: min(1, ${most}/${norm}) = ${scale}, so it ${shortened ? 'is clipped' : 'stays as it is'}`,
    noClip: (norm: string) => `‖g‖ = ${norm}; clipping is off`,
    moved: (rate: string, length: string) => `lr = ${rate}; θ moved by ‖Δθ‖ = ${length}`,
  },
  curves: {
    point: (step: number, reward: string, count: number) => `step ${step}: reward ${reward}, ${count} numbers in all`,
    time: (seconds: string, longest: StageName, percent: number) =>
      `${seconds} s for the stages; the longest was ${longest}, with ${percent} %`,
  },
} as const;
