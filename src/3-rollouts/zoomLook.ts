// What: what comes back for a region: the picture block of the crop, where the rules of the action allow it. The actions zoom and
//   toolCall share it.
// Formula: features of crop(picture, box) in place of the picture tokens. Shapes: n tokens of a picture block, D hidden size.
// Source: DeepEyes (arXiv 2505.14362); TRL GRPOTrainer (tools).
import type { Box } from '../1-image/types.ts';
import type { Policy } from '../2-policy/types.ts';
import type { Step } from '../blocks/step.ts';
import type { ActionRow, Look } from './types.ts';
import { allowedRegion } from './zoomRegion.ts';
import type { ZoomRules } from './zoomRegion.ts';

/** The tokens and embeddings of one picture as it stands in a prompt. */
async function pictureBlock(policy: Policy, features: Float32Array) {
  const { pictureIds: ids, imageTokenId } = policy.tokenizer;
  const D = policy.info.hiddenSize;
  const embeds = await policy.embed(ids);
  let n = 0;
  ids.forEach((id, at) => {
    if (id === imageTokenId) embeds.set(features.subarray(n++ * D, n * D), at * D);
  });
  return { ids, embeds };
}

/** Most positions that a picture block takes. */
export const pictureSlots = ({ tokenizer }: Policy): number => tokenizer.pictureIds.length;

/** The region of the place's first picture, in fractions; null where it cannot be shown. */
export async function lookAt(
  step: Step,
  { row, prompt, after }: ActionRow,
  asked: Box | null,
  rules: ZoomRules,
): Promise<Look | null> {
  const { width = 1, height = 1 } = step.drawn[prompt]?.prompt.pictures[0] ?? {};
  const box = asked && allowedRegion(asked, rules, [1, 1], [width, height]);
  const features = box && (await step.encodeView(prompt, { kind: 'crop', box }));
  return features && { row, after, box, ...(await pictureBlock(step.policy, features)) };
}
