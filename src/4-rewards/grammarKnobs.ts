// What: the setting `grammar` ('think_box_answer', 'box_answer', …) as knobs of the format reward.
const SPANS = ['think', 'box', 'point', 'answer'];

export function grammarKnobs(grammar: string): Record<string, number> {
  const wanted = grammar.split('_');
  const unknown = wanted.find((span) => !SPANS.includes(span));
  if (unknown !== undefined)
    throw new Error(`The grammar '${grammar}' names '${unknown}'; it may name ${SPANS.join(', ')}.`);
  return Object.fromEntries(SPANS.map((span) => [`need_${span}`, wanted.includes(span) ? 1 : 0]));
}
