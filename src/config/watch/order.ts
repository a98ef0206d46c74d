// What: panel "order": the pictures in the order in which the policy puts them, against the true order.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'The pictures in the order in which the policy puts them, above the true order.',
  takes: {
    score: {
      kind: 'reward',
      doc: 'The column that is the score of an answer; absent = the number in the answer itself.',
    },
  },
};
