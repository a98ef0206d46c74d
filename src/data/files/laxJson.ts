// What: JSON as programs really write it: Python's NaN and Infinity, and a comma before a closing bracket. Both are outside the
// standard and neither can mean anything else. NaN is read as null, as pandas means it: nothing is there.

import { parseJson } from '../dataPrompt.ts';

/** A text in quotation marks, as an expression. One that is not closed reaches to the end, so that nothing of it is looked at twice. */
export const QUOTED = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)`;
const OUTSIDE_THE_STANDARD = new RegExp(String.raw`${QUOTED}|-?\b(?:NaN|Infinity)\b|,(?=\s*[\]}])`, 'g');

/** undefined where it is not JSON even so. */
export function parseLaxJson(text: string): unknown {
  const strict = parseJson(text);
  if (strict !== undefined) return strict;
  const within = text.replace(OUTSIDE_THE_STANDARD, (part) => (part[0] === '"' ? part : part === ',' ? '' : 'null'));
  return within === text ? undefined : parseJson(within);
}
