// What: panel "weights": three weights as a point in a triangle with its way over the steps, and bars for all of them.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'The weights as a point that wanders in a triangle, nearer to the corner that counts more, and as bars.',
  takes: {
    corners: { kind: 'metric', list: true, doc: 'Three metrics, one per corner; absent = bars alone.' },
    bars: {
      kind: 'metric',
      list: true,
      needed: true,
      doc: 'Metrics that are drawn as bars; a star stands for a family.',
    },
  },
};
