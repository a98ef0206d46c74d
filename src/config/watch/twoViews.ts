// What: panel "twoViews": the picture beside the changed pictures that the model got, with what the change does to the answers.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'The picture beside the changed one that the model gets, and what the change does to the answers.',
  takes: {
    refusals: {
      kind: 'reward',
      doc: 'A reward of the kind answerOrRefusal: with it, the answers that abstain are counted for every view.',
    },
  },
  views: true,
};
