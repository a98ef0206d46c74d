// What: the truth of a prompt as it is edited and kept (answer, facts, boxes and labels are always there; the rest is under `further`)
// ↔ the truth that rewards read, where a field that says nothing is absent, so that a reward that needs it can tell.
// Units: boxes are fractions of the first picture; labels[i] belongs to boxes[i].
import type { Truth } from './types.ts';
import { isBlank, isTruthField, TRUTH_KINDS } from './truthValues.ts';

type Always = Required<Pick<Truth, 'answer' | 'facts' | 'boxes' | 'labels'>>;

/** What has no fields of its own on the page. */
export type FurtherTruth = Omit<Truth, keyof Always>;

export interface TruthParts extends Always {
  readonly further: FurtherTruth;
}

export function truthParts(truth: Truth): TruthParts {
  const { answer = '', facts = [], boxes = [], labels = [], ...further } = truth;
  return { answer, facts, boxes, labels, further };
}

const trimmed = (fact: Always['facts'][number]) =>
  typeof fact === 'string' ? fact.trim() : { ...fact, text: fact.text.trim() };
const says = (fact: Always['facts'][number]) => (typeof fact === 'string' ? fact : fact.text) !== '';

/** As many as boxes: a label that was not given is an empty one. */
const labelsOf = ({ boxes, labels }: Always) =>
  Array.from({ length: Math.max(boxes.length, labels.length) }, (_, i) => (labels[i] ?? '').trim());

/** Without blank lines. Options are counted, so that only blank ones behind the last option go. */
function lines(field: string, texts: readonly string[], { answerOption = 0 }: FurtherTruth): readonly string[] {
  const isText = (text: string) => text.trim() !== '';
  if (field !== 'options') return texts.filter(isText);
  return texts.slice(0, Math.max(answerOption, texts.findLastIndex(isText)) + 1);
}

function furtherOf(further: FurtherTruth): FurtherTruth {
  const fields = Object.entries(further).map(([field, value]) => {
    const isList = isTruthField(field) && TRUTH_KINDS[field] === 'texts' && value !== undefined;
    return [field, isList ? lines(field, value as readonly string[], further) : value] as const;
  });
  return Object.fromEntries(fields);
}

export function truthOf(parts: TruthParts): Truth {
  const { answer, facts, boxes, further } = parts;
  const all: Truth = {
    ...furtherOf(further),
    answer: answer.trim(),
    boxes,
    labels: labelsOf(parts),
    facts: facts.map(trimmed).filter(says),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => !isBlank(value))) as Truth;
}
