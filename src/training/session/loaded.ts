// What: the device and the policy that lives on it.
import type { Policy } from '../../2-policy/types.ts';
import type { Compute } from '../../gpu/compute.ts';

export interface Loaded {
  readonly compute: Compute;
  readonly policy: Policy;
}
