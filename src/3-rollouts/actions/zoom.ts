// What: action "zoom": a closed <zoom>x0 y0 x1 y1</zoom> brings back that part of the place's first picture, at the full
//   resolution, through the eyes, as a picture stands in a prompt. A region that cannot be shown brings back nothing.
// Formula: features of crop(picture, box), each coordinate divided by coordinate_scale (0: by the side of the model input).
// Shapes: n tokens of a picture block, D hidden size.
// Source: DeepEyes (arXiv 2505.14362); TRL GRPOTrainer (tools).
import type { Policy } from '../../2-policy/types.ts';
import type { Action } from '../../blocks/seams.ts';
import { zoomRegion } from '../zoomRegion.ts';

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

const knobs = {};

export const block: Action<typeof knobs> = {
  name: 'zoom',
  doc: 'Brings back the part of the picture that the model asks for, at the full resolution.',
  formula: '<zoom>x0 y0 x1 y1</zoom> → the tokens of crop(picture, box)',
  source: 'DeepEyes (arXiv 2505.14362); TRL GRPOTrainer (tools)',
  knobs,
  tag: 'zoom',
  slots: ({ tokenizer }) => tokenizer.pictureIds.length,
  async answer(step, { row, prompt, text, after }) {
    const { policy, config } = step;
    const box = zoomRegion(text, config.grammar.coordinate_scale || policy.info.imageSize);
    const features = box && (await step.encodeView(prompt, { kind: 'crop', box }));
    return features && { row, after, box, ...(await pictureBlock(policy, features)) };
  },
};
