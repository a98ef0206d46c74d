// What: the answer cell of a row → what is true about the picture. The reasoning around <answer>…</answer> is kept as the expert's text; an
// answer that is nothing but boxes becomes boxes.
// Units: a box [x0, y0, x1, y1] is fractions where no number exceeds 1, else pixels from the upper left corner (VLM-R1, Qwen2.5-VL).
// Source: the tags: om-ai-lab/VLM-R1 grpo_jsonl.py (default_accuracy_reward, the last pair counts); bbox_2d: its map_reward.
import type { Box } from '../../1-image/types.ts';
import type { Truth } from '../../4-rewards/types.ts';
import { isRecord, parseJson } from '../dataPrompt.ts';

export interface Answer {
  readonly truth: Truth;
  /** How its boxes count; absent where there is none. */
  readonly boxes?: 'pixels' | 'fractions';
}

const [OPEN, CLOSE] = ['<answer>', '</answer>'];

/** Where the last answer in tags begins and ends; a tag that opens within another is a part of it. */
function lastPair(text: string): { readonly from: number; readonly to: number } | null {
  let last: { readonly from: number; readonly to: number } | null = null;
  let open = -1;
  for (const { 0: tag, index } of text.matchAll(/<\/?answer>/gi))
    if (tag.length === OPEN.length) open = open < 0 ? index : open;
    else if (open >= 0) {
      last = { from: open + OPEN.length, to: index };
      open = -1;
    }
  return last;
}

/** What is said at last, and the whole where there is more than that. */
export function unwrapped(text: string): { readonly answer: string; readonly expert?: string } {
  const tagged = lastPair(text);
  const thought = /^[\s\S]*<\/think(?:ing)?>/i.exec(text)?.[0];
  if (!tagged && thought === undefined) return { answer: text.trim() };
  const answer = (tagged ? text.slice(tagged.from, tagged.to) : text.slice(thought!.length)).trim();
  const around = tagged && text.slice(0, tagged.from - OPEN.length) + text.slice(tagged.to + CLOSE.length);
  const isBare = around?.trim() === '';
  return { answer, ...(isBare ? {} : { expert: text.trim() }) };
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isBox = (value: unknown): value is Box =>
  Array.isArray(value) && value.length === 4 && value.every(isNumber) && value[0] < value[2] && value[1] < value[3];

interface Found {
  readonly boxes: readonly Box[];
  readonly labels: readonly string[];
}

/** A box, a list of boxes, or Qwen's [{"bbox_2d": […], "label": "…"}]; null where it is something else. */
function boxesIn(value: unknown): Found | null {
  if (isBox(value)) return { boxes: [value], labels: [] };
  const items = isRecord(value) ? [value] : Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (items.length === 0) return null;
  if (items.every(isBox)) return { boxes: items, labels: [] };
  const told = items.filter(isRecord).map((item) => ({ box: item['bbox_2d'] ?? item['bbox'], label: item['label'] }));
  const boxes = told.map(({ box }) => box);
  if (told.length < items.length || !boxes.every(isBox)) return null;
  const labels = told.map(({ label }) => label).filter((label) => typeof label === 'string');
  return { boxes, labels: labels.length === boxes.length ? labels : [] };
}

const ASKS_FOR_BOX = /\b(bounding|bbox|box(es)?|coordinates?|regions?|locate|location|detect|ground(ing)?|where)\b/i;

function readBoxes(value: unknown, isSure: boolean): Answer | null {
  const found = boxesIn(value);
  if (!found) return null;
  const inFractions = found.boxes.flat().every((number) => number >= 0 && number <= 1);
  if (!inFractions && !isSure) return null; // four numbers may be four numbers
  const { boxes, labels } = found;
  return { truth: { boxes, ...(labels.length > 0 ? { labels } : {}) }, boxes: inFractions ? 'fractions' : 'pixels' };
}

const ofText = (text: string): string => /^```(?:json)?\s*([\s\S]*?)\s*```$/.exec(text)?.[1] ?? text;

/** null where it is neither a text, nor a number, nor a list of texts that all count, nor boxes. */
export function readAnswer(cell: unknown, question: string): Answer | null {
  if (cell === undefined || cell === null) return { truth: {} };
  if (isNumber(cell) || typeof cell === 'boolean' || typeof cell === 'bigint')
    return { truth: { answer: String(cell) } };
  if (typeof cell !== 'string') {
    const isTexts = Array.isArray(cell) && cell.every((one) => typeof one === 'string');
    if (!isTexts) return readBoxes(cell, true);
    const [answer, ...further] = cell.map((one) => unwrapped(one).answer);
    if (answer === undefined) return { truth: {} };
    return { truth: { answer, ...(further.length > 0 ? { acceptedAnswers: further } : {}) } };
  }
  const { answer, expert } = unwrapped(cell);
  const expertText = expert === undefined ? {} : { expertText: expert };
  const written = ofText(answer);
  const isSure = written.includes('bbox_2d') || ASKS_FOR_BOX.test(question);
  const boxes = /^[[{]/.test(written) ? readBoxes(parseJson(written), isSure) : null;
  return boxes ? { ...boxes, truth: { ...boxes.truth, ...expertText } } : { truth: { answer, ...expertText } };
}
