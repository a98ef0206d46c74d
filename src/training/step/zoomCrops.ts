// What: what a rollout sees that zooms: the region of the prompt's first picture, at the full resolution, through the eyes.
// Asked twice, a region is encoded once (stage 2 keeps the features of a view).
import { makeView } from '../../1-image/makeView.ts';
import type { TurnSettings } from '../../3-rollouts/turns.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';
import type { StepEngine } from './stepTypes.ts';

export function turnsOf(
  { compute, policy, config, step }: Pick<StepEngine, 'compute' | 'policy' | 'config' | 'step'>,
  prompts: readonly LoadedPrompt[],
): { readonly turns?: TurnSettings } {
  const { imageSize: size, imageMean: mean, imageStd: std } = policy.info;
  const { max_tool_calling_iterations: maxTurns } = config.sampling;
  if (maxTurns === 0) return {};
  const look: TurnSettings['look'] = async (prompt, box) => {
    const picture = prompts[prompt]?.pictures[0];
    if (!picture) return null;
    const options = { size, mean, std, seed: config.data.seed, step, row: prompt };
    const view = await makeView(compute, picture, { kind: 'crop', box }, options);
    try {
      return await policy.encodeImage(view);
    } finally {
      view.pixels.destroy();
    }
  };
  return { turns: { maxTurns, coordinateScale: config.grammar.coordinate_scale || size, look } };
}
