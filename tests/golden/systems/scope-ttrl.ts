// What: SCOPE-TTRL through the votes of stage 3: confidences, labels of subgroups, the size of the subgroups.
// Formula: none of its own.
import {
  chooseSize,
  labelsOf,
  rolloutConfidence,
  stepsOf,
  tokenConfidence,
  voted,
} from '../../../src/3-rollouts/votes.ts';
import type { GoldenAdapter } from '../adapter.ts';

interface Vote {
  readonly answers: readonly (string | null)[];
  readonly confidence: readonly number[];
  /** Subgroups only. */
  readonly n?: number;
  readonly drawn_indices_per_subgroup?: readonly (readonly number[])[];
}
interface Choice {
  readonly candidates: readonly (readonly [size: number, rate: number, diversity: number])[];
  readonly lambda: number;
}
interface Confidence {
  readonly separator_after_index: readonly number[];
  readonly logprobs_given_per_token: readonly (readonly number[])[];
}

/** Prompts follow each other; what is drawn counts within the prompt. */
function labelPrompts({ answers, confidence, n = answers.length, drawn_indices_per_subgroup: drawn = [] }: Vote) {
  const prompts = answers.length / n;
  const subgroups = drawn.length / prompts;
  return Array.from({ length: prompts }, (_, p) =>
    labelsOf(
      answers.slice(p * n, (p + 1) * n),
      confidence.slice(p * n, (p + 1) * n),
      drawn.slice(p * subgroups, (p + 1) * subgroups),
    ),
  ).flat();
}

export const adapter: GoldenAdapter<Vote | Choice | Confidence> = {
  system: 'SCOPE-TTRL',
  run(input) {
    if ('candidates' in input) {
      const candidates = input.candidates.map(([size, rate, diversity]) => ({ size, rate, diversity }));
      const { front, chosen, distance } = chooseSize(candidates, input.lambda);
      return { pareto_front: front.map(({ size }) => size), chosen: chosen.size, min_distance: distance };
    }
    if ('logprobs_given_per_token' in input) {
      const { separator_after_index: separators, logprobs_given_per_token: given } = input;
      const steps = stepsOf(separators, given.length);
      return { steps, confidence: rolloutConfidence(given.map(tokenConfidence), steps) };
    }
    if (input.drawn_indices_per_subgroup) return { label_per_rollout: labelPrompts(input) };
    return { label: voted(input.answers, input.confidence) };
  },
};
