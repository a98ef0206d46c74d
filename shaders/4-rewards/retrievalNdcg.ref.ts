// What: float64 twin of retrievalNdcg.wgsl.
import { meetsList, partsAlike } from './letterLists.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { candidatesOf, pageFacts } from './pageTrace.ref.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';

const MOST_PAGES = 96;
const same = (a: string, b: string) => a === b;

export const reference = rewardReference((rollout) => {
  const [firsts, letters] = ['firsts', 'letters'].map((name) => rollout.knob(name) > 0.5);
  const searches = candidatesOf(completionOf(rollout));
  const [alike, meets] = letters ? [partsAlike, meetsList] : [same, same];
  const all = firsts ? [0, 1, 2].flatMap((place) => searches.flatMap((pages) => pages[place] ?? [])) : searches.flat();
  if (all.length > MOST_PAGES) return NOT_SCORABLE;
  const pages = firsts ? all.filter((page, i) => !all.slice(0, i).some((other) => alike(page, other))) : all;
  const { wanted } = pageFacts(rollout);
  const gains = (counts: readonly boolean[]) =>
    counts.reduce((sum, counted, i) => sum + (counted ? 1 / Math.log2(i + 2) : 0), 0);
  const ideal = gains(wanted.map(() => true));
  return ideal === 0 ? 0 : gains(pages.map((page) => wanted.some((one) => meets(page, one)))) / ideal;
});
