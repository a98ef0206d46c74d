// What: panel "tokenShade": the best and the worst answer of the group with their tokens shaded by a signal.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'The best and the worst answer of the group, each token shaded by what the recipe makes of it.',
  takes: {
    signal: { kind: 'signal', needed: true, doc: 'The number of each token.' },
    minus: { kind: 'signal', doc: 'A signal that is subtracted from it.' },
    kept: { kind: 'signal', doc: 'Tokens at which this is 0 are left out and drawn faint.' },
  },
};
