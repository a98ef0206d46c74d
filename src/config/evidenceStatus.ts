// What: what the runs of a claim say. The status is computed from the series of the runs, never typed.
// Formula: value of a run = mean of the metric over the last quarter of its steps, as far as it was measured there (before it: the last
//   one). shown: ±(median over seeds of on − median of off) ≥ threshold, + where higher is claimed. not yet: a seed is missing, or the
//   recipe's claim or settings are no longer those of the runs.
import { claimConfigs, settingsOf, VARIANTS } from './claimConfigs.ts';
import type { Variant } from './claimConfigs.ts';
import type { Claim, Recipe } from './recipe.ts';

/** One number per step; null where the metric was not measured. */
export type Series = readonly (number | null)[];

export interface EvidenceRun {
  readonly seed: number;
  readonly variant: Variant;
  /** By metric. */
  readonly series: Readonly<Record<string, Series>>;
  /** Of the claim's metric. */
  readonly value: number;
  readonly seconds: number;
  /** Of this repository; null where git does not know it. */
  readonly commit: string | null;
}

/** public/evidence/<recipe>.json */
export interface Evidence {
  readonly recipe: string;
  readonly claim: Claim;
  /** What differs from the defaults, by leaf. */
  readonly settings: Readonly<Record<Variant, Readonly<Record<string, string>>>>;
  /** Of the newest run. */
  readonly commit: string | null;
  readonly model: string;
  readonly provider: string;
  /** All runs together. */
  readonly seconds: number;
  readonly runs: readonly EvidenceRun[];
  readonly medians: Medians | null;
  readonly shown: boolean;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export const isEvidence = (value: unknown): value is Evidence =>
  isFields(value) && isFields(value['claim']) && isFields(value['settings']) && Array.isArray(value['runs']);

export type EvidenceStatus = 'shown' | 'not shown' | 'not yet';

export interface Medians {
  readonly on: number;
  readonly off: number;
}

const measured = (values: Series) => values.filter((value): value is number => value !== null);

/** NaN where the metric was never measured. */
export function valueOfSeries(series: Series = []): number {
  const last = measured(series.slice(Math.floor(0.75 * series.length)));
  const values = last.length > 0 ? last : measured(series).slice(-1);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Medians over the seeds of the claim; null while one of them lacks a whole run. */
export function evidenceMedians({ metric, seeds, steps }: Claim, runs: readonly EvidenceRun[]): Medians | null {
  const [on, off] = VARIANTS.map((variant) =>
    seeds.map((seed) => {
      const run = runs.find((one) => one.seed === seed && one.variant === variant);
      const series = run?.series[metric];
      return series?.length === steps ? valueOfSeries(series) : NaN;
    }),
  );
  const whole = [...on!, ...off!].every(Number.isFinite);
  return whole ? { on: median(on!), off: median(off!) } : null;
}

export const isShown = ({ direction, threshold }: Claim, { on, off }: Medians): boolean =>
  (direction === 'higher' ? on - off : off - on) >= threshold;

/** Whether two values of JSON say the same, whatever the order of their keys. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [one, other] = [Object.entries(a), new Map(Object.entries(b))];
  return one.length === other.size && one.every(([key, value]) => other.has(key) && same(value, other.get(key)));
}

/** Whether runs were made for the claim and with the settings that the recipe has today. */
export function isOfRecipe({ claim, settings }: Pick<Evidence, 'claim' | 'settings'>, recipe: Recipe): boolean {
  if (!recipe.claim || !same(claim, recipe.claim)) return false;
  const { on, off } = claimConfigs(recipe);
  return same(settings, { on: settingsOf(on), off: settingsOf(off) });
}

export function evidenceStatus(recipe: Recipe, evidence: Evidence | null): EvidenceStatus {
  if (!recipe.claim || !evidence || !isOfRecipe(evidence, recipe)) return 'not yet';
  const medians = evidenceMedians(recipe.claim, evidence.runs);
  if (!medians) return 'not yet';
  return isShown(recipe.claim, medians) ? 'shown' : 'not shown';
}
