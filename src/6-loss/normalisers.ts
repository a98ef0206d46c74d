// What: the divisors of the policy loss and of its KL. L = Σ over tokens that count of loss / divisor.
// Formula: meanOfCompletions R·T_i; tokensOfBatch Σ mask of the whole batch that is one update (items); tokensHere Σ mask of this
// call; fixedLength R·max_completion_length; sumOfCompletion R. Each at least 1.
// Shapes: R rollouts in the loss, T_i tokens of rollout i that count.
// Source: TRL 1.16, _compute_loss: grpo and sapo; dapo, cispo and vespo (num_items_in_batch); bnpo; dr_grpo; luspo.

export interface Counts {
  /** R */
  readonly rollouts: number;
  /** Tokens that count in this call. */
  readonly tokens: number;
  /** TRL's num_items_in_batch: tokens of all calls that make one update. */
  readonly itemsInBatch: number;
  readonly maxCompletionLength: number;
}

export interface Normaliser {
  /** The divisor is times T_i, too. */
  readonly perSequence: boolean;
  readonly of: (counts: Counts) => number;
}

export const meanOfCompletions: Normaliser = { perSequence: true, of: ({ rollouts }) => rollouts };
export const tokensHere: Normaliser = { perSequence: false, of: ({ tokens }) => tokens };
export const tokensOfBatch: Normaliser = { perSequence: false, of: ({ itemsInBatch }) => itemsInBatch };
export const fixedLength: Normaliser = {
  perSequence: false,
  of: ({ rollouts, maxCompletionLength }) => rollouts * maxCompletionLength,
};
export const sumOfCompletion: Normaliser = { perSequence: false, of: ({ rollouts }) => rollouts };
