// What: a block: one file in the folder of its stage that a recipe names. It states what it is, its knobs as data and the
//   signals that it needs; the seams (seams.ts) add the one function that it has. A use of a block is data in the configuration.
import type { Knob, SettingsOf } from '../config/knob.ts';
import type { SignalName } from './signals.ts';

/** A use is data of the configuration. */
export type { BlockAxis, BlockUse } from '../config/knob.ts';

export type Knobs = Readonly<Record<string, Knob>>;

/** A metric that a block gives; a curve is drawn for it. */
export interface BlockMetric {
  /** Its name in the history; `{as}` stands for the name of the use, a star for what differs within a family of metrics. */
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
}

export interface Facts<K extends Knobs = Knobs> {
  /** The name of its file. */
  readonly name: string;
  /** One sentence: what it does. */
  readonly doc: string;
  /** In the notation of the paper; plain text. */
  readonly formula: string;
  /** Paper and equation, or repository and file. */
  readonly source: string;
  readonly knobs: K;
  /** Signals that must exist when it runs; checked with the recipe, not in mid-step. */
  needs?(own: Own<K>): readonly SignalName[];
  /** Why these settings cannot work, in one sentence that names the remedy; null where they can. */
  problem?(own: Own<K>, around: Surroundings): string | null;
  readonly metrics?: readonly BlockMetric[];
}

/** Values of a use's knobs and the name that it goes by: a block may be used twice under two names. */
export type Own<K extends Knobs = Knobs> = SettingsOf<K> & { readonly as: string };

/** A use with the block's defaults. */
export const defaultsOf = <K extends Knobs>({ knobs }: Facts<K>, as: string): Own<K> =>
  ({ ...Object.fromEntries(Object.entries(knobs).map(([name, knob]) => [name, knob.default])), as }) as Own<K>;

/** What the recipe check knows about the rest of the recipe. */
export interface Surroundings {
  readonly views: readonly string[];
  readonly vectors: readonly string[];
  readonly rewards: readonly string[];
  /** Every leaf of the configuration by its name. */
  readonly leaf: (name: string) => unknown;
  /** What a leaf may be; undefined where there is none of that name. */
  readonly knob: (name: string) => Knob | undefined;
}
