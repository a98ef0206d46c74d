// What: how many workgroups a run takes. The only place that computes a dispatch.
// Formula: n = ceil(invocations / WORKGROUP_SIZE); beyond 65,535 spread over x and y. A kernel gets its place back by
// linearIndex() or linearWorkgroup() of shaders/common/dispatch.wgsl, and must guard: x·y can exceed n.
import type { Dispatch } from './compute.ts';

const MAX_PER_DIMENSION = 65_535;

export function dispatchSize(dispatch: Dispatch, workgroupSize: number): readonly [x: number, y: number] {
  const asked = 'workgroups' in dispatch ? dispatch.workgroups : dispatch.invocations;
  if (!Number.isInteger(asked) || asked < 0) throw new Error(`A dispatch of ${asked} is not a count.`);
  const count = 'workgroups' in dispatch ? asked : Math.ceil(asked / workgroupSize);
  if (count > MAX_PER_DIMENSION ** 2) throw new Error(`A dispatch of ${count} workgroups is more than WebGPU allows.`);
  if (count === 0) return [0, 0];
  const y = Math.ceil(count / MAX_PER_DIMENSION);
  return [Math.ceil(count / y), y];
}
