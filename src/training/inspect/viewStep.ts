// What: the pictures of a finished step as the model got them, for a page that watches them: for each group the view behind which it
//   was asked, then the other views of the recipe, with the same random draws as in the step.
// Shapes: one list per group; of the places behind MOST_PLACES none.
import type { ViewName } from '../../blocks/step.ts';
import { blocksOf } from '../../config/uses.ts';
import { CLEAN, DRAWN, freeViews, viewSpecOf } from '../step/views.ts';
import type { ModelView } from '../protocol.ts';
import type { LastStep } from './lastStep.ts';
import { readViews, viewOfGroup } from './probeViews.ts';
import type { Inspector } from './probeViews.ts';

/** More do not stand side by side on a page. */
export const MOST_PLACES = 12;

/** The clean picture is the visitor's own: it need not be made. */
function viewsOf({ config, drawn }: LastStep, group: number): readonly ViewName[] {
  const { view } = drawn[group]!;
  const others = blocksOf(config, 'view').map(({ own: { as } }) => as);
  return [...(view === CLEAN ? [] : [DRAWN]), ...others.filter((name) => name !== view)];
}

export async function viewStep(inspector: Inspector, last: LastStep): Promise<ModelView[][]> {
  const views: ModelView[][] = [];
  for (const [group, place] of last.drawn.slice(0, MOST_PLACES).entries()) {
    const own: ModelView[] = [];
    for (const name of viewsOf(last, group)) {
      const spec = viewSpecOf(last.config, place, name);
      if (spec.kind === 'clean') continue;
      const made = await viewOfGroup(inspector, last, group, name, spec);
      try {
        own.push(...(await readViews(inspector, made, name)));
      } finally {
        freeViews([made]);
      }
    }
    views.push(own);
  }
  return views;
}
