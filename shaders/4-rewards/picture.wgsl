// What: the pixels of the prompt's first picture at the size that the model sees, for rewards that say `// Needs: picture`.
// Formula: pixel (x, y), counted from the upper left, covers [x, x + 1]/size × [y, y + 1]/size of the picture.
// Shapes: pictures: side, one flag per prompt (1 = it has a picture), then (P, 3, side, side), channel first.
// Units: colours 0…1, not normalised. Source: BLOCKS, decision 5.

// Binding 7 is the loop guard's (src/gpu/wgsl/loopGuard.ts).
@group(0) @binding(8) var<storage, read> pictures: array<f32>;

fn pictureSide() -> u32 {
  return u32(pictures[0]);
}

fn hasPicture(r: u32) -> bool {
  return pictures[1u + r / params.generations] == 1.0;
}

// Red, green, blue; black where the prompt has no picture.
fn pixelAt(r: u32, x: u32, y: u32) -> vec3f {
  let side = pictureSide();
  let plane = side * side;
  let prompts = params.rollouts / params.generations;
  let at = 1u + prompts + (r / params.generations) * 3u * plane + min(y, side - 1u) * side + min(x, side - 1u);
  return vec3f(pictures[at], pictures[at + plane], pictures[at + 2u * plane]);
}
