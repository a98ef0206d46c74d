// What: the status of a system, computed from the evidence file of its recipe and from the golden counts, never typed.
// Formula: no recipe – nothing runs yet; lesson – outside, and the setting of its lesson runs; shown, not shown – see
//   config/evidenceStatus.ts; mechanism – it runs and passes every golden case, but the policy lacks the skill: the recipe makes no claim,
//   or the claim's metric stayed at one value in all runs, with the block and without; not yet – everything else.
import { evidenceMedians, evidenceStatus } from '../config/evidenceStatus.ts';
import type { Evidence } from '../config/evidenceStatus.ts';
import type { Recipe } from '../config/recipe.ts';
import type { Golden } from './goldenCounts.ts';
import { recipeOf, settingFor } from './systems.ts';
import type { System } from './system.ts';

export const STATUSES = ['shown', 'not shown', 'mechanism', 'not yet', 'lesson', 'no recipe'] as const;
export type Status = (typeof STATUSES)[number];

/** Whether nothing ever moved: every value of the metric, in every run, is the same. */
function neverMoved({ claim, runs }: Evidence): boolean {
  const values = runs.flatMap((run) => run.series[claim.metric] ?? []).filter((value) => value !== null);
  return values.length > 0 && values.every((value) => value === values[0]);
}

function recipeStatus(recipe: Recipe, evidence: Evidence | null, golden: Golden | null): Status {
  const checked = golden !== null && golden.passed === golden.total;
  if (!recipe.claim) return checked ? 'mechanism' : 'not yet';
  const status = evidenceStatus(recipe, evidence);
  return status === 'not shown' && checked && neverMoved(evidence!) ? 'mechanism' : status;
}

export function statusOf(system: System, evidence: Evidence | null, golden: Golden | null): Status {
  if (system.class === 'outside') return settingFor(system) ? 'lesson' : 'no recipe';
  const recipe = recipeOf(system);
  return recipe ? recipeStatus(recipe, evidence, golden) : 'no recipe';
}

/** The numbers behind a status; null where there are none, or they are of another claim. */
export function numbersOf(recipe: Recipe | null, evidence: Evidence | null) {
  if (!recipe?.claim || !evidence || evidenceStatus(recipe, evidence) === 'not yet') return null;
  const medians = evidenceMedians(recipe.claim, evidence.runs);
  return medians && { ...medians, metric: recipe.claim.metric, threshold: recipe.claim.threshold };
}
