// What: the uses of blocks in a configuration, resolved.
import type { Own } from '../blocks/block.ts';
import { blocksIn } from '../blocks/registry.ts';
import type { BlockOf } from '../blocks/registry.ts';
import type { Config } from './config.ts';

export interface ResolvedUse<A extends keyof BlockOf> {
  readonly block: BlockOf[A];
  readonly own: Own;
}
export function blocksOf<A extends keyof BlockOf>(config: Config, axis: A): readonly ResolvedUse<A>[] {
  const use = (name: string, own: object) => [{ block: blocksIn(axis).get(name)!, own: own as Own }];
  if (axis === 'controller') return use('lrSchedule', { as: 'lrSchedule' });
  const { probe_view: kind, patch_drop_probability: p, patch_size: patch, noise_sigma: sigma } = config.view;
  const name = { patch_drop: 'patchDrop', noise: 'noise', mask_truth: 'maskTruth' }[kind];
  if (axis === 'view' && config.probe.probe_view_logps) return use(name, { as: 'view', p, patch, sigma });
  if (axis === 'probe' && config.probe.probe_view_logps)
    return use('logProb', { as: 'view', view: 'view', vector: 'policy' });
  return [];
}
