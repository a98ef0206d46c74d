// What: a rectangle of a picture, stretched to the square that the vision encoder reads, normalised. Crop = a smaller
// rectangle. One thread per output pixel.
// Formula: triangle filter of half-width s = max(1, w/S) source pixels around the centre (o + ½)·w/S: bilinear when
// enlarging, area-like when shrinking; weights sum to 1, taps outside the rectangle are left out.
// pixels = (x/255 − mean)/std.
// Shapes: picture (pictureHeight, width) packed RGBA, red in the low byte; pixels (3, size, size).
// Units: rectangle in whole source pixels. Centres are exact: quotient and remainder of (2o + 1)·w / 2S in integers.
// Source: Pillow's BILINEAR / torch antialias=True (do_resize with a fixed size). Differs: no rounding to 8 bits.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct ResizeNormalizeParams {
  width: u32,
  left: u32,
  top: u32,
  cropWidth: u32,
  cropHeight: u32,
  size: u32,
  meanRed: f32,
  meanGreen: f32,
  meanBlue: f32,
  stdRed: f32,
  stdGreen: f32,
  stdBlue: f32,
}

@group(0) @binding(0) var<uniform> params: ResizeNormalizeParams;
@group(0) @binding(1) var<storage, read> picture: array<u32>;
@group(0) @binding(2) var<storage, read_write> pixels: array<f32>;

// The taps of one output coordinate along one axis of `extent` source pixels.
struct Taps {
  first: i32,
  end: i32,
  whole: i32,
  fraction: f32,
  support: f32,
}

fn tapsOf(o: u32, extent: u32) -> Taps {
  let position = (2u * o + 1u) * extent;
  let whole = i32(position / (2u * params.size));
  let fraction = f32(position % (2u * params.size)) / f32(2u * params.size);
  let support = max(1.0, f32(extent) / f32(params.size));
  let reach = i32(ceil(support)) + 1;
  return Taps(max(0, whole - reach), min(i32(extent), whole + reach + 1), whole, fraction, support);
}

fn weightOf(i: i32, taps: Taps) -> f32 {
  return max(0.0, 1.0 - abs(f32(i - taps.whole) + 0.5 - taps.fraction) / taps.support);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn resizeNormalize(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  let area = params.size * params.size;
  if (i >= area) { return; }
  let across = tapsOf(i % params.size, params.cropWidth);
  let down = tapsOf(i / params.size, params.cropHeight);
  var colour = vec3f(0.0);
  var total = 0.0;
  for (var y = down.first; y < down.end; y++) {
    let line = (params.top + u32(y)) * params.width + params.left;
    let weightY = weightOf(y, down);
    var lineColour = vec3f(0.0);
    var lineTotal = 0.0;
    for (var x = across.first; x < across.end; x++) {
      let weight = weightOf(x, across);
      let word = picture[line + u32(x)];
      lineColour += weight * vec3f(f32(word & 255u), f32((word >> 8u) & 255u), f32((word >> 16u) & 255u));
      lineTotal += weight;
    }
    colour += weightY * lineColour;
    total += weightY * lineTotal;
  }
  let mean = vec3f(params.meanRed, params.meanGreen, params.meanBlue);
  let deviation = vec3f(params.stdRed, params.stdGreen, params.stdBlue);
  let normalised = (colour / (255.0 * total) - mean) / deviation;
  for (var channel = 0u; channel < 3u; channel++) { pixels[channel * area + i] = normalised[channel]; }
}
