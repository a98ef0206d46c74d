// What: answers no longer have the form that is asked for, so the other rewards cannot read them.
// Thresholds: from four answers in five that were well formed to less than half of them. Healthy runs keep or gain theirs.
// Source: ours: at beta 0 a run on one picture can break its form once the reward is flat (public/models/pocket/README.md).
import { atStart, LAST, turnedAt } from '../lost.ts';
import { columnsOf } from '../rewardRanges.ts';
import { bestWindow } from '../trend.ts';
import type { VerdictRule } from '../verdict.ts';
import { windowOf } from '../windows.ts';

export const WELL = 0.8;
export const BROKEN = 0.5;

export const rule: VerdictRule = {
  title: 'Collapsed: the form broke',
  kind: 'wrong',
  rank: 99,
  lesson: '06-the-leash',
  find(history) {
    for (const { as } of columnsOf(history.config).filter((column) => /format/i.test(column.as))) {
      const name = `rewards/${as}/mean`;
      const now = windowOf(history.last(name, LAST));
      if (now.count < LAST || now.from === history.points[0]!.step || now.mean >= BROKEN) continue;
      const values = history.all(name);
      const best = Math.max(bestWindow(values)?.mean ?? 0, atStart(history, name));
      if (!(best >= WELL)) continue;
      const step = turnedAt(values, best, now.mean);
      return {
        sentence: 'Most answers have lost the form that is asked for, so no other reward can read them.',
        advice:
          'Go back to the step before it, then raise beta, lower the learning rate, or give the form more weight.',
        step,
        goBackTo: Math.max(0, step - 1),
        numbers: [
          { name: `${as} at its best`, value: best },
          { name: `${as}, last ${LAST} steps`, value: now.mean },
        ],
      };
    }
    return null;
  },
};
