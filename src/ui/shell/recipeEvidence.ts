// What: what the recorded evidence runs of a recipe gave, where this page has them: public/evidence/<recipe>.json. The status is
// computed from the runs (src/config/evidenceStatus.ts).
import { evidenceMedians, evidenceStatus } from '../../config/evidenceStatus.ts';
import type { Evidence } from '../../config/evidenceStatus.ts';
import type { Recipe } from '../../config/recipe.ts';
import { RECORDED } from '../texts/recipe.ts';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const isEvidence = (value: unknown): value is Evidence =>
  isFields(value) && isFields(value['claim']) && isFields(value['settings']) && Array.isArray(value['runs']);

/** Lines to read, in order; null where the recipe claims nothing. What the file lacks is left out. */
export function evidenceLines(recipe: Recipe, file: unknown): readonly string[] | null {
  const { claim } = recipe;
  if (!claim) return null;
  const evidence = isEvidence(file) ? file : null;
  const medians = evidence && evidenceMedians(evidence.claim, evidence.runs);
  return [
    claim.sentence,
    ...(medians && evidence ? [RECORDED.medians(evidence.claim.metric, medians.on, medians.off)] : []),
    RECORDED.status(evidenceStatus(recipe, evidence)),
  ];
}

const files = import.meta.glob<unknown>('/public/evidence/*.json', { import: 'default' });
const known = new Map<string, Promise<readonly string[] | null>>();

/** Each file is a small one of the build, loaded with the card; one that could not be loaded counts as missing. */
export function evidenceOf(recipe: Recipe): Promise<readonly string[] | null> {
  const before = known.get(recipe.name);
  if (before) return before;
  const load = files[`/public/evidence/${recipe.name}.json`];
  const asked = (load ? load() : Promise.resolve(null)).catch(() => null).then((file) => evidenceLines(recipe, file));
  known.set(recipe.name, asked);
  return asked;
}
