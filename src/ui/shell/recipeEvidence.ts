// What: what the recorded evidence runs of a recipe gave, where this page has them: public/evidence/<recipe>.json. The status is
// computed from the runs (src/config/evidenceStatus.ts).
import { evidenceMedians, evidenceStatus, isEvidence } from '../../config/evidenceStatus.ts';
import type { Recipe } from '../../config/recipe.ts';
import { evidenceFile } from '../../store/evidenceFile.ts';
import { RECORDED } from '../texts/recipe.ts';

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

const known = new Map<string, Promise<readonly string[] | null>>();

export function evidenceOf(recipe: Recipe): Promise<readonly string[] | null> {
  const before = known.get(recipe.name);
  if (before) return before;
  const asked = evidenceFile(recipe.name).then((file) => evidenceLines(recipe, file));
  known.set(recipe.name, asked);
  return asked;
}
