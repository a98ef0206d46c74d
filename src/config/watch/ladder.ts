// What: panel "ladder": which rung each triple of an answer reaches, and what it is fined.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'The ladder: how far up each part of an answer comes, and the fines for what is wrong or missing.',
  takes: {
    ladder: { kind: 'reward', needed: true, doc: 'A reward of the kind tripleLadder.' },
    fines: { kind: 'reward', needed: true, doc: 'A reward of the kind tripleFines.' },
  },
};
