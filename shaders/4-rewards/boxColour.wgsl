// What: whether the box holds the colour: "is the box full of red?" A first exercise in reading the picture itself.
// Formula: share of the pixels whose centres lie in the first box that have distance(pixel, colour) ≤ tolerance, the distance
// between two colours (r, g, b) in 0…1 being Euclidean: at most √3.
// Shapes: column (R). Units: 0…1. 0 where there is no box, no picture, or no centre in the box.
// Source: BLOCKS, decision 5 (rewards that read the picture).
// Reward: boxColour
// Range: [0, 1]
// Knob: red = 1, 0, 1, red of the colour
// Knob: green = 0, 0, 1, green of the colour
// Knob: blue = 0, 0, 1, blue of the colour
// Knob: tolerance = 0.5, 0, 2, distance from the colour that still counts
// Needs: picture
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/picture

override WORKGROUP_SIZE: u32 = 64;

struct BoxColourParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  red: f32,
  green: f32,
  blue: f32,
  tolerance: f32,
}

@group(0) @binding(0) var<uniform> params: BoxColourParams;

fn colourShare(r: u32) -> f32 {
  if (boxCount(r) == 0u || !hasPicture(r)) { return 0.0; }
  let wanted = vec3f(params.red, params.green, params.blue);
  let side = pictureSide();
  let edges = clamp(boxAt(r, 0u), vec4f(0.0), vec4f(1.0)) * f32(side);
  // Pixel x has its centre at x + ½: the first inside is ceil(edge − ½).
  let first = vec2u(max(ceil(edges.xy - 0.5), vec2f(0.0)));
  let end = min(vec2u(max(ceil(edges.zw - 0.5), vec2f(0.0))), vec2u(side));
  var inside = 0u;
  var alike = 0u;
  for (var y = first.y; y < end.y; y++) {
    for (var x = first.x; x < end.x; x++) {
      let gap = pixelAt(r, x, y) - wanted;
      inside++;
      if (dot(gap, gap) <= params.tolerance * params.tolerance) { alike++; }
    }
  }
  return f32(alike) / f32(max(inside, 1u));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn boxColour(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = colourShare(r);
}
