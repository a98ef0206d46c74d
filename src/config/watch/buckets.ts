// What: panel "buckets": the questions of a step sorted into buckets, such as difficulties, with what each bucket has and gets.
import type { WatchFacts } from '../watchPanels.ts';

export const panel: WatchFacts = {
  shows: 'The questions of the step in buckets, such as easy and hard, with the numbers of each bucket.',
  takes: {
    names: { kind: 'word', list: true, needed: true, doc: 'The buckets, in the order of their numbers from 0 on.' },
    bucket: { kind: 'reward', needed: true, doc: 'The column that says in which bucket a group is: 0, 1, 2 …' },
    numbers: { kind: 'metric', list: true, needed: true, doc: 'Metrics of each bucket; the star stands for its name.' },
  },
};
