// What: would an expression of a stranger's go back and forth over a name for longer than anyone waits? JavaScript's expressions cannot be
// stopped, so those that may are refused: a repeated group that repeats in itself, (a+)+, and many repetitions in a row.
// Formula: backtracking takes at most letters^repetitions steps outside of nested ones; names have some 60 letters.

const LONGEST = 2000;
/** PEFT's own patterns have one to three; 60⁴ is 13 million steps. */
const MOST_REPETITIONS = 4;

/** Repetitions without a limit, or with a large one. */
const REPEATS = /^(?:[*+]|\{\d+,\}|\{(?:\d+,)?\d{2,}\})/;

export function isSlow(pattern: string): boolean {
  if (pattern.length > LONGEST) return true;
  /** Of each open group: does something in it repeat, or has it alternatives? */
  const groups: boolean[] = [false];
  let [repetitions, closed] = [0, false];
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    if (REPEATS.test(pattern.slice(at, at + 12))) {
      repetitions += 1;
      if (closed) return true;
      groups[groups.length - 1] = true;
    }
    closed = false;
    if (sign === '\\') at += 1;
    else if (sign === '[') {
      while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
    } else if (sign === '(') groups.push(false);
    else if (sign === '|') groups[groups.length - 1] = true;
    else if (sign === ')' && groups.length > 1) {
      closed = groups.pop()!;
      groups[groups.length - 1] ||= closed;
    }
  }
  return repetitions > MOST_REPETITIONS;
}
