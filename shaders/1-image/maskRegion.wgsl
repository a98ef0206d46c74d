// What: fills rectangles of a picture with one colour, before it is resized, so that no filter can carry the evidence out
// of them. One thread per picture pixel.
// Formula: masked = fill where left ≤ x < right and top ≤ y < bottom of any rectangle, else picture.
// Shapes: picture, masked (height, width) packed RGBA; rectangles (rectangleCount, 4) = left, top, right, bottom.
// Units: whole source pixels.
// Source: DeFacto (counterfactual view with the evidence masked); fill = mean colour of the picture.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct MaskRegionParams {
  width: u32,
  height: u32,
  rectangleCount: u32,
  fill: u32,
}

@group(0) @binding(0) var<uniform> params: MaskRegionParams;
@group(0) @binding(1) var<storage, read> picture: array<u32>;
@group(0) @binding(2) var<storage, read> rectangles: array<u32>;
@group(0) @binding(3) var<storage, read_write> masked: array<u32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn maskRegion(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.width * params.height) { return; }
  let x = i % params.width;
  let y = i / params.width;
  var isInside = false;
  for (var k = 0u; k < params.rectangleCount; k++) {
    let at = 4u * k;
    let inColumns = x >= rectangles[at] && x < rectangles[at + 2u];
    let inLines = y >= rectangles[at + 1u] && y < rectangles[at + 3u];
    isInside = isInside || (inColumns && inLines);
  }
  masked[i] = select(picture[i], params.fill, isInside);
}
