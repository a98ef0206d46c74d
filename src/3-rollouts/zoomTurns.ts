// What: what a rollout sees that zooms: the region of the place's first picture, at the full resolution, through the eyes.
//   Asked twice, a region is encoded once (stage 2 keeps the features of a view).
import type { Step } from '../blocks/step.ts';
import type { TurnSettings } from './turns.ts';

export function zoomTurns(step: Pick<Step, 'policy' | 'config' | 'encodeView'>): { readonly turns?: TurnSettings } {
  const { sampling, grammar } = step.config;
  const { max_tool_calling_iterations: maxTurns } = sampling;
  if (maxTurns === 0) return {};
  const look: TurnSettings['look'] = (place, box) => step.encodeView(place, { kind: 'crop', box });
  return { turns: { maxTurns, coordinateScale: grammar.coordinate_scale || step.policy.info.imageSize, look } };
}
