// What: the words of the page, each with one sentence and the place where it is seen. Data alone; tests hold the places against the page.
import type { Target } from '../lessons/targets.ts';

export interface Term {
  readonly id: string;
  /** As it stands in a sentence. */
  readonly name: string;
  readonly sentence: string;
  /** The first of them that is on the page is shown; the last one is there before a run has begun. */
  readonly places: readonly Target[];
}

export const TERMS: readonly Term[] = [
  {
    id: 'policy',
    name: 'policy',
    sentence:
      'The model that is trained, seen as a rule for acting: for a picture, a question and the tokens so far it gives every possible next token a probability.',
    places: ['stage:2-policy'],
  },
  {
    id: 'token',
    name: 'token',
    sentence:
      'A piece of text that the model reads or writes in one go: a word, a part of one, a number, or a tag such as <box>. An answer is drawn token by token.',
    places: ['shade', 'stage:3-rollouts'],
  },
  {
    id: 'rollout',
    name: 'rollout',
    sentence: 'One whole answer that the policy has drawn at random, token by token, to one question.',
    places: ['answers', 'stage:3-rollouts'],
  },
  {
    id: 'group',
    name: 'group',
    sentence:
      'The answers that are drawn together to one question, as many as num_generations says; they are compared only with one another.',
    places: ['answers', 'stage:3-rollouts'],
  },
  {
    id: 'logProbability',
    name: 'log-probability',
    sentence:
      'The natural logarithm of the probability that the policy gave a token: 0 for a certain one, more and more below 0 for less likely ones. Those of the tokens add up to that of the answer.',
    places: ['stage:3-rollouts'],
  },
  {
    id: 'temperature',
    name: 'temperature',
    sentence:
      'What the logits are divided by before they become probabilities: below 1 the likely tokens are drawn still more often, above 1 the unlikely ones come up more; 0 always takes the most likely.',
    places: ['knob:temperature'],
  },
  {
    id: 'entropy',
    name: 'entropy',
    sentence:
      'How undecided the policy is about the next token, −Σ p·log p in nats: 0 when one token is certain, large when many are about equally likely. The curve is its mean over the tokens that were drawn.',
    places: ['curve:entropy', 'stage:6-loss'],
  },
  {
    id: 'reward',
    name: 'reward',
    sentence:
      'The number that says how good an answer is: the weighted sum of the columns, each of which scores one thing, such as the box or the word.',
    places: ['stage:4-rewards'],
  },
  {
    id: 'rewardHacking',
    name: 'reward hacking',
    sentence:
      'The policy finds a way to get more reward that is not what the reward was meant to ask for: the curve rises and the answers get no better.',
    places: ['curve:eval_reward', 'curve:reward', 'stage:4-rewards'],
  },
  {
    id: 'iou',
    name: 'IoU',
    sentence:
      'Intersection over union: the area that two boxes share, divided by the area that they cover together. 1 is a perfect fit, 0 is no overlap.',
    places: ['curve:rewards/boxIou/mean', 'stage:4-rewards'],
  },
  {
    id: 'advantage',
    name: 'advantage',
    sentence:
      'How much better an answer is than its group: its reward minus the mean of the group, divided by the group’s standard deviation. Above 0 the answer becomes more likely, below 0 less. Some recipes scale it otherwise.',
    places: ['stage:5-advantages'],
  },
  {
    id: 'zeroVarianceGroup',
    name: 'zero-variance group',
    sentence:
      'A group whose answers all get the same reward, all right or all wrong: every advantage in it is 0, so its rewards teach nothing.',
    places: ['curve:frac_reward_zero_std', 'stage:5-advantages'],
  },
  {
    id: 'ratio',
    name: 'ratio',
    sentence:
      'ρ, the probability of a token under the current policy divided by the one that it had when it was drawn. It is 1 until the policy has been updated on the batch.',
    places: ['stage:6-loss'],
  },
  {
    id: 'clipping',
    name: 'clipping',
    sentence:
      'A limit on how far one batch can push a token: once its ratio has gone beyond 1 ± ε in the direction that its advantage asks for, the token gives no further gradient. (A gradient that is too long is clipped, too: it is shortened to max_grad_norm.)',
    places: ['curve:clip_ratio/region_mean', 'stage:6-loss'],
  },
  {
    id: 'referencePolicy',
    name: 'reference policy',
    sentence:
      'The policy that the KL is measured against: the model without its trained adapter (θ = 0), as it was before it was trained here.',
    places: ['stage:6-loss'],
  },
  {
    id: 'kl',
    name: 'KL',
    sentence:
      'Kullback–Leibler divergence: how far the policy has moved from the reference policy, estimated on the tokens that were drawn, in nats per token. 0 means that it has not moved.',
    places: ['curve:kl', 'stage:6-loss'],
  },
  {
    id: 'beta',
    name: 'beta',
    sentence:
      'β, the weight of the KL in the loss: the larger it is, the harder the policy is held to the reference policy. At 0 the KL is not measured.',
    places: ['knob:beta'],
  },
  {
    id: 'gradient',
    name: 'gradient',
    sentence:
      'For every number of the adapter: how much the loss would change if that number grew a little. The update goes against it.',
    places: ['stage:7-gradient'],
  },
  {
    id: 'adapter',
    name: 'adapter (LoRA)',
    sentence:
      'The small part of the model that is trained: to each chosen weight matrix W, which stays frozen, the product of two thin matrices is added, W·x + (α/r)·B·A·x.',
    places: ['stage:2-policy'],
  },
  {
    id: 'learningRate',
    name: 'learning rate',
    sentence: 'How far the update goes against the gradient: twice the rate is, with plain SGD, twice the way.',
    places: ['knob:learning_rate', 'stage:8-update'],
  },
  {
    id: 'step',
    name: 'step',
    sentence:
      'One round through the nine stages: draw answers, score them, compare them, change the model. It is one point on every curve.',
    places: ['status'],
  },
  {
    id: 'seed',
    name: 'seed',
    sentence:
      'The number that all chance of a run comes from: the same seed with the same settings and pictures draws the same answers again on the same device.',
    places: ['knob:seed'],
  },
  {
    id: 'heldOut',
    name: 'held-out',
    sentence:
      'A prompt that is never trained on and only asked now and then: a reward that rises there shows that what was learned carries over.',
    places: ['curve:eval_reward', 'stage:9-curves'],
  },
  {
    id: 'greedyAnswer',
    name: 'greedy answer',
    sentence:
      'The answer that the model gives when it takes the most likely token at every place, without chance; it is asked before and after training to compare.',
    places: ['best', 'ask-greedy'],
  },
];

export const termById = (id: string): Term | undefined => TERMS.find((term) => term.id === id);
