// What: JSON as Python writes it: NaN and Infinity stand where a number is missing, and are read as null.
const STRING_OR_ODD = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** undefined where it is not JSON even so. */
export function parseLoggedJson(text: string): unknown {
  const strict = parse(text);
  if (strict !== undefined) return strict;
  return parse(text.replace(STRING_OR_ODD, (part) => (part[0] === '"' ? part : 'null')));
}
