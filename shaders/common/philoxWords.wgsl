// What: the generator as a kernel of its own, for tests and for filling arrays: words and normals of consecutive rows.
// Formula: words(i) = philox(seed, step, firstRow + i, position, stream); normals(i) = Box–Muller of words 0 and 1.
// Shapes: words (count, 4), normals (count, 2).
// Units: words are uniform on 0…2³²−1; normals have mean 0 and variance 1.
// Source: DESIGN §2 (random numbers).
// Uses: common/philox, common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct PhiloxWordsParams {
  count: u32,
  seedLow: u32,
  seedHigh: u32,
  step: u32,
  firstRow: u32,
  position: u32,
  stream: u32,
}

@group(0) @binding(0) var<uniform> params: PhiloxWordsParams;
@group(0) @binding(1) var<storage, read_write> words: array<u32>;
@group(0) @binding(2) var<storage, read_write> normals: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn philoxWords(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.count) { return; }
  let counter = vec4u(params.step, params.firstRow + i, params.position, params.stream);
  let drawn = philox4x32(counter, vec2u(params.seedLow, params.seedHigh));
  for (var k = 0u; k < 4u; k++) { words[i * 4u + k] = drawn[k]; }
  let pair = normalPair(drawn);
  normals[i * 2u] = pair.x;
  normals[i * 2u + 1u] = pair.y;
}
