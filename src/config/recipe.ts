// What: a recipe file: only what differs from the base recipe `grpo`, each number with its source, and what the page tells
// about it. Checked with one sentence for what is wrong.
import { shownValue } from './shownValue.ts';
import { ConfigError, isObject, nearestName } from './checkValue.ts';
import type { AxisName, Config } from './config.ts';
import type { BlockUse } from './knob.ts';
import { KNOBS } from './knobTable.ts';
import { LEGACY } from './legacy.ts';
import { nameOf, ownKnobs } from './readUses.ts';
import { readAxes } from './validateConfig.ts';
import { watchProblem } from './watchPanels.ts';
import type { WatchOptions } from './watchPanels.ts';

export interface Paper {
  readonly title: string;
  readonly address: string;
  readonly year: number;
}

/** The change that removes a recipe's special block: uses that go, by name, and leaves that are set. */
export interface Off {
  readonly remove?: readonly string[];
  readonly set?: Readonly<Record<string, unknown>>;
}

/** What the paper claims, as one number here; written before the run that shows it or does not. */
export interface Claim {
  /** In plain words. */
  readonly sentence: string;
  readonly metric: string;
  readonly direction: 'higher' | 'lower';
  /** Least difference of the medians (recipe − control) in that direction. */
  readonly threshold: number;
  readonly steps: number;
  readonly seeds: readonly number[];
  /** Scene skill that it is run on; absent = that of the task. */
  readonly skill?: string;
  /** Training scenes, seen again and again, as a visitor's own pictures are; absent = every scene is seen once. */
  readonly scenes?: number;
  /** How hard its scenes are, 0 to 1; absent = 0.3. */
  readonly difficulty?: number;
  /** 'off' = the same recipe with its special block removed. */
  readonly control: 'off';
  /** Settings of both runs that differ from the recipe. */
  readonly set?: Readonly<Record<string, unknown>>;
}

/** What a recipe is best seen on; one press sets it up. */
export interface RecipeTask {
  readonly skill?: string;
  readonly grammar?: string;
  readonly pictures?: number;
}

/** What to look at first. */
export interface Watch {
  /** A curve. */
  readonly metric?: string;
  /** A view of the picture. */
  readonly view?: string;
  /** A shade of the tokens: its id, or the name of a signal. */
  readonly shade?: string;
  /** What the page shows on top (src/config/watch), and its options. */
  readonly panel?: string;
  readonly with?: WatchOptions;
}

export type Recipe = {
  readonly name: string;
  /** One line for the menu. */
  readonly description: string;
  readonly title?: string;
  readonly paper?: Paper | null;
  /** Address of the authors' repository. */
  readonly code?: string | null;
  /** Where paper and code differ: which of them the recipe follows. */
  readonly follows?: 'paper' | 'code';
  /** Two sentences. */
  readonly teaches?: string;
  readonly watch?: Watch;
  readonly task?: RecipeTask;
  readonly off?: Off;
  readonly claim?: Claim;
  /** Where paper and code differ, in one sentence. */
  readonly difference?: string;
  /** By leaf; knobs of uses as `<name of the use>.<knob>`. */
  readonly sources?: Readonly<Record<string, string>>;
} & {
  readonly [Axis in Exclude<AxisName, 'engine'>]?: Partial<Config[Axis]>;
};

export const OWN_KEYS =
  'name description title paper code follows teaches watch task off claim difference sources version'.split(' ');

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
/** It becomes a link of the page: nothing but the web. */
const isAddress = (value: unknown) => typeof value === 'string' && /^https?:\/\/\S+$/.test(value);
const isNames = (value: unknown) => Array.isArray(value) && value.every(isText);
const hasOnly = (value: Record<string, unknown>, allowed: readonly string[], fits: (value: unknown) => boolean) =>
  Object.entries(value).every(([key, one]) => allowed.includes(key) && fits(one));

const isPaper = (value: unknown) =>
  isObject(value) && isText(value['title']) && isAddress(value['address']) && Number.isInteger(value['year']);
const isOff = (value: unknown) =>
  isObject(value) &&
  hasOnly(value, ['remove', 'set'], () => true) &&
  (value['remove'] === undefined || isNames(value['remove'])) &&
  (value['set'] === undefined || isObject(value['set']));

const isFraction = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;

