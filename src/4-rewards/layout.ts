// What: the constants of shaders/4-rewards/layout.wgsl, read from that file, so that they exist once.
import { rewardShaderText } from '../gpu/rewardShaders.ts';

const text = rewardShaderText('layout');

function constant(name: string): number {
  const found = new RegExp(`^const ${name} = (\\d+)u;$`, 'm').exec(text);
  if (!found) throw new Error(`shaders/4-rewards/layout.wgsl has no constant ${name}.`);
  return Number(found[1]);
}

/** `<prefix>_COUNT` is how many there are, not one of them. */
const numbered = (prefix: string) =>
  Object.fromEntries(
    [...text.matchAll(new RegExp(`^const ${prefix}_(?!COUNT |ROW )(\\w+) = (\\d+)u;$`, 'gm'))].map(
      ([, name, value]) => [
        name!.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
        Number(value),
      ],
    ),
  );

/** Slots of the spans that are not tags: completion, grammar, missing. Those of tags: tagTable.ts. */
export const SPANS: Readonly<Record<string, number>> = numbered('SPAN');
/** Index of a number by name: boxCount, pointCount, answerIsNumber, answer, words, tokens, truncated, malformed. */
export const NUMBERS: Readonly<Record<string, number>> = numbered('NUMBER');
/** Index of a field of the truth by name: answer, acceptedAnswers, boxes, labels, facts, factKinds, … */
export const TRUTH: Readonly<Record<string, number>> = numbered('TRUTH');

export const SPAN_COUNT = constant('SPAN_COUNT');
export const SPAN_ROW = constant('SPAN_ROW');
export const MAX_TAGS = constant('MAX_TAGS');
export const TAG_WORDS = constant('TAG_WORDS');
export const MAX_OCCURRENCES = constant('MAX_OCCURRENCES');
export const MAX_ACTIONS = constant('MAX_ACTIONS');
export const BOX_TAGS_AT = constant('BOX_TAGS_AT');
export const POINT_TAGS_AT = constant('POINT_TAGS_AT');
export const ACTIONS_AT = constant('ACTIONS_AT');
export const ACTION_TAGS_AT = constant('ACTION_TAGS_AT');
export const TAG_NUMBERS_AT = constant('TAG_NUMBERS_AT');
export const NUMBERS_PER_ROLLOUT = constant('NUMBERS_PER_ROLLOUT');
export const BOXES_AT = constant('BOXES_AT');
export const POINTS_AT = constant('POINTS_AT');
export const MAX_BOXES = constant('MAX_BOXES');
export const MAX_POINTS = constant('MAX_POINTS');
/** Fields of the truth in the table that each prompt has. */
export const TRUTH_COUNT = constant('TRUTH_COUNT');
