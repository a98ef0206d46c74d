// What: float64 twin of listedItems.wgsl, as the authors' loop goes through the list.
import { isRecord } from './jsonText.ref.ts';
import { lengthOf, MOST_LISTED, readListed } from './listed.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import type { Rollout } from './prelude.ref.ts';
import { textOf } from './unicode.ref.ts';

const KEYS = ['bbox_2d', 'point_2d'] as const;
const SIZES = [4, 2] as const;
const WORD = 'affordance';

function fields(data: unknown, withWord: boolean): number {
  if (!Array.isArray(data) && !isRecord(data)) return 0;
  const items: unknown[] = Array.isArray(data) ? data : Object.keys(data);
  let sum = 0;
  for (const item of items.slice(0, MOST_LISTED)) {
    if (Array.isArray(item)) continue;
    if (!isRecord(item)) {
      // A text is searched for the key; finding it is an error, but for the word.
      if (Array.isArray(data) && typeof item === 'string') continue;
      if (typeof item !== 'string' || KEYS.some((key) => item === key)) break;
      sum += withWord && item === WORD ? 1 : 0;
      continue;
    }
    KEYS.forEach((key, i) => (sum += Array.isArray(item[key]) && item[key].length === SIZES[i] ? 1 : 0));
    sum += withWord && WORD in item ? 1 : 0;
  }
  return sum / Math.max(items.length, 1);
}

function isRightWord(rollout: Rollout, data: unknown): boolean {
  const item: unknown = Array.isArray(data) && data.length === 1 ? data[0] : null;
  const word = isRecord(item) ? item[WORD] : null;
  if (typeof word !== 'string') return false;
  const weights = rollout.truthNumbers('factWeights');
  const near = rollout.facts().filter((_, f) => weights[f]! > Math.fround(rollout.knob('similarity')));
  return [...rollout.truthTexts('answer'), ...near].some((text) => textOf(text) === word);
}

export const reference = rewardReference((rollout) => {
  const data = readListed(rollout);
  const part = rollout.knob('part');
  if (data === undefined) return 0;
  if (part === 2) return isRightWord(rollout, data) ? 1 : 0;
  if (part === 1) return Math.max(lengthOf(data), 0) === rollout.truthBoxes().length ? 1 : 0;
  return fields(data, part === 0);
});
