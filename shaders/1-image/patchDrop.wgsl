// What: blackens random square patches of a model input. One thread per pixel.
// Formula: patch k (row by row, ceil(size/patch) per side) is black where uniform(seed, step, row, k, patchDrop) < p;
// black is (0 − mean)/std.
// Shapes: pixels, dropped (3, size, size).
// Units: patch in model pixels, p a probability.
// Source: PAPO (patch-blackened copy of the picture).
// Uses: common/philox, common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct PatchDropParams {
  size: u32,
  patchSize: u32,
  p: f32,
  blackRed: f32,
  blackGreen: f32,
  blackBlue: f32,
  seedLow: u32,
  seedHigh: u32,
  step: u32,
  row: u32,
}

@group(0) @binding(0) var<uniform> params: PatchDropParams;
@group(0) @binding(1) var<storage, read> pixels: array<f32>;
@group(0) @binding(2) var<storage, read_write> dropped: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn patchDrop(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  let area = params.size * params.size;
  if (i >= area) { return; }
  let perSide = (params.size + params.patchSize - 1u) / params.patchSize;
  let k = (i / params.size / params.patchSize) * perSide + (i % params.size) / params.patchSize;
  let words = philox4x32(vec4u(params.step, params.row, k, STREAM_PATCH_DROP), vec2u(params.seedLow, params.seedHigh));
  let isBlack = toUniform(words.x) < params.p;
  let black = vec3f(params.blackRed, params.blackGreen, params.blackBlue);
  for (var channel = 0u; channel < 3u; channel++) {
    dropped[channel * area + i] = select(pixels[channel * area + i], black[channel], isBlack);
  }
}
