// What: panel "curve": the metric of the recipe, as a number and a small curve.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'The number in which the idea of this recipe shows, with its curve over the steps.',
  takes: {},
};
