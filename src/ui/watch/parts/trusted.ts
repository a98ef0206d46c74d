// What: what the trust in a judge rests on, read off the columns of a group: the scores that were heard, of right and of other answers.
// Formula: fading e^(−(step − 1)/T), step counted from 1; trust of the group = column / fading; a heard score = paid / column of the
//   trust, so that it is 0 for answers that are not heard. Right: outcome ≥ 0.5.
// Source: SophiaVL-R1, as shaders/4-rewards/thinkingTrust.wgsl has it.
import type { RolloutView } from '../../../training/protocol.ts';
import { mean } from './means.ts';

const RIGHT = 0.5;

export const fadingAt = (step: number, steps: number): number => Math.exp(-(step - 1) / steps);

export interface JudgedAnswer {
  /** What the judge gave. */
  readonly score: number;
  readonly heard: boolean;
}

export interface Trusted {
  readonly trust: number;
  readonly right: readonly JudgedAnswer[];
  readonly others: readonly JudgedAnswer[];
  /** Means of the heard scores, those that are not heard as 0; NaN where there is none. */
  readonly rightMean: number;
  readonly othersMean: number;
}

interface Names {
  readonly trust: string;
  readonly paid: string;
  readonly score: string;
  readonly outcome: string;
}

/** null where the answers do not carry the numbers. */
export function trustedOf(rollouts: readonly RolloutView[], names: Names): Trusted | null {
  const trust = rollouts[0]?.rewards[names.trust];
  if (trust === undefined || rollouts.some(({ numbers }) => numbers?.[names.score] === undefined)) return null;
  const judged = rollouts.map(({ numbers, rewards }) => {
    const paid = rewards[names.paid] ?? 0;
    const score = numbers![names.score]!;
    const isRight = (rewards[names.outcome] ?? 0) >= RIGHT;
    return {
      isRight,
      score,
      heard: trust > 0 ? paid > 0 || score === 0 : true,
      counted: trust > 0 ? paid / trust : score,
    };
  });
  const side = (wanted: boolean) => judged.filter(({ isRight }) => isRight === wanted);
  const counted = (wanted: boolean) => mean(side(wanted).map((answer) => answer.counted));
  return { trust, right: side(true), others: side(false), rightMean: counted(true), othersMean: counted(false) };
}
