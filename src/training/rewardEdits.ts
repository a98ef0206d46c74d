// What: the visitor's reward shaders by name. A text is tried on two empty completions before the run takes it, so a
// shader that does not compile is refused at its line and the run goes on with the one before.
import { parseCompletions } from '../4-rewards/parseCompletions.ts';
import { rewardByName } from '../4-rewards/registry.ts';
import { scoreRewards } from '../4-rewards/scoreRewards.ts';
import type { PolicyTokenizer } from '../2-policy/types.ts';
import type { Compute } from '../gpu/compute.ts';

export type RewardEdits = Readonly<Record<string, string>>;

/** Throws what the compiler or the header check has to say (ShaderError with line and column, or a sentence). */
export async function tryReward(
  compute: Compute,
  tokenizer: PolicyTokenizer,
  name: string,
  wgsl: string,
): Promise<void> {
  const edited = { [name]: wgsl };
  const { needs } = rewardByName(name, edited);
  const parsed = await parseCompletions(compute, {
    tokens: new Int32Array(2).fill(tokenizer.padId),
    lengths: new Int32Array(2),
    maxTokens: 1,
    tokenBytes: tokenizer.tokenBytes,
    coordinateScale: 1,
    imageSize: 1,
  });
  try {
    await scoreRewards(compute, {
      parsed,
      truths: [{}],
      generations: 2,
      signals: Object.fromEntries(needs.map((signal) => [signal, new Float32Array(2)])),
      rewardFuncs: [name],
      rewardWeights: [],
      knobs: {},
      edited,
    });
  } finally {
    parsed.destroy();
  }
}
