// What: an estimate in words: the answer first, then what stands in the way and what to do about it, then the numbers.
import type { ModelEstimate } from './estimateModel.ts';

/** yes · tight: it may run out of memory · slow: minutes a step · no. */
export type Answer = 'yes' | 'tight' | 'slow' | 'no';

/** Shares of the heap: estimates are right within a third. */
const [TIGHT, FULL] = [0.7, 1];
const SLOW_SECONDS = 60;
const MiB = 2 ** 20;

export function answerOf({ missing, operators, memory, memoryLimit, seconds }: ModelEstimate): Answer {
  if (missing.length > 0 || (operators?.length ?? 0) > 0 || memory > FULL * memoryLimit) return 'no';
  if (memory > TIGHT * memoryLimit) return 'tight';
  return seconds > SLOW_SECONDS ? 'slow' : 'yes';
}

const megabytes = (bytes: number) => (bytes < 10 * MiB ? (bytes / MiB).toFixed(1) : (bytes / MiB).toFixed(0));
const millions = (count: number) => `${(count / 1e6).toFixed(count < 1e7 ? 1 : 0)} million`;
const time = (seconds: number) =>
  seconds < 10
    ? `${seconds.toFixed(1)} s`
    : seconds < 120
      ? `${seconds.toFixed(0)} s`
      : `${(seconds / 60).toFixed(0)} min`;
const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;

const SMALLER = 'Use fewer generations, shorter completions or a smaller model.';

export function answerSentence(estimate: ModelEstimate): string {
  const { missing, operators, memory, seconds } = estimate;
  const heap = `about ${megabytes(memory)} MiB of memory`;
  if (missing.length > 0)
    return `It cannot be loaded: ${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} missing. Use a folder as transformers.js loads it.`;
  if (operators && operators.length > 0)
    return `It can answer but not be trained: there is no gradient for ${listed(operators)}. Take an export without ${operators.length === 1 ? 'it' : 'them'}, such as one of onnxruntime-genai’s model builder.`;
  switch (answerOf(estimate)) {
    case 'no':
      return `It does not fit: a step would take ${heap}, and a page has 4096 MiB. ${SMALLER}`;
    case 'tight':
      return `It may just fit: a step takes ${heap} of the 4096 MiB that a page has. ${SMALLER}`;
    case 'slow':
      return `It fits, but a step takes about ${time(seconds)} on this device. ${SMALLER}`;
    default:
      return `Yes: a step takes about ${time(seconds)} on this device and ${heap}.`;
  }
}

/** Name and value, for a table. */
export function estimateRows(estimate: ModelEstimate): readonly (readonly [string, string])[] {
  const { sizes, parameters, trained, bytes, files, operators, memory, seconds, pictureSeconds, readsPictures } =
    estimate;
  const kind = readsPictures ? `pictures (${sizes.imageTokens} tokens each) and words` : 'words only';
  const rules =
    operators === null
      ? 'told when it is loaded'
      : operators.length === 0
        ? 'every operator has one'
        : `none for ${listed(operators)}`;
  return [
    ['Reads', kind],
    ['Weights', `${millions(parameters)}, ${sizes.layers} layers of ${sizes.hidden}, vocabulary ${sizes.vocabulary}`],
    ['Trained', `${millions(trained)} of the adapter`],
    ['Download', bytes === null ? 'size not told' : `${megabytes(bytes)} MiB in ${files.length} files`],
    ['Gradients', rules],
    ['Memory', `about ${megabytes(memory)} MiB`],
    ['A step', `about ${time(seconds)}`],
    ...(pictureSeconds > 1 ? ([['A new picture', `about ${time(pictureSeconds)} more, once`]] as const) : []),
  ];
}

/** What the page shows of an estimate. */
export interface EstimateWords {
  readonly name: string;
  readonly answer: Answer;
  readonly sentence: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
}

export const inWords = (estimate: ModelEstimate): EstimateWords => ({
  name: estimate.name,
  answer: answerOf(estimate),
  sentence: answerSentence(estimate),
  rows: estimateRows(estimate),
});
