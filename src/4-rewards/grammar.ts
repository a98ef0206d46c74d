// What: a grammar (the format of an answer) from its JSON: the tags in order, what they hold, how often they occur, and the units
//   into which their texts are cut. A bad one is refused in one sentence that names the tag and the remedy.
import { shownValue } from '../config/shownValue.ts';
import type { UnitKind } from '../blocks/signals.ts';
import { MAX_TAGS } from './layout.ts';
import { parseUnits } from './grammarUnits.ts';
import type { UnitRule } from './grammarUnits.ts';

export const TAG_CONTENTS = [
  'text',
  'number',
  'box',
  'boxes',
  'point',
  'points',
  'list',
  'triples',
  'program',
  'ranking',
] as const;
export type TagContent = (typeof TAG_CONTENTS)[number];

export interface GrammarTag {
  readonly name: string;
  readonly content: TagContent;
  /** How often it occurs; max Infinity = any number of times, 0 = the tag is known but must not occur. */
  readonly min: number;
  readonly max: number;
  /** It requests something (a zoom) and is not part of the answer: its boxes are kept apart, its content is free. */
  readonly isAction: boolean;
  /** Tags occur in the order of their ranks; those of one rank in any order among themselves. */
  readonly rank: number;
}

export interface Grammar {
  readonly name: string;
  readonly doc: string;
  readonly source: string;
  readonly tags: readonly GrammarTag[];
  readonly units: readonly UnitRule[];
  /** Only <answer> is that tag, not <Answer>; absent = in either case. */
  readonly exactCase?: boolean;
}

/** A grammar that cannot be used. */
export class GrammarError extends Error {
  override readonly name = 'GrammarError';
  constructor(grammar: string, detail: string) {
    super(`The grammar '${grammar}': ${detail}`);
  }
}

const LONGEST_NAME = 15;
/** Names of spans that are not tags. */
const RESERVED = ['completion', 'grammar', 'missing', 'count'];
const TAG_FIELDS = ['name', 'content', 'optional', 'repeatable', 'times', 'min', 'max', 'action'];
const FIELDS = ['name', 'doc', 'source', 'tags', 'order', 'units', 'exactCase'];

type Fail = (detail: string) => never;
type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
const listed = (words: readonly string[]) => words.join(', ');

function readName(tag: Fields, at: number, fail: Fail): string {
  const { name } = tag;
  if (typeof name !== 'string' || !/^[a-z]+$/.test(name)) {
    fail(`tag ${at + 1} is called ${shownValue(name)}; a name is made of the letters a to z.`);
  }
  const own = name as string;
  if (own.length > LONGEST_NAME) {
    fail(`the tag '${own}' has ${own.length} letters; at most ${LONGEST_NAME} can be read, so shorten it.`);
  }
  if (RESERVED.includes(own)) fail(`no tag may be called '${own}', which means something else; choose another name.`);
  return own;
}

/** min and max from the words optional, repeatable, times, min, max. */
function readTimes(tag: Fields, name: string, fail: Fail): readonly [min: number, max: number] {
  const { optional, repeatable, times, min, max } = tag;
  for (const [word, value] of Object.entries({ optional, repeatable, action: tag['action'] })) {
    if (value !== undefined && typeof value !== 'boolean')
      fail(`'${word}' of the tag '${name}' must be true or false.`);
  }
  for (const [word, value] of Object.entries({ times, min, max })) {
    if (value !== undefined && !isCount(value)) fail(`'${word}' of the tag '${name}' must be a whole number ≥ 0.`);
  }
  const others = [optional, repeatable, min, max].some((value) => value !== undefined);
  if (times !== undefined && others) {
    fail(`the tag '${name}' says 'times', so leave out optional, repeatable, min and max there.`);
  }
  if (optional !== undefined && min !== undefined) {
    fail(`the tag '${name}' says 'optional' and 'min'; keep one of them.`);
  }
  if (repeatable !== undefined && max !== undefined) {
    fail(`the tag '${name}' says 'repeatable' and 'max'; keep one of them.`);
  }
  const least = (times ?? min ?? (optional ? 0 : 1)) as number;
  const most = (times ?? max ?? (repeatable ? Infinity : Math.max(1, least))) as number;
  if (least > most) fail(`the tag '${name}' occurs at least ${least} times and at most ${most}; make min ≤ max.`);
  return [least, most];
}

