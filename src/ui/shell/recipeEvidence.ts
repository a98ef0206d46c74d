// What: what the recorded evidence runs of a recipe gave, where this page has them: public/evidence/<recipe>.json.
import { RECORDED } from '../texts/recipe.ts';

export interface Evidence {
  /** Lines to read, in order. */
  readonly lines: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? [value] : []);

/** A status is computed from the file by the configuration's own rule, where this page has it. */
type StatusRule = (evidence: unknown) => unknown;
const rules = import.meta.glob<StatusRule>('../../config/evidenceStatus.ts', { import: 'evidenceStatus', eager: true });

/** Whatever the file lacks is left out; null where it says nothing. */
export function readEvidence(value: unknown): Evidence | null {
  if (!isFields(value)) return null;
  const claim = isFields(value['claim']) ? value['claim'] : {};
  const medians = isFields(value['medians']) ? value['medians'] : {};
  const numbers = [medians['with'] ?? medians['recipe'], medians['without'] ?? medians['control']];
  const [own, control] = numbers;
  const both = typeof own === 'number' && typeof control === 'number';
  const status = Object.values(rules).flatMap((rule) => textOf(rule(value)));
  const lines = [
    ...textOf(claim['sentence']),
    ...(both ? [RECORDED.medians(String(claim['metric'] ?? ''), own, control)] : []),
    ...status.map(RECORDED.status),
  ];
  return lines.length > 0 ? { lines } : null;
}

const known = new Map<string, Promise<Evidence | null>>();

/** A host may answer a missing file with a page. */
export function evidenceOf(recipe: string): Promise<Evidence | null> {
  const before = known.get(recipe);
  if (before) return before;
  const asked = fetch(`${import.meta.env.BASE_URL}evidence/${recipe}.json`)
    .then((response) => (response.ok ? response.json() : null))
    .then(readEvidence)
    .catch(() => null);
  known.set(recipe, asked);
  return asked;
}
