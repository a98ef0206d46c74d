// What: the results of a class as a table: one row a learner's run, one column a prediction.
// Source: RFC 4180; OWASP, CSV injection: a text that a spreadsheet would take for a formula gets an apostrophe before it.
import type { Result } from './resultCode.ts';

const HEAD = 'name lesson recipe seed steps metric first last greedy_before greedy_after recorded_run curve'.split(' ');

const guarded = (text: string) =>
  /^[=+\-@\t\r\n]/.test(text.trimStart()) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
const textCell = (text: string) => {
  const safe = guarded(text);
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
/** A number is no formula, whatever its sign. */
const numberCell = (value: number | null | undefined) =>
  typeof value === 'number' && Number.isFinite(value) ? String(Number(value.toPrecision(6))) : '';

/** Columns of predictions: `lesson/step`, in the order in which they come. */
function asked(results: readonly Result[]): readonly string[] {
  const names = results.flatMap(({ lesson, predictions }) => predictions.map(({ step }) => `${lesson}/${step}`));
  return [...new Set(names)];
}

function predictionCell({ lesson, predictions }: Result, column: string): string {
  const found = predictions.find(({ step }) => `${lesson}/${step}` === column)?.value;
  if (found === undefined) return '';
  if (typeof found === 'string') return textCell(found);
  return typeof found === 'number' ? numberCell(found) : textCell(found.map(numberCell).join(' '));
}

export function classCsv(results: readonly Result[]): string {
  const columns = asked(results);
  const rows = results.map((result) => {
    const { name, lesson, recipe, seed, steps, metric, curve, before, after, recorded } = result;
    return [
      ...[textCell(name), textCell(lesson), textCell(recipe), numberCellWhole(seed), numberCellWhole(steps)],
      ...[textCell(metric), numberCell(curve[0]?.value), numberCell(curve.at(-1)?.value)],
      ...[numberCell(before), numberCell(after), recorded ? 'yes' : 'no'],
      textCell(curve.map(({ step, value }) => `${step}:${numberCell(value)}`).join(' ')),
      ...columns.map((column) => predictionCell(result, column)),
    ];
  });
  return [[...HEAD, ...columns].map(textCell), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** Seeds have more digits than a measured value. */
const numberCellWhole = (value: number) => (Number.isFinite(value) ? String(value) : '');
