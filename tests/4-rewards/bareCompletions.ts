// What: completions without a text, of which only the spans of the tokens are known: for rewards that read signals alone.
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import { spanNames, spanSlot } from '../../src/4-rewards/tagTable.ts';
import type { ParsedCompletions } from '../../src/4-rewards/types.ts';
import type { Compute } from '../../src/gpu/compute.ts';

export interface BareCompletions {
  readonly rollouts: number;
  readonly maxTokens: number;
  /** [R][T] 1 = a token of the answer; absent = none is. */
  readonly answer?: readonly (readonly number[])[];
}

export function bareCompletions(compute: Compute, { rollouts, maxTokens, answer }: BareCompletions): ParsedCompletions {
  const grammar = grammarByName('think_answer');
  const names = spanNames(grammar);
  const inAnswer = (i: number) => answer?.[Math.floor(i / maxTokens)]![i % maxTokens] ?? 0;
  const bits = Int32Array.from({ length: rollouts * maxTokens }, (_, i) => inAnswer(i) << spanSlot(names, 'answer'));
  return {
    completionBytes: compute.upload(new Uint32Array(rollouts)),
    spans: compute.upload(new Int32Array(rollouts)),
    numbers: compute.upload(new Float32Array(rollouts)),
    tokenSpans: compute.upload(bits),
    tokenStarts: compute.upload(new Int32Array(rollouts * (maxTokens + 1))),
    ...{ bytesPerRollout: 4, grammar, spanNames: names, rollouts, maxTokens },
    tokens: new Int32Array(rollouts * maxTokens),
    lengths: new Int32Array(rollouts).fill(maxTokens),
    destroy: () => undefined,
  };
}
