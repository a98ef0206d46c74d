// What: adds Gaussian noise to a model input. One thread per two neighbouring values.
// Formula: noisy = pixels + (sigma/std of the channel)·z, z standard normal (Box–Muller of philox at position i/2);
// the result is not clipped to the pixel range.
// Shapes: pixels, noisy (3, size, size).
// Units: sigma in the 0…1 pixel range, before normalisation.
// Source: VOGUE (noisy branch).
// Uses: common/philox, common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct AddNoiseParams {
  size: u32,
  sigmaRed: f32,
  sigmaGreen: f32,
  sigmaBlue: f32,
  seedLow: u32,
  seedHigh: u32,
  step: u32,
  row: u32,
}

@group(0) @binding(0) var<uniform> params: AddNoiseParams;
@group(0) @binding(1) var<storage, read> pixels: array<f32>;
@group(0) @binding(2) var<storage, read_write> noisy: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn addNoise(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let pair = linearIndex(gid, groups);
  let area = params.size * params.size;
  if (2u * pair >= 3u * area) { return; }
  let counter = vec4u(params.step, params.row, pair, STREAM_NOISE);
  let z = normalPair(philox4x32(counter, vec2u(params.seedLow, params.seedHigh)));
  let sigma = vec3f(params.sigmaRed, params.sigmaGreen, params.sigmaBlue);
  for (var k = 0u; k < 2u; k++) {
    let i = 2u * pair + k;
    if (i < 3u * area) { noisy[i] = pixels[i] + sigma[i / area] * z[k]; }
  }
}
