// What: panel "vote": the answers of a group as votes, who wins, and who agrees.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'The vote: how many answers say what, which of them became labels, and who is paid for agreeing.',
  takes: {
    vote: { kind: 'probe', needed: true, doc: 'The probe that holds the vote.' },
  },
};
