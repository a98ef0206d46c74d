// What: a row of random numbers of its own for every scene. Philox, counter (scene, row, draw, 'data'): the same seed and scene always
// give the same row, whatever was drawn before.
import { normalPair, randomWords, uniform } from '../3-rollouts/philox.ts';

export class Dice {
  private position = 0;
  constructor(
    private readonly seed: number,
    private readonly scene: number,
    private readonly row = 0,
  ) {}

  /** Uniform in [0, 1). */
  next(): number {
    const { scene: step, row } = this;
    return uniform(this.seed, { step, row, position: this.position++, stream: 'data' });
  }
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }
  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)]!;
  }
  /** A whole number, low ≤ n < high. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low));
  }
  chance(probability: number): boolean {
    return this.next() < probability;
  }
  /** Two independent standard normal numbers. */
  normals(): readonly [number, number] {
    const { scene: step, row } = this;
    return normalPair(randomWords(this.seed, { step, row, position: this.position++, stream: 'data' }));
  }
  shuffled<T>(from: readonly T[]): T[] {
    const list = [...from];
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.whole(0, i + 1);
      [list[i], list[j]] = [list[j]!, list[i]!];
    }
    return list;
  }
  /** An index, drawn with these relative weights. */
  weighted(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    const found = weights.findIndex((weight) => (left -= weight) < 0);
    return found < 0 ? weights.length - 1 : found;
  }
}
