// What: completions that show what a reward pays for, made from a prompt's truth and the task's grammar: a perfect one, and ways in which
//   a reward is known to be cheated. One that makes no sense for the task (no box to widen, one label only) is left out.
// Source: the hacks of TEACHING §2 no. 12 (Visual-RFT #176: `"" in truth` pays the empty answer).
import type { Box } from '../../1-image/types.ts';
import type { Grammar, GrammarTag } from '../../4-rewards/grammar.ts';
import type { Truth } from '../../4-rewards/types.ts';
import type { Preset, PresetName } from './sandboxTypes.ts';

export interface PresetTask {
  readonly grammar: Grammar;
  readonly truth: Truth;
  readonly question: string;
  /** What is written for the far edge of the picture. */
  readonly scale: number;
  /** Of all prompts of the task. */
  readonly truths: readonly Truth[];
}

export const MANY = 100;
const WHOLE: Box = [0, 0, 1, 1];

const unique = (texts: readonly string[]) => [...new Set(texts.filter((text) => text.trim() !== ''))];
const factText = (fact: NonNullable<Truth['facts']>[number]) => (typeof fact === 'string' ? fact : fact.text);
const lines = (triples: NonNullable<Truth['triples']>) => triples.map((parts) => parts.join(' ')).join('; ');

/** Coordinates as the policy writes them: whole numbers, or fractions where the far edge is 1. */
const written = (scale: number, values: readonly number[]) =>
  values.map((value) => (scale > 1 ? String(Math.round(value * scale)) : (value * scale).toFixed(3))).join(' ');

/** The answer in words; '' where the truth has none. */
function answerOf({
  answer,
  options = [],
  answerOption,
  quality,
  labels = [],
  captions = [],
  triples,
  program,
}: Truth) {
  const found = [
    answer,
    answerOption === undefined ? undefined : options[answerOption],
    quality === undefined ? undefined : String(quality),
    program,
    triples && lines(triples),
    unique(labels).join(', '),
    captions[0],
  ];
  return found.find((text) => text !== undefined && text.trim() !== '') ?? '';
}

/** What can be thought on the way: steps, facts or a caption, as far as the truth knows any. */
function thoughtOf(truth: Truth): string {
  const { referenceSteps = [], facts = [], captions = [], expertText } = truth;
  if (referenceSteps.length > 0) return referenceSteps.join(' ');
  if (facts.length > 0) return facts.map(factText).join(', ');
  return captions[0] ?? expertText ?? answerOf(truth);
}

function textOf({ name }: GrammarTag, { truth, question }: PresetTask): string {
  if (name === 'answer') return answerOf(truth);
  if (name === 'caption') return truth.captions?.[0] ?? thoughtOf(truth);
  return name === 'rephrase' ? question : thoughtOf(truth);
}

/** What stands in each pair of tags of that name. */
function contentsOf(tag: GrammarTag, task: PresetTask, boxes: readonly Box[]): string[] {
  const { truth, scale } = task;
  const apart = (texts: readonly string[]) => (tag.max >= texts.length ? [...texts] : [texts.join(', ')]);
  switch (tag.content) {
    case 'box':
    case 'boxes':
      return apart(boxes.map((box) => written(scale, box)));
    case 'point':
    case 'points':
      return apart((truth.points ?? []).map((point) => written(scale, point)));
    case 'triples':
      return [truth.triples ? lines(truth.triples) : answerOf(truth)];
    case 'program':
      return [truth.program ?? answerOf(truth)];
    case 'list':
      return [unique(truth.labels ?? []).join(', ') || answerOf(truth)];
    case 'ranking':
      return [truth.answer ?? unique(truth.labels ?? []).join('\n')];
    case 'number':
    case 'text':
      return [textOf(tag, task)];
  }
}

interface Piece {
  readonly tag: string;
  readonly text: string;
}

/** The pieces of a perfect completion in their order; none where the grammar has no tags. */
function piecesOf(task: PresetTask, boxes: readonly Box[]): Piece[] {
  const usable = task.grammar.tags.filter(({ max, isAction }) => max > 0 && !isAction);
  const required = usable.filter(({ min }) => min > 0);
  const tags = (required.length > 0 ? required : usable).toSorted((a, b) => a.rank - b.rank);
  return tags.flatMap((tag) => {
    const texts = contentsOf(tag, task, boxes).filter((text) => text.trim() !== '');
    const missing = Math.max(0, tag.min - texts.length);
    const all = texts.length > 0 ? [...texts, ...Array<string>(missing).fill(texts.at(-1)!)] : [];
    return all.map((text) => ({ tag: tag.name, text }));
  });
}

const joined = (pieces: readonly Piece[]) => pieces.map(({ tag, text }) => `<${tag}>${text}</${tag}>`).join('');

/** Every answer that the task knows. */
const labelsOf = (truths: readonly Truth[]) =>
  unique(
    truths.flatMap(({ answer, options = [], labels = [] }) => [
      ...(answer === undefined ? [] : [answer]),
      ...options,
      ...labels,
    ]),
  );

export function presetsOf(task: PresetTask): Preset[] {
  const { truth, truths, grammar } = task;
  const { boxes = [] } = truth;
  const pieces = piecesOf(task, boxes);
  const inTags = grammar.tags.some(({ max, isAction }) => max > 0 && !isAction);
  const perfect = inTags ? joined(pieces) : answerOf(truth);
  const labels = labelsOf(truths);
  const all = labels.join(', ');
  const allLabels = inTags
    ? joined(pieces.map((piece) => (piece.tag === 'answer' ? { ...piece, text: all } : piece)))
    : all;
  const takesBoxes = grammar.tags.some(({ content, max, isAction }) => max > 0 && !isAction && /^box/.test(content));
  const wanted: readonly (readonly [PresetName, string, boolean])[] = [
    ['empty', '', true],
    ['perfect', perfect, perfect !== ''],
    ['perfectMany', perfect.repeat(MANY), perfect !== ''],
    ['allLabels', allLabels, labels.length > 1 && allLabels !== perfect],
    ['wholePicture', joined(piecesOf(task, [WHOLE])), takesBoxes],
    ['wrongOrder', joined([...pieces].reverse()), new Set(pieces.map(({ tag }) => tag)).size > 1],
  ];
  return wanted.flatMap(([name, text, isKept]) => (isKept ? [{ name, text }] : []));
}