const isClaim = (value: unknown) =>
  isObject(value) &&
  isText(value['sentence']) &&
  isText(value['metric']) &&
  (value['direction'] === 'higher' || value['direction'] === 'lower') &&
  typeof value['threshold'] === 'number' &&
  Number.isInteger(value['steps']) &&
  Array.isArray(value['seeds']) &&
  value['seeds'].length >= 3 &&
  value['seeds'].every(Number.isInteger) &&
  value['control'] === 'off' &&
  (value['skill'] === undefined || isText(value['skill'])) &&
  (value['scenes'] === undefined || (Number.isInteger(value['scenes']) && (value['scenes'] as number) > 0)) &&
  (value['difficulty'] === undefined || isFraction(value['difficulty'])) &&
  (value['set'] === undefined || isObject(value['set']));

const WATCHED = ['metric', 'view', 'shade'];

/** What each field of the header must be, and the words for it. */
const HEADER: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  title: [isText, 'a string'],
  paper: [(value) => value === null || isPaper(value), 'null or {"title", "address": "https://…", "year"}'],
  code: [(value) => value === null || isAddress(value), 'null or the address of a repository'],
  follows: [(value) => value === 'paper' || value === 'code', '"paper" or "code"'],
  teaches: [isText, 'a text of two sentences'],
  watch: [
    (value) => isObject(value) && hasOnly({ ...value, with: 'checked below' }, [...WATCHED, 'panel', 'with'], isText),
    'an object with metric, view, shade, panel, with',
  ],
  task: [
    (value) =>
      isObject(value) &&
      hasOnly(value, ['skill', 'grammar', 'pictures'], (one) => isText(one) || Number.isInteger(one)),
    'an object with skill, grammar, pictures',
  ],
  off: [isOff, '{"remove": [names of uses], "set": {leaf: value}}'],
  difference: [isText, 'a string'],
  claim: [
    isClaim,
    '{"sentence", "metric", "direction", "threshold", "steps", "seeds": [three or more], "control": "off"}',
  ],
  sources: [(value) => isObject(value) && Object.values(value).every(isText), 'an object of strings by setting'],
};

/** Names of everything that the recipe sets: leaves, and the knobs of its uses. */
function namesSet(leaves: ReadonlyMap<string, unknown>): string[] {
  return [...leaves].flatMap(([name, value]) => {
    if (KNOBS.get(name)?.knob.kind !== 'blocks' || !Array.isArray(value)) return [name];
    const uses = value.filter(
      (use): use is BlockUse => isObject(use) && isText(use['block']) && isText(use['as'] ?? use['block']),
    );
    return [name, ...uses.flatMap((use) => ownKnobs(use).map(([knob]) => `${nameOf(use)}.${knob}`))];
  });
}

function checkSources(recipe: Record<string, unknown>): void {
  const { leaves, legacy } = readAxes(recipe, OWN_KEYS);
  const set = [...namesSet(leaves), ...legacy.keys()];
  const sources = (recipe['sources'] ?? {}) as Record<string, unknown>;
  const without = set.find((name) => sources[name] === undefined);
  if (without) throw new ConfigError(`The recipe sets ${without} but its sources do not say where it comes from.`);
  const stray = Object.keys(sources).find((name) => !KNOBS.has(name) && !LEGACY.has(name) && !set.includes(name));
  if (stray === undefined) return;
  const near = nearestName(stray, [...set, ...KNOBS.keys()]);
  throw new ConfigError(`The recipe's sources name '${stray}', which it does not set; did you mean '${near}'?`);
}

/** Checks the form of an unknown object (a file of the visitor's); what it does is checked by applyRecipe. */
export function checkRecipe(value: unknown): Recipe {
  if (!isObject(value)) {
    throw new ConfigError('A recipe must be an object with a name, a description and settings by axis.');
  }
  for (const key of ['name', 'description']) {
    if (!isText(value[key])) throw new ConfigError(`The recipe has no ${key}.`);
  }
  if ('engine' in value)
    throw new ConfigError('A recipe has no engine settings: it must run on any model and provider.');
  for (const [key, [fits, words]] of Object.entries(HEADER)) {
    if (value[key] === undefined || fits(value[key])) continue;
    throw new ConfigError(`The recipe's ${key} is ${shownValue(value[key])}; it must be ${words}.`);
  }
  const { panel, with: options } = (value['watch'] ?? {}) as Record<string, unknown>;
  const problem = watchProblem(panel, options);
  if (problem !== null) throw new ConfigError(problem);
  checkSources(value);
  return value as Recipe;
}
