// What: the answers of a step token by token, a row each, in the schema of prime-rl's token export: for its viewers, and for ours.
// Formula: loss_mask is true on every token that the model wrote; what a recipe gives a token is rl_weights. What was not computed is null.
// Shapes: every list is as long as token_ids: the tokens of the answer alone, for a picture's prompt has no ids of its own.
// Source: prime-rl at 559b447, src/prime_rl/trainer/rl/token_export.py (schema_version 1).
import type { GroupView, RolloutView } from '../training/protocol.ts';

const VERSION = 1;
/** Columns of the schema that need the log-probs of a second pass. */
const NOT_COMPUTED = [
  ...['trainer_logprobs', 'mismatch_kl', 'log_importance_ratio', 'importance_ratio', 'prob_delta'],
  ...['is_masked', 'is_masked_high', 'is_masked_low', 'ce_weights', 'ref_kl_weights'],
];

const finite = (values: Iterable<number>): (number | null)[] =>
  Array.from(values, (value) => (Number.isFinite(value) ? value : null));

function columns({ tokens, ids, signals = {}, advantage }: RolloutView): Readonly<Record<string, readonly unknown[]>> {
  const { length } = tokens;
  const every = <Value>(value: Value) => new Array<Value>(length).fill(value);
  return {
    token_ids: [...(ids ?? [])],
    position_ids: tokens.map((_, t) => t),
    loss_mask: every(true),
    advantages: finite(signals['advantage'] ?? every(advantage)),
    inference_logprobs: finite(tokens.map(({ logProb }) => logProb)),
    entropy: finite(tokens.map(({ entropy }) => entropy)),
    rl_weights: signals['weight'] ? finite(signals['weight']) : every(null),
    ...Object.fromEntries(NOT_COMPUTED.map((name) => [name, every(null)])),
  };
}

/** JSON lines; answers that a rule keeps out of the loss, and those without ids, have none. The groups stay apart by `env_name`. */
export function tokenExport(step: number, groups: readonly GroupView[], name: string): string {
  const rows = groups.flatMap(({ promptId, rollouts }) =>
    rollouts
      .filter(({ taught = true, ids, tokens }) => taught && ids?.length === tokens.length)
      .map((rollout) => ({ env_name: `${name}/${promptId}`, ...columns(rollout) })),
  );
  return rows
    .map((row, sequence) => {
      const place = { micro_step: 0, micro_sequence_idx: sequence, export_sequence_idx: sequence };
      return `${JSON.stringify({ schema_version: VERSION, step, rank: 0, ...place, ...row })}\n`;
    })
    .join('');
}
