// What: counter-based random numbers, the twin of src/3-rollouts/philox.ts, equal bit for bit.
// Formula: Philox4x32-10(key, counter) → 4 words; uniform = (word 0 >> 8) · 2⁻²⁴ in [0, 1), exact in f32.
// Units: key = seed (low, high word); counter = (step, row = prompt·G + rollout, position, stream).
// Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; constants of Random123.

const STREAM_SAMPLER = 0u;
const STREAM_PATCH_DROP = 1u;
const STREAM_NOISE = 2u;
const STREAM_DATA = 3u;
const STREAM_BRANCH = 4u;
const STREAM_INIT = 5u;
const STREAM_DROPOUT = 6u;
const STREAM_SHUFFLE = 7u;
const STREAM_CONTROLLER = 8u;
const STREAM_EVALUATION = 9u;
const STREAM_REWARD = 10u;

// High 32 bits of the 64-bit product.
fn mulHigh(a: u32, b: u32) -> u32 {
  let aLow = a & 0xffffu;
  let aHigh = a >> 16u;
  let bLow = b & 0xffffu;
  let bHigh = b >> 16u;
  let middle = aHigh * bLow + ((aLow * bLow) >> 16u);
  let cross = aLow * bHigh + (middle & 0xffffu);
  return aHigh * bHigh + (middle >> 16u) + (cross >> 16u);
}

fn philox4x32(counter: vec4u, key: vec2u) -> vec4u {
  var c = counter;
  var k = key;
  for (var round = 0u; round < 10u; round++) {
    let high0 = mulHigh(0xd2511f53u, c.x);
    let low0 = 0xd2511f53u * c.x;
    let high1 = mulHigh(0xcd9e8d57u, c.z);
    let low1 = 0xcd9e8d57u * c.z;
    c = vec4u(high1 ^ c.y ^ k.x, low1, high0 ^ c.w ^ k.y, low0);
    k += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}

fn toUniform(word: u32) -> f32 {
  return f32(word >> 8u) * 5.9604644775390625e-8;
}

// Two standard normals by Box–Muller from words 0 and 1. The radius needs −ln(u), u = (n + ½)/2²⁴. Near u = 1 the log of
// some drivers is only accurate absolutely, so the series −ln(1−d) = d + d²/2 + d³/3 + … takes over for d < 1/16, where
// d = (2²⁴ − ½ − n)/2²⁴ is exact in integers.
fn normalPair(words: vec4u) -> vec2f {
  let n = words.x >> 8u;
  let d = (f32(16777215u - n) + 0.5) * 5.9604644775390625e-8;
  var negativeLog = -log((f32(n) + 0.5) * 5.9604644775390625e-8);
  if (d < 0.0625) {
    negativeLog = d * (1.0 + d * (0.5 + d * (0.33333333 + d * (0.25 + d * (0.2 + d * 0.16666667)))));
  }
  return sqrt(2.0 * negativeLog) * unitCircle(words.y >> 8u);
}

// (cos, sin) of 2π·n/2²⁴: reduced exactly in integers to |x| ≤ π/4, then Taylor series (error below 4e-7; the built-in
// functions are only accurate to 2⁻¹¹).
fn unitCircle(n: u32) -> vec2f {
  let quadrant = (n + (1u << 21u)) >> 22u;
  let x = f32(i32(n) - i32(quadrant << 22u)) * 3.7450703562e-7;
  let y = x * x;
  let c = 1.0 + y * (-0.5 + y * (0.041666667 + y * (-0.0013888889 + y * 2.4801587e-5)));
  let s = x * (1.0 + y * (-0.16666667 + y * (0.0083333333 + y * (-0.00019841270 + y * 2.7557319e-6))));
  switch quadrant & 3u {
    case 0u: { return vec2f(c, s); }
    case 1u: { return vec2f(-s, c); }
    case 2u: { return vec2f(-c, -s); }
    default: { return vec2f(s, -c); }
  }
}
