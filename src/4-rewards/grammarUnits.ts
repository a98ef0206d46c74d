// What: how a grammar cuts a span into units: the texts behind which the next unit begins.
import { shownValue } from '../config/shownValue.ts';
import type { UnitKind } from '../blocks/signals.ts';

/** Kinds that a text can be cut into; turns and nodes come from the sampler. */
export const TEXT_UNITS = ['step', 'sentence', 'item'] as const satisfies readonly UnitKind[];

export interface UnitRule {
  readonly kind: (typeof TEXT_UNITS)[number];
  /** The tag whose spans are cut; 'completion' = the whole text. */
  readonly in: string;
  /** The next unit begins behind one of these; the longest that fits counts. */
  readonly after: readonly string[];
  /** Only where white space or the end of the span follows: the point of 3.5 ends no sentence. */
  readonly atSpace: boolean;
  /** Each one counts, even if nothing is between two of them: an empty line is a missing item. */
  readonly each: boolean;
  /** Such a unit is parted further, behind words that end in one of these; absent = it is not. */
  readonly parts?: { readonly at: readonly string[]; readonly words: number };
}

export const MAX_SEPARATORS = 8;
export const MAX_SEPARATOR_BYTES = 12;
const FIELDS = ['kind', 'in', 'after', 'atSpace', 'each', 'partsAt', 'words'];

type Fail = (detail: string) => never;

export function parseUnits(given: unknown, spans: readonly string[], fail: Fail): UnitRule[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) return fail(`'units' is a list of rules {"kind", "in", "after"}.`);
  const rules = (given as readonly unknown[]).map((rule, at) => readRule(rule, at, spans, fail));
  const twice = rules.find(({ kind }, at) => rules.findIndex((other) => other.kind === kind) < at);
  if (twice) fail(`units of the kind '${twice.kind}' are described twice; keep one rule.`);
  return rules;
}

function readRule(value: unknown, at: number, spans: readonly string[], fail: Fail): UnitRule {
  const rule = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const kind = rule['kind'] as UnitRule['kind'];
  if (!TEXT_UNITS.includes(kind)) {
    fail(
      `unit rule ${at + 1} is of the kind ${shownValue(kind)}; a text is cut into ${TEXT_UNITS.join(', ')} (turns and nodes come from the sampler).`,
    );
  }
  const extra = Object.keys(rule).find((field) => !FIELDS.includes(field));
  if (extra !== undefined) fail(`the rule for '${kind}' has a field '${extra}'; there are: ${FIELDS.join(', ')}.`);
  const span = rule['in'];
  if (typeof span !== 'string' || !spans.includes(span)) {
    fail(`the rule for '${kind}' cuts ${shownValue(span)}, which is not a tag; there are: ${spans.join(', ')}.`);
  }
  const after = readTexts(rule['after'], 'after', kind, fail);
  for (const word of ['atSpace', 'each']) {
    if (!['boolean', 'undefined'].includes(typeof rule[word]))
      fail(`'${word}' of the rule for '${kind}' must be true or false.`);
  }
  return {
    ...{ kind, in: span as string, after },
    ...{ atSpace: rule['atSpace'] === true, each: rule['each'] === true },
    ...readParts(rule, kind, fail),
  };
}

function readTexts(given: unknown, field: string, kind: string, fail: Fail): string[] {
  const count = Array.isArray(given) ? given.length : 0;
  if (count === 0 || count > MAX_SEPARATORS) {
    fail(`the rule for '${kind}' needs 1 to ${MAX_SEPARATORS} texts in '${field}', such as [".", "\\n"].`);
  }
  for (const text of given as readonly unknown[]) {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text).length : 0;
    if (bytes === 0 || bytes > MAX_SEPARATOR_BYTES) {
      fail(`the rule for '${kind}' cuts after ${shownValue(text)}; give a text of 1 to ${MAX_SEPARATOR_BYTES} bytes.`);
    }
  }
  return given as string[];
}

/** 'partsAt' and 'words' belong together. */
function readParts(
  { partsAt, words }: Readonly<Record<string, unknown>>,
  kind: string,
  fail: Fail,
): Pick<UnitRule, 'parts'> {
  if (partsAt === undefined && words === undefined) return {};
  const at = readTexts(partsAt, 'partsAt', kind, fail);
  if (!Number.isInteger(words) || (words as number) < 1)
    fail(`the rule for '${kind}' parts its units further, so it needs the fewest 'words' of a part, such as 5.`);
  return { parts: { at, words: words as number } };
}
