// What: which tokens of the rollouts are the policy's own: those of the completion, less those that a signal `mask` takes out.
// Shapes: [R × T], 1 = own.
import type { Scored } from '../blocks/step.ts';

export function ownTokens({ rollouts, signals }: Pick<Scored, 'rollouts' | 'signals'>): Float32Array {
  const { lengths, maxTokens } = rollouts;
  const given = signals.get('mask')?.values;
  return Float32Array.from({ length: lengths.length * maxTokens }, (_, i) =>
    i % maxTokens < lengths[Math.floor(i / maxTokens)]! ? (given?.[i] ?? 1) : 0,
  );
}
