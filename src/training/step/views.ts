// What: drawn places → their pictures as pixels in a view, and the features of those pictures with the words around them.
import { makeView } from '../../1-image/makeView.ts';
import type { PixelTensor, ViewSpec } from '../../1-image/types.ts';
import type { Policy, PreparedPrompt } from '../../2-policy/types.ts';
import type { Drawn, ViewName } from '../../blocks/step.ts';
import type { Config } from '../../config/config.ts';
import { blocksOf } from '../../config/uses.ts';
import type { Compute } from '../../gpu/compute.ts';

export const CLEAN = 'clean';
/** The view behind which a place was asked. */
export const DRAWN = 'drawn';

export interface Viewer {
  readonly compute: Compute;
  readonly policy: Policy;
  readonly config: Config;
  /** Steps finished: the counter of random views. */
  readonly step: number;
}

export function viewSpecOf(config: Config, place: Drawn, view: ViewName): ViewSpec {
  const name = view === DRAWN ? place.view : view;
  if (name === CLEAN) return { kind: 'clean' };
  const use = blocksOf(config, 'view').find(({ own }) => own.as === name);
  if (!use) throw new Error(`The recipe has no view '${name}'; add it to views.`);
  return use.block.of(place, use.own);
}

/** A box to mask is a fraction of the prompt's first picture: its other pictures stay clean. */
export const viewOfPicture = (view: ViewSpec, picture: number): ViewSpec =>
  view.kind === 'mask' && picture > 0 ? { kind: 'clean' } : view;

/** The first place that shows the same prompt in the same view: it is looked at once, and is the row of the random counter. */
export function firstAlike(places: readonly Drawn[], place: number, view: ViewName): number {
  const { prompt, view: own } = places[place]!;
  return places.findIndex((other) => other.prompt === prompt && (view !== DRAWN || other.view === own));
}

/** One list of pixel tensors per place, in order; what is alike is made once. Frees what it made where one fails. */
export async function viewPlaces(
  { compute, policy, config, step }: Viewer,
  places: readonly Drawn[],
  view: ViewName = DRAWN,
): Promise<PixelTensor[][]> {
  const { imageSize: size, imageMean: mean, imageStd: std } = policy.info;
  const views: PixelTensor[][] = [];
  try {
    for (const [row, place] of places.entries()) {
      const first = firstAlike(places, row, view);
      if (first < row) {
        views.push(views[first]!);
        continue;
      }
      const own: PixelTensor[] = [];
      views.push(own);
      const spec = viewSpecOf(config, place, view);
      const options = { size, mean, std, seed: config.data.seed, step, row };
      for (const [i, picture] of place.prompt.pictures.entries())
        own.push(await makeView(compute, picture, viewOfPicture(spec, i), options));
    }
    return views;
  } catch (error) {
    freeViews(views);
    throw error;
  }
}

/** Frees the pixels; a tensor that several places share is freed once. */
export function freeViews(views: readonly (readonly PixelTensor[])[]): void {
  for (const { pixels } of new Set(views.flat())) pixels.destroy();
}

/** Tokens with picture placeholders in place, and the features of the pictures. Frees the pixels. */
export async function encodePlaces(
  policy: Policy,
  places: readonly Pick<Drawn, 'text' | 'prompt'>[],
  views: readonly (readonly PixelTensor[])[],
): Promise<PreparedPrompt[]> {
  try {
    const features = new Map<PixelTensor, Float32Array>();
    for (const tensor of new Set(views.flat())) features.set(tensor, await policy.encodeImage(tensor));
    return places.map(({ text, prompt }, p) => ({
      ids: policy.tokenizer.encodePrompt(text, prompt.pictures.length),
      imageFeatures: views[p]!.map((tensor) => features.get(tensor)!),
    }));
  } finally {
    freeViews(views);
  }
}
