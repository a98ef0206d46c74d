// What: the visitor's reward shaders by name. A text is tried on a device that is thrown away before the run takes it, so a
// shader that does not compile, never ends or writes NaN is refused, and the run goes on with the one before.
import { grammarOf } from '../../4-rewards/grammars.ts';
import { blankSignal } from '../../4-rewards/packSignals.ts';
import { parseCompletions } from '../../4-rewards/parseCompletions.ts';
import { rewardByName } from '../../4-rewards/registry.ts';
import { scoreRewards } from '../../4-rewards/scoreRewards.ts';
import { testReward } from './testReward.ts';
import type { TrialPlace } from './types.ts';

/** A shader of the visitor's that cannot be used. */
export class RewardRefused extends Error {
  override readonly name = 'RewardRefused';
  constructor(
    reward: string,
    detail: string,
    readonly line?: number,
    readonly column?: number,
  ) {
    super(`Reward '${reward}'${line === undefined ? '' : `, line ${line}`}: ${detail}`);
  }
}

/** Throws a RewardRefused; then compiles it on the engine's own device, so that no step waits for it. */
export async function tryReward(place: TrialPlace, name: string, wgsl: string): Promise<void> {
  const { problems } = await testReward(place, { name, wgsl, knobs: {} });
  const worst = problems.find(({ severity }) => severity === 'error');
  if (worst) throw new RewardRefused(name, worst.message, worst.line, worst.column);
  const { compute, policy } = place;
  const edited = { [name]: wgsl };
  const { signals } = rewardByName(name, edited);
  const parsed = await parseCompletions(compute, {
    tokens: new Int32Array(2).fill(policy.tokenizer.padId),
    lengths: new Int32Array(2),
    maxTokens: 1,
    tokenBytes: policy.tokenizer.tokenBytes,
    grammar: grammarOf(place.config.grammar.grammar),
    coordinateScale: 1,
    imageSize: 1,
  });
  try {
    const shape = { rollouts: 2, maxTokens: 1, generations: 2 };
    const blank = signals.map((own) => [own.name, blankSignal(wgsl, own.constant, shape)] as const);
    await scoreRewards(compute, {
      parsed,
      truths: [{}],
      generations: 2,
      signals: new Map(blank),
      uses: [{ name }],
      edited,
      pictures: () => Promise.resolve({ size: 1, rgb: [null] }),
      ...{ seed: 0, step: 0, vocabSize: 1 },
    });
  } finally {
    parsed.destroy();
  }
}
