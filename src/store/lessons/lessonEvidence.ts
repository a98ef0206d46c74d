// What: what was measured of a recipe, as a lesson speaks about it: numbers of the files of evidence, never typed.
import { evidenceMedians, evidenceStatus } from '../../config/evidenceStatus.ts';
import { recipeByName } from '../../config/recipes.ts';
import type { LessonEvidence } from '../../lessons/lesson.ts';
import { evidenceFile } from '../evidenceFile.ts';

/** undefined where no recipe is asked for, or where runs are missing or were made with other settings. */
export async function lessonEvidence(name: string | undefined): Promise<LessonEvidence | undefined> {
  const file = name === undefined ? null : await evidenceFile(name);
  if (name === undefined || !file) return undefined;
  const { claim, runs } = file;
  const medians = evidenceMedians(claim, runs);
  const status = evidenceStatus(recipeByName(name), file);
  if (!medians || status === 'not yet') return undefined;
  const { metric, threshold, steps, seeds } = claim;
  return { metric, threshold, steps, seeds: seeds.length, ...medians, shown: status === 'shown' };
}
