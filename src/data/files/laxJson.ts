// What: JSON as programs really write it: Python's NaN and Infinity, and a comma before a closing bracket. Both are outside the
// standard and neither can mean anything else. NaN is read as null, as pandas means it: nothing is there.

const OUTSIDE_THE_STANDARD = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\b(?:NaN|Infinity)\b|,(?=\s*[\]}])/g;

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** undefined where it is not JSON even so. */
export function parseLaxJson(text: string): unknown {
  const strict = parse(text);
  if (strict !== undefined) return strict;
  const within = text.replace(OUTSIDE_THE_STANDARD, (part) => (part[0] === '"' ? part : part === ',' ? '' : 'null'));
  return within === text ? undefined : parse(within);
}
