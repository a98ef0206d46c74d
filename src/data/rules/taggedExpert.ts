// What: data rule "taggedExpert": writes the expert text of a place in the form that answers must have, from what is true about the
//   place. The scenes say in plain words how one gets to the answer; a term that learned from those words would unlearn the tags.
// Formula: expertText = the form with its slots filled: {think} = the expert text without the answer behind it, {boxes} = the corners
//   x0 y0 x1 y1 of every box, rounded to whole units of coordinate_scale, {answer} = the answer. A part <tag>…</tag> of the form whose
//   slot has nothing to fill it is left out. Places without an expert text or an answer stay as they are.
// Source: ours; MM-HELIX (arXiv 2510.08540), section 3: the experts' texts have the form of the policy's answers.
import type { DataRule } from '../../blocks/seams.ts';
import type { Truth } from '../../4-rewards/types.ts';
import { text } from '../../config/knob.ts';

const knobs = {
  form: text('<think>{think}</think><box>{boxes}</box><answer>{answer}</answer>', {
    unit: '',
    doc: 'How an expert’s text is written; {think}, {boxes} and {answer} are filled in.',
    source: 'ours: the grammar think_box_answer',
  }),
};

/** The text without the answer at its end, and without the full stop in front of that. */
function thinkOf(expertText: string, answer: string): string {
  const end = `. ${answer}`;
  return expertText.endsWith(end) ? expertText.slice(0, -end.length) : expertText;
}

/** Null where there is nothing to write. */
export function expertIn(form: string, truth: Truth, scale: number): string | null {
  const { expertText, answer, boxes = [] } = truth;
  if (!expertText || !answer) return null;
  const slots: Readonly<Record<string, string>> = {
    think: thinkOf(expertText, answer),
    boxes: boxes.map((box) => box.map((side) => Math.round(side * scale)).join(' ')).join(' '),
    answer,
  };
  const filled = form.replace(/<(\w+)>\{(\w+)\}<\/\1>/g, (part, _tag, slot: string) =>
    slots[slot] === '' ? '' : part,
  );
  return filled.replace(/\{(think|boxes|answer)\}/g, (_, slot: string) => slots[slot]!);
}

export const block: DataRule<typeof knobs, null> = {
  name: 'taggedExpert',
  doc: 'Writes the expert texts of the prompts with the tags that answers must have.',
  formula: 'expertText = the form with {think}, {boxes} and {answer} filled in',
  source: 'ours, for MM-HELIX (arXiv 2510.08540)',
  knobs,
  problem({ as, form }, { leaf }) {
    if (!form.includes('{answer}'))
      return `${as}.form has no {answer}, so an expert's text would not answer; put {answer} where the answer stands.`;
    return form.includes('{boxes}') && leaf('coordinate_scale') === 0
      ? `${as} writes boxes in fractions of the picture, but coordinate_scale = 0 means pixels; set coordinate_scale = 100, or leave {boxes} out of ${as}.form.`
      : null;
  },
  start: () => null,
  draw: (given, { config }, { form }) =>
    given.map((place) => {
      const expertText = expertIn(form, place.truth, config.grammar.coordinate_scale);
      return expertText === null ? place : { ...place, truth: { ...place.truth, expertText } };
    }),
};
