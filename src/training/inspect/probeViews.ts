// What: the pictures of one prompt of the last step as the model gets them: clean, and in the view that the probe uses,
// with the same random draws as in that step; and those views back in colours, to be drawn on the page.
// Formula: colour = 255·(value·std + mean), rounded. Shapes: tensor [3, size, size], channel first; RGBA [size, size, 4].
import { makeView } from '../../1-image/makeView.ts';
import type { PixelTensor, ViewSpec } from '../../1-image/types.ts';
import type { ViewName } from '../../blocks/step.ts';
import type { Policy } from '../../2-policy/types.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { LastStep } from './lastStep.ts';
import { firstAlike, freeViews, viewOfPicture } from '../step/views.ts';
import type { ModelView } from '../protocol.ts';

export interface Inspector {
  readonly compute: Compute;
  readonly policy: Policy;
}

/** The caller frees the pixels. */
export async function viewOfGroup(
  { compute, policy }: Inspector,
  { drawn, config, step }: LastStep,
  group: number,
  name: ViewName,
  view: ViewSpec,
): Promise<PixelTensor[]> {
  const { imageSize: size, imageMean: mean, imageStd: std } = policy.info;
  // A prompt that occurs twice in a step was viewed once: its first place is the row of the random counter.
  const row = firstAlike(drawn, group, name);
  const options = { size, mean, std, seed: config.data.seed, step: step - 1, row };
  const views: PixelTensor[] = [];
  try {
    for (const [i, picture] of drawn[group]!.prompt.pictures.entries())
      views.push(await makeView(compute, picture, viewOfPicture(view, i), options));
  } catch (error) {
    freeViews([views]);
    throw error;
  }
  return views;
}

export function toColours(
  values: ArrayLike<number>,
  size: number,
  { imageMean, imageStd }: Pick<Policy['info'], 'imageMean' | 'imageStd'>,
): Uint8ClampedArray<ArrayBuffer> {
  const area = size * size;
  const rgba = new Uint8ClampedArray(4 * area).fill(255);
  for (let channel = 0; channel < 3; channel++) {
    const [mean, std] = [imageMean[channel]!, imageStd[channel]!];
    for (let i = 0; i < area; i++) rgba[4 * i + channel] = 255 * (values[channel * area + i]! * std + mean);
  }
  return rgba;
}

export async function readViews(
  { policy }: Inspector,
  views: readonly PixelTensor[],
  name: ViewName,
): Promise<ModelView[]> {
  const read = async ({ pixels, size, view }: PixelTensor, picture: number): Promise<ModelView> => {
    return { name, kind: view.kind, picture, size, rgba: toColours(await pixels.read(), size, policy.info) };
  };
  return Promise.all(views.map(read));
}
