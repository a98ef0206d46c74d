// What: the score of every step of a rollout that a search tree made: what the tree says of its node.
// Formula: most·tanh(value/temperature), and the value itself in the last step, whose value is the outcome; with temperature 0 the values
//   as they are. What is added to each step, say a fine for a long text, is added behind the squash.
// Units: those of the outcome. Source: DeepSearch (smiles724/DeepSearch), deepsearch/rollout/sglang_mcts_wrapper.py (step-wise scores).

export interface Squash {
  readonly temperature: number;
  readonly most: number;
}

/** `values`: of the nodes from the first step to the last one; the root is no step. */
export const nodeScores = (values: readonly number[], { temperature, most }: Squash, added = 0): number[] =>
  values.map((value, step) => {
    const isLast = step === values.length - 1;
    return (isLast || temperature === 0 ? value : most * Math.tanh(value / temperature)) + added;
  });
