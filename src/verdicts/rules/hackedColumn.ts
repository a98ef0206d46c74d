// What: one reward falls while the total rises: what the one paid for was sold for what another pays.
// Window: the first four steps against the last eight: a hack is quick, and eight first steps would hold half of it.
// Thresholds: the column falls by 0.2 of its range (a fifth of what there is to have) and by three standard errors, and the total rises by three.
// Source: reward hacking as in Visual-RFT issue 176; ours: the 0.2.
import { columnsOf } from '../rewardRanges.ts';
import { SURE, trendOf, trendSince } from '../trend.ts';
import type { History, VerdictRule } from '../verdict.ts';

export const FALL = 0.2;
export const EARLY = 4;

/** The columns with what they gave or took, in units of the reward. */
function changes(history: History) {
  return columnsOf(history.config).flatMap(({ as, weight, range }) => {
    const trend = trendOf(history, `rewards/${as}/mean`, EARLY);
    if (!trend) return [];
    const span = range ? range[1] - range[0] : 1;
    const change = trend.after.mean - trend.before.mean;
    return [{ as, weight, change, share: change / span, trend }];
  });
}

export const rule: VerdictRule = {
  title: 'Hacked? One reward pays for another',
  kind: 'wrong',
  rank: 88,
  lesson: '04-you-get-what-you-pay-for',
  find(history) {
    const total = trendOf(history, 'reward', EARLY);
    if (!total || total.risen < SURE) return null;
    const all = changes(history);
    const sold = all
      .filter(({ share, weight, trend }) => weight >= 0 && share <= -FALL && trend.risen <= -SURE)
      .sort((a, b) => a.share - b.share)[0];
    const bought = all.filter(({ change }) => change > 0).sort((a, b) => b.weight * b.change - a.weight * a.change)[0];
    if (!sold || !bought) return null;
    const step = trendSince(history.all(`rewards/${sold.as}/mean`), -1, EARLY);
    return {
      sentence: `The total rises while “${sold.as}” falls: it was sold for “${bought.as}”. Is that what you wanted to pay for?`,
      advice: `Read a few answers. Then give “${sold.as}” more weight, or let “${bought.as}” pay only where “${sold.as}” is good.`,
      step,
      goBackTo: total.before.to,
      numbers: [
        { name: `${sold.as}: change from the first steps to the last`, value: sold.change },
        { name: `${bought.as}: change`, value: bought.change },
        { name: 'total: change', value: total.after.mean - total.before.mean },
      ],
    };
  },
};
