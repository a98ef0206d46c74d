// What: panel "steps": a bar or a line under the turns or steps of an answer.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'Under each part of an answer a bar: what that part was worth.',
  takes: {
    unit: {
      kind: 'unit',
      doc: 'What a part is: turn, sentence, step …; absent = neighbouring tokens that share a number other than 0.',
    },
    bars: {
      kind: 'signal',
      needed: true,
      doc: 'The number of each part (without unit: of each token) that is drawn as a bar.',
    },
    line: { kind: 'signal', doc: 'A number of each part that is drawn as a line over the bars.' },
  },
};
