// What: the truth of every prompt as the words that reward shaders read (layout in shaders/4-rewards/layout.wgsl).
// Shapes: [P × TRUTH_WORDS] u32, floats bit-cast. Limits: 16 boxes, 16 points, 8 facts of 60 bytes, an answer of 252 bytes.
import { MAX_BOXES, MAX_FACTS, MAX_ORDER, MAX_POINTS, TRUTH, TRUTH_WORDS } from './layout.ts';
import { numberOfText } from './readNumber.ts';
import type { Truth } from './types.ts';

export const MAX_ANSWER_BYTES = (TRUTH['orderAt']! - TRUTH['answerAt']!) * 4;
export const MAX_FACT_BYTES = (TRUTH['factWords']! - 1) * 4;

function checkCount(what: string, count: number, limit: number): void {
  if (count > limit) throw new Error(`A prompt has ${count} ${what}; at most ${limit} can be scored. Leave some out.`);
}

function checkBytes(what: string, text: string, limit: number): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > limit) {
    throw new Error(
      `${what} "${text.slice(0, 40)}…" has ${bytes.length} bytes; at most ${limit} can be scored. Shorten it.`,
    );
  }
  return bytes;
}

function checkFinite(what: string, values: readonly number[]): void {
  if (!values.every(Number.isFinite)) throw new Error(`${what} (${values.join(', ')}) must be finite numbers.`);
}

function packOne(truth: Truth, words: Uint32Array, floats: Float32Array, bytes: Uint8Array): void {
  const { answer, boxes = [], points = [], facts = [], order = [] } = truth;
  checkCount('boxes', boxes.length, MAX_BOXES);
  checkCount('points', points.length, MAX_POINTS);
  checkCount('facts', facts.length, MAX_FACTS);
  checkCount('numbers in its order', order.length, MAX_ORDER);
  words[TRUTH['boxCount']!] = boxes.length;
  words[TRUTH['pointCount']!] = points.length;
  words[TRUTH['factCount']!] = facts.length;
  words[TRUTH['orderCount']!] = order.length;
  words.set(order, TRUTH['orderAt']!);
  boxes.forEach((box, i) => {
    checkFinite('A true box', box);
    if (!(box[0] < box[2] && box[1] < box[3])) {
      throw new Error(`The true box (${box.join(', ')}) has no area: it needs x0 < x1 and y0 < y1.`);
    }
    floats.set(box, TRUTH['boxesAt']! + 4 * i);
  });
  points.forEach((point, i) => {
    checkFinite('A true point', point);
    floats.set(point, TRUTH['pointsAt']! + 2 * i);
  });
  facts.forEach((fact, i) => {
    const own = checkBytes('The fact', fact, MAX_FACT_BYTES);
    const at = TRUTH['factsAt']! + i * TRUTH['factWords']!;
    words[at] = own.length;
    bytes.set(own, (at + 1) * 4);
  });
  if (answer === undefined) return;
  const own = checkBytes('The answer', answer, MAX_ANSWER_BYTES);
  const value = numberOfText(own);
  words[TRUTH['flags']!] = value === null ? 1 : 3;
  words[TRUTH['answerLength']!] = own.length;
  floats[TRUTH['answerNumber']!] = value ?? 0;
  bytes.set(own, TRUTH['answerAt']! * 4);
}

export function packTruth(truths: readonly Truth[]): Uint32Array {
  const buffer = new ArrayBuffer(truths.length * TRUTH_WORDS * 4);
  truths.forEach((truth, p) => {
    const start = p * TRUTH_WORDS * 4;
    const length = TRUTH_WORDS;
    packOne(
      truth,
      new Uint32Array(buffer, start, length),
      new Float32Array(buffer, start, length),
      new Uint8Array(buffer, start, 4 * length),
    );
  });
  return new Uint32Array(buffer);
}
