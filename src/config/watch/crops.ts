// What: panel "crops": the parts of the picture that answers asked to see, at the place in the text where they came.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'What the model asked to see closer, as crops inside the answer that asked for them.',
  takes: {},
};
