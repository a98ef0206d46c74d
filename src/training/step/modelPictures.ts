// What: the first picture of every prompt at the size that the model sees, for rewards that read the pixels.
// Units: colours 0…1: stage 1's resize with mean 0 and standard deviation 1.
import { makeView } from '../../1-image/makeView.ts';
import type { Picture } from '../../1-image/types.ts';
import type { RewardPictures } from '../../4-rewards/rewardInputs.ts';
import type { Compute } from '../../gpu/compute.ts';

/** Each picture is made once, however many places of the step use it. */
export async function modelPictures(
  compute: Compute,
  size: number,
  prompts: readonly { readonly pictures: readonly Picture[] }[],
): Promise<RewardPictures> {
  const made = new Map<Picture, Float32Array>();
  for (const { pictures } of prompts) {
    const [first] = pictures;
    if (!first || made.has(first)) continue;
    const options = { size, mean: [0, 0, 0], std: [1, 1, 1], seed: 0, step: 0, row: 0 };
    const { pixels } = await makeView(compute, first, { kind: 'clean' }, options);
    made.set(first, (await pixels.read()) as Float32Array);
    pixels.destroy();
  }
  return { size, rgb: prompts.map(({ pictures: [first] }) => (first ? made.get(first)! : null)) };
}
