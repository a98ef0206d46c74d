// What: VLM-R3 through our rewards: answerAlternatives, endsWithAnswer, jsonBoxes and textBetween; the judge's reply is read by verdict.
// Formula: none of its own; the judge is asked where the accuracy follows the verdict.
import type { RewardUse } from '../../../src/4-rewards/rewardUses.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { scored, verdictOf } from '../shownAnswer.ts';

interface Input {
  readonly completion: string;
  readonly solution: string;
  readonly source: string;
  readonly judge_reply: string | null;
}

export const adapter: GoldenAdapter<Input> = {
  system: 'VLM-R3',
  tolerance: 1e-6,
  async run({ completion, solution, source, judge_reply }, { compute }) {
    const uses: RewardUse[] = [
      { name: 'answerAlternatives', weight: 1, knobs: { vqa: source === 'textvqa' ? 1 : 0 } },
      { name: 'endsWithAnswer', weight: 0.5 },
      { name: 'jsonBoxes', weight: 0.5 },
      { name: 'textBetween', weight: 1 },
    ];
    const truth = { answer: solution };
    const run = (verdict: number, count = uses.length) =>
      scored(compute, completion, uses.slice(0, count), { truth, signals: { 'reward/answerFolded': verdict } });
    // -1 = nobody could decide.
    const verdict = judge_reply === null ? null : await verdictOf(compute, judge_reply, 2);
    const { values, sum } = await run(verdict ?? -1);
    const isAsked = (await run(0, 1)).sum !== (await run(1, 1)).sum;
    const [accuracy, ends, boxes, length] = values as [number, number, number, number];
    return { accuracy, format: ends / 2, boxes: boxes / 2, length, sum, judge_calls: isAsked ? 1 : 0 };
  },
};
