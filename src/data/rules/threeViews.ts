// What: data rule "threeViews": each question is asked three times, with the picture as it is, with the evidence masked, and with another region
//   of the same size masked. What the answer rests on is then gone in one of the three alone.
// Formula: the third region has the sides of the hull of the true boxes; its corner is drawn uniformly until it meets no true box, at most
//   `tries` times. Random numbers: Philox (step, place, 16 + 2·try and 17 + 2·try, stream 'data').
// Shapes: of P places the first P/3 (rounded down) that have a true box are asked three times, next to each other, so that a step stays as large;
//   a place for which no region is found is asked with the clean picture instead. Tags: masked (1 = the evidence is), variant (0, 1, 2) and
//   the corners mask_x0 … mask_y1.
// Source: DeFacto (tinnel123666888/defacto): items of the kinds pos, neg and random.
import type { Box } from '../../1-image/types.ts';
import { uniform } from '../../3-rollouts/philox.ts';
import type { DataRule } from '../../blocks/seams.ts';
import type { Drawn } from '../../blocks/step.ts';
import { integer, text } from '../../config/knob.ts';

const knobs = {
  evidence: text('evidenceMasked', {
    unit: '',
    doc: 'The view that masks the evidence: a name from the axis view (maskTruth does it).',
    source: 'DeFacto: kind neg',
  }),
  other: text('otherMasked', {
    unit: '',
    doc: 'The view that masks another region: a name from the axis view (maskTagged does it).',
    source: 'DeFacto: kind random',
  }),
  tries: integer(16, {
    min: 1,
    max: 1000,
    unit: 'draws',
    doc: 'Most draws of a region that meets no evidence.',
    source: 'ours',
  }),
};

const meets = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** A region of the size of the hull that meets no box; null where none was found. */
function otherRegion(boxes: readonly Box[], tries: number, random: (position: number) => number): Box | null {
  const [x0, y0] = [0, 1].map((k) => Math.min(...boxes.map((box) => box[k]!))) as [number, number];
  const [x1, y1] = [2, 3].map((k) => Math.max(...boxes.map((box) => box[k]!))) as [number, number];
  const [width, height] = [Math.min(x1 - x0, 1), Math.min(y1 - y0, 1)];
  for (let n = 0; n < tries; n++) {
    const [x, y] = [random(16 + 2 * n) * (1 - width), random(17 + 2 * n) * (1 - height)];
    const region: Box = [x, y, x + width, y + height];
    if (!boxes.some((box) => meets(region, box))) return region;
  }
  return null;
}

export const block: DataRule<typeof knobs, null> = {
  name: 'threeViews',
  doc: 'Asks each question three times: with the clean picture, with the evidence masked, and with another region masked.',
  formula: '(x, q), (x without evidence, q), (x without another region, q)',
  source: 'DeFacto (tinnel123666888/defacto)',
  knobs,
  problem({ as, evidence, other }, { views }) {
    const missing = Object.entries({ evidence, other }).find(([, name]) => !views.includes(name));
    return missing
      ? `${as}.${missing[0]} is ${missing[1]}, which is no view of the recipe: add views=maskTruth:${evidence} and views=maskTagged:${other}.`
      : null;
  },
  start: () => null,
  draw(given, { seed, step }, { evidence, other, tries }) {
    const threefold = given.filter(({ truth }) => truth.boxes?.length).slice(0, Math.floor(given.length / 3));
    const asked = given.flatMap((place, p): Drawn[] => {
      if (!threefold.includes(place)) return [place];
      const region = otherRegion(place.truth.boxes!, tries, (position) =>
        uniform(seed, { step, row: p, position, stream: 'data' }),
      );
      const variant = (view: string, number: number, tags: Drawn['tags']) => ({
        ...place,
        view,
        tags: { ...place.tags, variant: number, ...tags },
      });
      const [x0, y0, x1, y1] = region ?? [];
      return [
        variant(place.view, 0, { masked: 0 }),
        variant(evidence, 1, { masked: 1 }),
        region
          ? variant(other, 2, { masked: 0, mask_x0: x0!, mask_y0: y0!, mask_x1: x1!, mask_y1: y1! })
          : variant(place.view, 0, { masked: 0 }),
      ];
    });
    // Those asked three times come first; of the others as many as there is room for.
    const isThreefold = ({ tags }: Drawn) => tags['variant'] !== undefined;
    const all = [...asked.filter(isThreefold), ...asked.filter((place) => !isThreefold(place))].slice(0, given.length);
    // The rewards read the tag of every place.
    return all.map((place) => ({ ...place, tags: { masked: 0, ...place.tags } }));
  },
};
