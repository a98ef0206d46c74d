// What: a whole group of the last step looked at again: log-probs of its tokens under θ now, and behind the view that the
// probe uses under θ that sampled them; with `views`, the pictures as the model got them. Made on request.
// Formula: change = log p(θ now) − log p(θ before); visual dependency = log p(clean) − log p(view).
// Shapes: G rollouts of the group, one array [length] each.
import type { RowBatch } from '../../2-policy/types.ts';
import { scoredAt } from './inspectRollout.ts';
import type { LastStep } from './lastStep.ts';
import { defaultsOf } from '../../blocks/block.ts';
import { blocksIn } from '../../blocks/registry.ts';
import type { ViewName } from '../../blocks/step.ts';
import { blocksOf } from '../../config/uses.ts';
import { DRAWN, encodePlaces, freeViews, viewSpecOf } from '../step/views.ts';
import { readViews, viewOfGroup } from './probeViews.ts';
import type { Inspector } from './probeViews.ts';
import type { EngineEvent } from '../protocol.ts';
import type { PixelTensor, ViewSpec } from '../../1-image/types.ts';

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

/** Log-probs of the group's tokens behind these views, cut to the length of each answer. Frees the pixels. */
async function logProbs(
  { policy }: Inspector,
  last: LastStep,
  group: number,
  theta: Float32Array,
  views: PixelTensor[],
) {
  const batch = rowsOf(last, group);
  const prompts = await encodePlaces(policy, [last.drawn[group]!], [views]);
  const prefix = await policy.prefill(theta, prompts);
  try {
    const scores = await policy.score(theta, prefix, batch, scoredAt(last));
    const { maxTokens: T, lengths } = batch;
    return Array.from(lengths, (length, g) => scores.logProbs.slice(g * T, g * T + length));
  } finally {
    prefix.dispose();
  }
}

/** What is shown where the recipe has no view of its own: the damage that PAPO does. */
const EXAMPLE = 'patchDrop';

/** The view as the place was asked, then the recipe's views. */
function viewsToShow({ config, drawn }: LastStep, group: number): readonly (readonly [ViewName, ViewSpec])[] {
  const place = drawn[group]!;
  const own = blocksOf(config, 'view').map(({ own: { as } }) => [as, viewSpecOf(config, place, as)] as const);
  const block = blocksIn('view').get(EXAMPLE)!;
  const example = [EXAMPLE, block.of(place, defaultsOf(block, EXAMPLE))] as const;
  const further = (own.length > 0 ? own : [example]).filter(([, { kind }]) => kind !== 'clean');
  return [[DRAWN, viewSpecOf(config, place, DRAWN)], ...(place.prompt.pictures.length > 0 ? further : [])];
}

export async function inspectGroup(
  inspector: Inspector,
  last: LastStep,
  now: Float32Array,
  { group, views: wanted }: { readonly group: number; readonly views: boolean },
): Promise<GroupNumbers> {
  const made: PixelTensor[][] = [];
  try {
    const shown = viewsToShow(last, group).slice(0, wanted ? undefined : 2);
    for (const [name, spec] of shown) made.push(await viewOfGroup(inspector, last, group, name, spec));
    const views = wanted
      ? (await Promise.all(made.map((own, i) => readViews(inspector, own, shown[i]![0])))).flat()
      : [];
    const logProbsAfter = await logProbs(inspector, last, group, now, made.shift()!);
    const viewLogProbs = made.length > 0 ? await logProbs(inspector, last, group, last.theta, made.shift()!) : null;
    return { logProbsAfter, viewLogProbs, views };
  } finally {
    freeViews(made);
  }
}
