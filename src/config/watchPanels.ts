// What: what the page can show first of a recipe: the panels of src/config/watch/*.ts by name, and the check of what a recipe asks of
// one. How a panel is drawn is a file of the same name in src/ui/watch/panels; both are found by themselves.
import { shownValue } from './shownValue.ts';
import { isObject, nearestName } from './checkValue.ts';

/** What an option names: metrics, a signal, a use of a reward or a probe, a leaf of the configuration, a kind of units, or nothing but itself. */
export type WatchKind = 'metric' | 'signal' | 'reward' | 'probe' | 'leaf' | 'unit' | 'word';

export interface WatchOption {
  readonly kind: WatchKind;
  readonly doc: string;
  /** Several names, in a list. */
  readonly list?: true;
  readonly needed?: true;
}

export interface WatchFacts {
  /** One sentence: what will appear there. */
  readonly shows: string;
  readonly takes: Readonly<Record<string, WatchOption>>;
  /** The pictures of every step in their views are wanted. */
  readonly views?: true;
  /** It draws curves of its own: those of the metrics are left out. */
  readonly ownCurves?: true;
}

/** What every panel takes. */
const COMMON: WatchFacts['takes'] = {
  metrics: { kind: 'metric', list: true, doc: 'Curves below the panel; absent = watch.metric.' },
};

export type WatchOptions = Readonly<Record<string, string | readonly string[]>>;

const files = import.meta.glob<WatchFacts>('./watch/*.ts', { eager: true, import: 'panel' });

export const takenBy = ({ takes }: WatchFacts): WatchFacts['takes'] => ({ ...takes, ...COMMON });

const nameOf = (path: string) => path.split('/').at(-1)!.replace(/\.ts$/, '');

export const WATCH_PANELS: ReadonlyMap<string, WatchFacts> = new Map(
  Object.entries(files).map(([path, facts]) => [nameOf(path), facts]),
);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText);

/** What is wrong with a panel and its options, in one sentence; null where nothing is. */
export function watchProblem(panel: unknown, options: unknown = {}): string | null {
  if (panel === undefined) return isObject(options) && Object.keys(options).length === 0 ? null : WITHOUT_PANEL;
  const facts = isText(panel) ? WATCH_PANELS.get(panel) : undefined;
  if (!facts || !isText(panel)) {
    const near = nearestName(isText(panel) ? panel : '', WATCH_PANELS.keys());
    return `The recipe's watch.panel is ${isText(panel) ? `'${panel}'` : shownValue(panel)}, and there is no such panel; did you mean '${near}'?`;
  }
  if (!isObject(options)) return `The recipe's watch.with must be an object of names, not ${shownValue(options)}.`;
  const taken = takenBy(facts);
  const known = Object.keys(taken);
  const stray = Object.keys(options).find((name) => !known.includes(name));
  if (stray !== undefined)
    return `The recipe's watch.with names '${stray}', which the panel ${panel} does not take; it takes ${known.join(', ')}.`;
  for (const [name, { needed, list }] of Object.entries(taken)) {
    const value = options[name];
    if (value === undefined && !needed) continue;
    if (list ? isTexts(value) : isText(value)) continue;
    const wanted = list ? 'a list of names' : 'a name';
    return `The recipe's watch.with.${name} is ${value === undefined ? 'absent' : shownValue(value)}; the panel ${panel} needs ${wanted} there.`;
  }
  return null;
}

const WITHOUT_PANEL = "The recipe's watch has with, the options of a panel, but names no panel; add watch.panel.";