function readTag(value: unknown, at: number, fail: Fail): Omit<GrammarTag, 'rank'> {
  if (!isRecord(value)) return fail(`tag ${at + 1} is not an object; write {"name": "think", "content": "text"}.`);
  const name = readName(value, at, fail);
  const extra = Object.keys(value).find((field) => !TAG_FIELDS.includes(field));
  if (extra !== undefined) fail(`the tag '${name}' has a field '${extra}'; there are: ${listed(TAG_FIELDS)}.`);
  const content = value['content'] as TagContent;
  if (!TAG_CONTENTS.includes(content)) {
    fail(`the tag '${name}' holds ${shownValue(content)}; what can be read is: ${listed(TAG_CONTENTS)}.`);
  }
  const [min, max] = readTimes(value, name, fail);
  return { name, content, min, max, isAction: value['action'] === true };
}

/** Rank of each tag by name: as listed, or as `order` says, a list of names and of lists of names. */
function readOrder(order: unknown, names: readonly string[], fail: Fail): ReadonlyMap<string, number> {
  if (order === undefined) return new Map(names.map((name, rank) => [name, rank]));
  if (!Array.isArray(order))
    return fail(`'order' is a list of tag names, such as ["think", ["zoom", "box"], "answer"].`);
  const ranks = new Map<string, number>();
  for (const [rank, entry] of (order as readonly unknown[]).entries()) {
    for (const name of (Array.isArray(entry) ? entry : [entry]) as readonly unknown[]) {
      if (typeof name !== 'string' || !names.includes(name)) {
        return fail(`'order' names ${shownValue(name)}, which is not a tag; there are: ${listed(names)}.`);
      }
      if (ranks.has(name)) fail(`'order' names the tag '${name}' twice; name it once.`);
      ranks.set(name, rank);
    }
  }
  const left = names.find((name) => !ranks.has(name));
  if (left !== undefined) fail(`'order' leaves out the tag '${left}'; add it, or leave out 'order'.`);
  return ranks;
}

/** Throws a GrammarError. */
export function parseGrammar(json: unknown): Grammar {
  const given = isRecord(json) ? json : {};
  const name = typeof given['name'] === 'string' ? given['name'] : '';
  const fail: Fail = (detail) => {
    throw new GrammarError(name, detail);
  };
  if (!isRecord(json)) fail('it is not an object; write {"name": …, "doc": …, "source": …, "tags": […]}.');
  const extra = Object.keys(given).find((field) => !FIELDS.includes(field));
  if (extra !== undefined) fail(`it has a field '${extra}'; there are: ${listed(FIELDS)}.`);
  for (const field of ['name', 'doc', 'source']) {
    if (typeof given[field] !== 'string' || given[field] === '') fail(`'${field}' must be a string.`);
  }
  const { tags: list, exactCase } = given;
  if (exactCase !== undefined && typeof exactCase !== 'boolean') fail(`'exactCase' must be true or false.`);
  if (!Array.isArray(list) || list.length === 0) return fail(`'tags' must list at least one tag.`);
  if (list.length > MAX_TAGS) {
    fail(`it has ${list.length} tags; at most ${MAX_TAGS} can be read, so leave some out.`);
  }
  const tags = (list as readonly unknown[]).map((tag, at) => readTag(tag, at, fail));
  const names = tags.map((tag) => tag.name);
  const twice = names.find((own, at) => names.indexOf(own) < at);
  if (twice !== undefined) fail(`the tag '${twice}' is listed twice; use 'repeatable' or 'times' where it may repeat.`);
  const ranks = readOrder(given['order'], names, fail);
  return {
    ...{ name, doc: given['doc'] as string, source: given['source'] as string },
    tags: tags.map((tag) => ({ ...tag, rank: ranks.get(tag.name)! })),
    units: parseUnits(given['units'], ['completion', ...names], fail),
    ...(exactCase === true && { exactCase }),
  };
}

/** The rule for units of a kind; turns and nodes come from the sampler. */
export function unitRule({ name, units }: Grammar, kind: UnitKind): UnitRule {
  const rule = units.find((own) => own.kind === kind);
  if (rule) return rule;
  const known = units.map((own) => own.kind);
  throw new GrammarError(
    name,
    `it has no units of the kind '${kind}' (it has: ${listed(known) || 'none'}); add a rule to 'units'.`,
  );
}
