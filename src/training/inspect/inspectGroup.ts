// What: a whole group of the last step looked at again: log-probs of its tokens under θ now, and behind the view that the
// probe uses under θ that sampled them; with `views`, the pictures as the model got them. Made on request.
// Formula: change = log p(θ now) − log p(θ before); visual dependency = log p(clean) − log p(view).
// Shapes: G rollouts of the group, one array [length] each.
import type { RowBatch } from '../../2-policy/types.ts';
import { scoredAt } from './inspectRollout.ts';
import type { LastStep } from './lastStep.ts';
import { encodePrompts, freeViews, probeView } from '../step/preparePrompts.ts';
import { readViews, viewOfGroup } from './probeViews.ts';
import type { Looker } from './probeViews.ts';
import type { EngineEvent } from '../protocol.ts';
import type { PixelTensor } from '../../1-image/types.ts';

type GroupNumbers = Omit<Extract<EngineEvent, { type: 'groupInspected' }>, 'type' | 'step' | 'group' | 'unavailable'>;

/** The rows of one group as rows of their own. */
function rowsOf({ rollouts }: LastStep, group: number): RowBatch {
  const { generations, maxTokens: T, rows } = rollouts;
  const first = group * generations;
  const observations = rows.observations
    ?.filter(({ row }) => row >= first && row < first + generations)
    .map((observation) => ({ ...observation, row: observation.row - first }));
  const part = <A extends Int32Array>(values: A, width: number) =>
    values.slice(group * generations * width, (group + 1) * generations * width);
  return {
    ...rows,
    ...(observations && { observations }),
    generations,
    inputTokens: part(rows.inputTokens, T),
    lengths: part(rows.lengths, 1),
    ids: part(rows.ids, T * rows.idsPerToken),
  };
}

/** Log-probs of the group's tokens behind these views, cut to the length of each answer. */
async function logProbs({ policy }: Looker, last: LastStep, group: number, theta: Float32Array, views: PixelTensor[]) {
  const batch = rowsOf(last, group);
  const prompts = await encodePrompts(policy, [last.prompts[group]!], [views]);
  const prefix = await policy.prefill(theta, prompts);
  try {
    const scores = await policy.score(theta, prefix, batch, scoredAt(last));
    const { maxTokens: T, lengths } = batch;
    return Array.from(lengths, (length, g) => scores.logProbs.slice(g * T, g * T + length));
  } finally {
    prefix.dispose();
  }
}

export async function inspectGroup(
  looker: Looker,
  last: LastStep,
  now: Float32Array,
  { group, views: wanted }: { readonly group: number; readonly views: boolean },
): Promise<GroupNumbers> {
  const made: PixelTensor[][] = [];
  try {
    const prompt = last.prompts[group]!;
    const spec = probeView(last.config, prompt);
    const probed = spec.kind !== 'clean' && prompt.pictures.length > 0;
    for (const view of probed ? [{ kind: 'clean' } as const, spec] : [{ kind: 'clean' } as const])
      made.push(await viewOfGroup(looker, last, group, view));
    const views = wanted ? (await Promise.all(made.map((own) => readViews(looker, own)))).flat() : [];
    const logProbsAfter = await logProbs(looker, last, group, now, made[0]!);
    const viewLogProbs = probed ? await logProbs(looker, last, group, last.theta, made[1]!) : null;
    return { logProbsAfter, viewLogProbs, views };
  } finally {
    freeViews(made);
  }
}
