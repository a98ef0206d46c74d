// What: panel "fade": how far a judge is trusted, how that trust fades over the run, and the scores that it rests on.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'How much the judge counts: its trust in this group, the fading over the run, and the scores that decide.',
  takes: {
    trust: { kind: 'reward', needed: true, doc: 'The reward that is the trust, with the fading in it.' },
    fade: { kind: 'leaf', needed: true, doc: 'Steps in which the trust falls to 1/e.' },
    score: { kind: 'signal', needed: true, doc: 'What the judge gives each answer.' },
    paid: {
      kind: 'reward',
      needed: true,
      doc: 'What of the score is paid: score times trust, 0 where it is not heard.',
    },
    outcome: { kind: 'reward', needed: true, doc: 'How right an answer is; from 0.5 on it counts as right.' },
  },
  ownCurves: true,
};
