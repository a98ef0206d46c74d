// What: the lessons of a class in a link: their numbers in order, `1-2-5`; `0` = none. Numbers stand at the beginning of the lessons' ids.

const NONE = '0';
/** More lessons than there will be. */
const LONGEST = 200;

const numberOf = (id: string) => Number.parseInt(id, 10);

export const planText = (ids: readonly string[]): string => (ids.length === 0 ? NONE : ids.map(numberOf).join('-'));

export interface ReadPlan {
  /** Ids, each once. */
  readonly lessons: readonly string[];
  /** Numbers that no lesson here has. */
  readonly unknown: readonly number[];
}

/** null where it is no list of numbers. */
export function readPlan(text: string, ids: readonly string[]): ReadPlan | null {
  if (text.length > LONGEST || !/^\d{1,3}(?:-\d{1,3})*$/.test(text)) return null;
  const numbers = [...new Set(text.split('-').map(Number))].filter((number) => number !== Number(NONE));
  const found = numbers.map((number) => ids.find((id) => numberOf(id) === number));
  return {
    lessons: found.filter((id) => id !== undefined),
    unknown: numbers.filter((_, i) => found[i] === undefined),
  };
}
