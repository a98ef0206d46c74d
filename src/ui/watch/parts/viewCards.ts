// What: the pictures of one question side by side, as data: the visitor's own, then every view in which the question was asked in this
// step, then the views of the recipe that only probes look through. With each the answers that it got, and its signals.
import { usesOf } from '../../../config/uses.ts';
import type { GroupView, ModelView, RolloutView } from '../../../training/protocol.ts';
import type { WatchProps } from '../panelFiles.ts';
import { mean, tokenValues } from './means.ts';

export const OWN = 'clean';
const DRAWN = 'drawn';

export interface ViewCard {
  /** Name of the view; 'clean' = the visitor's picture. */
  readonly view: string;
  /** As the model got it; undefined where it is not known. */
  readonly picture: ModelView | undefined;
  /** Groups that were asked so. */
  readonly groups: readonly GroupView[];
  /** Means over tokens of the signals that are about this view, by name. */
  readonly signals: readonly (readonly [string, number])[];
}

/** Of the answers that were given behind the view: compared with the clean picture; of a probe's view: behind it. */
function signalsOf(rollouts: readonly RolloutView[], prefix: string): readonly (readonly [string, number])[] {
  const names = [...new Set(rollouts.flatMap(({ signals }) => Object.keys(signals ?? {})))];
  return names
    .filter((name) => name.startsWith(`${prefix}/`))
    .map((name) => [name, mean(tokenValues(rollouts, name))] as const)
    .filter(([, value]) => Number.isFinite(value));
}

export function viewCards({ shown, views, config }: Pick<WatchProps, 'shown' | 'views' | 'config'>): ViewCard[] {
  const { groups, group, index } = shown;
  const places = groups.flatMap((one, i) => (one.promptId === group.promptId ? [{ one, i }] : []));
  const asked = [...new Set(places.map(({ one }) => one.view ?? OWN))];
  const others = usesOf(config, 'view').map(({ as }) => as);
  const names = [...new Set([OWN, ...asked, ...others])];
  return names.map((view): ViewCard => {
    const own = places.filter(({ one }) => (one.view ?? OWN) === view);
    const [first] = own;
    const [place, name] = first && view !== OWN ? [first.i, DRAWN] : [index, view];
    const picture = views[place]?.find((made) => made.picture === 0 && made.name === name);
    const rollouts = own.flatMap(({ one }) => one.rollouts);
    const signals = view === OWN ? [] : own.length > 0 ? signalsOf(rollouts, OWN) : signalsOf(group.rollouts, view);
    return { view, picture, groups: own.map(({ one }) => one), signals };
  });
}
