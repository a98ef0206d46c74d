// What: the results of a class side by side: by kind of run, the median over the runs, where they ended, who expected what. Pure.
// Formula: the median of an even number is the mean of the two in the middle; between its points a curve is straight.
import type { Lesson, Prediction } from '../../lessons/lesson.ts';
import type { CurvePoint, Result } from './resultCode.ts';

export interface Kind {
  readonly key: string;
  /** Id; '' = outside of lessons. */
  readonly lesson: string;
  /** '' where a lesson says what runs. */
  readonly recipe: string;
  readonly metric: string;
  readonly results: readonly Result[];
}

/** Runs that can be laid over one another: of one lesson, or of one recipe outside of lessons, with one metric; the most first. */
export function kindsOf(results: readonly Result[]): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  for (const result of results) {
    const { lesson, metric } = result;
    const recipe = lesson === '' ? result.recipe : '';
    const key = JSON.stringify([lesson, recipe, metric]);
    const known = kinds.get(key)?.results ?? [];
    kinds.set(key, { key, lesson, recipe, metric, results: [...known, result] });
  }
  return [...kinds.values()].sort((a, b) => b.results.length - a.results.length);
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

export const lastOf = ({ curve }: Result): number | undefined => curve.at(-1)?.value;

/** null before its first step and behind its last. */
export function valueAt(curve: readonly CurvePoint[], step: number): number | null {
  const next = curve.findIndex((point) => point.step >= step);
  const [after, before] = [curve[next], curve[next - 1]];
  if (!after) return null;
  if (after.step === step || !before) return after.step === step ? after.value : null;
  return before.value + ((step - before.step) / (after.step - before.step)) * (after.value - before.value);
}

/** At every step that a point stands at, over the runs that reach it; where fewer than half of them do it ends. */
export function medianCurve(results: readonly Result[]): readonly CurvePoint[] {
  const drawn = results.filter(({ curve }) => curve.length > 0);
  const steps = [...new Set(drawn.flatMap(({ curve }) => curve.map(({ step }) => step)))].sort((a, b) => a - b);
  return steps.flatMap((step) => {
    const values = drawn.map(({ curve }) => valueAt(curve, step)).filter((value) => value !== null);
    return 2 * values.length >= drawn.length ? [{ step, value: median(values) }] : [];
  });
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Equal widths from the least to the greatest; one bin where all are alike. */
export function binsOf(values: readonly number[], most = 8): readonly Bin[] {
  if (values.length === 0) return [];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(high > low)) return [{ from: low, to: high, count: values.length }];
  const width = (high - low) / most;
  const counts = Array.from({ length: most }, () => 0);
  for (const value of values) counts[Math.min(most - 1, Math.floor((value - low) / width))]! += 1;
  return counts.map((count, i) => ({ from: low + i * width, to: low + (i + 1) * width, count }));
}

export interface Choices {
  readonly step: string;
  /** null where this page does not know the step. */
  readonly asked: Prediction | null;
  readonly title: string;
  /** Of a choice: each option with those who took it, the ones of the lesson first. */
  readonly options: readonly { readonly id: string; readonly who: readonly Result[] }[];
  readonly numbers: readonly number[];
  readonly drawn: number;
}

/** Of the steps of a lesson in their order; steps that this page does not know come last. */
export function choicesOf(results: readonly Result[], lesson: Lesson | undefined): readonly Choices[] {
  const known = (lesson?.steps ?? []).filter(({ predict }) => predict).map(({ id }) => id);
  const said = results.flatMap(({ predictions }) => predictions.map(({ step }) => step));
  const steps = [...new Set([...known.filter((id) => said.includes(id)), ...said])];
  return steps.map((step) => {
    const found = lesson?.steps.find(({ id }) => id === step);
    const asked = found?.predict ?? null;
    const values = results.flatMap((result) => {
      const value = result.predictions.find((one) => one.step === step)?.value;
      return value === undefined ? [] : [{ result, value }];
    });
    const own = asked?.kind === 'choice' ? asked.options.map(({ id }) => id) : [];
    const taken = values.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
    const options = [...new Set([...own, ...taken])].map((id) => ({
      id,
      who: values.filter(({ value }) => value === id).map(({ result }) => result),
    }));
    const numbers = values.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
    const drawn = values.filter(({ value }) => typeof value === 'object').length;
    return { step, asked, title: found?.title ?? step, options, numbers, drawn };
  });
}
