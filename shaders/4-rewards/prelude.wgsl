// What: what every reward shader builds on: the buffers 1–6 and functions to read them. Twin: prelude.ref.ts.
// A reward is one file: a header with `// Reward: name`, `// Range: [a, b]`, `// Knob: name = default, min, max, description`
// lines and `// Uses: common/dispatch, 4-rewards/prelude`; `override WORKGROUP_SIZE: u32 = 64;`; a struct with the fields
// rollouts, generations, maxTokens, bytesPerRollout (u32), then one f32 field a knob, as `params` (binding 0); and an entry
// point named as the file that writes column[r]. With `// needsBatch` one workgroup runs for the whole batch.
// Shapes: layout in 4-rewards/layout; column (R). Spans that are missing are empty; boxes and points that are missing are 0.
// Source: DESIGN §3.
// Uses: 4-rewards/layout, 4-rewards/spans, 4-rewards/bytes, 4-rewards/text, 4-rewards/truth, 4-rewards/signals, 4-rewards/boxes

@group(0) @binding(1) var<storage, read> completionBytes: array<u32>;
@group(0) @binding(2) var<storage, read> spans: array<i32>;
@group(0) @binding(3) var<storage, read> numbers: array<f32>;
@group(0) @binding(4) var<storage, read> truth: array<u32>;
@group(0) @binding(5) var<storage, read> signals: array<u32>;
@group(0) @binding(6) var<storage, read_write> column: array<f32>;

fn numberAt(r: u32, which: u32) -> f32 {
  return numbers[r * NUMBERS_PER_ROLLOUT + which];
}

fn boxCount(r: u32) -> u32 {
  return u32(numberAt(r, NUMBER_BOX_COUNT));
}

// x0 y0 x1 y1 in fractions of the picture.
fn boxAt(r: u32, i: u32) -> vec4f {
  let at = BOXES_AT + 4u * i;
  return vec4f(numberAt(r, at), numberAt(r, at + 1u), numberAt(r, at + 2u), numberAt(r, at + 3u));
}

fn pointCount(r: u32) -> u32 {
  return u32(numberAt(r, NUMBER_POINT_COUNT));
}

fn pointAt(r: u32, i: u32) -> vec2f {
  return vec2f(numberAt(r, POINTS_AT + 2u * i), numberAt(r, POINTS_AT + 2u * i + 1u));
}

fn tokenCount(r: u32) -> u32 {
  return u32(numberAt(r, NUMBER_TOKENS));
}

// What column[r] is set to where the reward cannot score a rollout (None in TRL): it is left out of the sum.
fn notScorable() -> f32 {
  return -3.0e38;
}
