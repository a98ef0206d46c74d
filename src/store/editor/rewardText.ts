// What: what the page reads off a reward's text while it is being written: shipped texts, a template.
import { rewardShaderNames, rewardShaderText } from '../../gpu/rewardShaders.ts';

export const SHIPPED: readonly string[] = rewardShaderNames().filter((name) =>
  /^\/\/ Reward:/m.test(rewardShaderText(name)),
);

export const isShipped = (name: string) => SHIPPED.includes(name);
export const shippedText = (name: string) => rewardShaderText(name);

export const isRewardName = (name: string) => /^[a-z][A-Za-z0-9]{2,39}$/.test(name);

/** Under another name: the header's line and the entry point. */
export const renamed = (wgsl: string, from: string, to: string) =>
  wgsl
    .replace(new RegExp(`(// Reward:\\s*)${from}\\b`), `$1${to}`)
    .replace(new RegExp(`\\bfn\\s+${from}\\b`), `fn ${to}`);

export const template = (name: string) => `// What: 1 where the completion has a box, and less the longer the answer is.
// Formula: (a box ? 1 : 0) − penalty · bytes of the answer / 100, never below 0.
// Reward: ${name}
// Range: [0, 1]
// Knob: penalty = 0.2, 0, 1, taken off for every hundred bytes of the answer
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct OwnParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  penalty: f32,
}

@group(0) @binding(0) var<uniform> params: OwnParams;

@compute @workgroup_size(WORKGROUP_SIZE)
fn ${name}(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let hasBox = select(0.0, 1.0, boxCount(r) > 0u);
  let bytes = f32(spanEnd(r, SPAN_ANSWER) - spanStart(r, SPAN_ANSWER));
  column[r] = max(hasBox - params.penalty * bytes / 100.0, 0.0);
}
`;
