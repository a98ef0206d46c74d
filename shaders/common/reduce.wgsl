// What: sums and maxima over the lanes of one workgroup; every lane gets the result. Call from uniform control flow only.
// Formula: binary tree, a fixed order: the same bits on every run. WORKGROUP_SIZE must be a power of two.
// Source: Harris, "Optimizing parallel reduction in CUDA". Needs WORKGROUP_SIZE of the kernel.

var<workgroup> reduceFloats: array<f32, WORKGROUP_SIZE>;
var<workgroup> reduceWords: array<u32, WORKGROUP_SIZE>;

fn workgroupSum(lane: u32, value: f32) -> f32 {
  reduceFloats[lane] = value;
  for (var width = WORKGROUP_SIZE / 2u; width > 0u; width /= 2u) {
    workgroupBarrier();
    if (lane < width) { reduceFloats[lane] += reduceFloats[lane + width]; }
  }
  return workgroupUniformLoad(&reduceFloats[0]);
}

fn workgroupMax(lane: u32, value: f32) -> f32 {
  reduceFloats[lane] = value;
  for (var width = WORKGROUP_SIZE / 2u; width > 0u; width /= 2u) {
    workgroupBarrier();
    if (lane < width) { reduceFloats[lane] = max(reduceFloats[lane], reduceFloats[lane + width]); }
  }
  return workgroupUniformLoad(&reduceFloats[0]);
}

fn workgroupSumWords(lane: u32, value: u32) -> u32 {
  reduceWords[lane] = value;
  for (var width = WORKGROUP_SIZE / 2u; width > 0u; width /= 2u) {
    workgroupBarrier();
    if (lane < width) { reduceWords[lane] += reduceWords[lane + width]; }
  }
  return workgroupUniformLoad(&reduceWords[0]);
}

fn workgroupMinWord(lane: u32, value: u32) -> u32 {
  reduceWords[lane] = value;
  for (var width = WORKGROUP_SIZE / 2u; width > 0u; width /= 2u) {
    workgroupBarrier();
    if (lane < width) { reduceWords[lane] = min(reduceWords[lane], reduceWords[lane + width]); }
  }
  return workgroupUniformLoad(&reduceWords[0]);
}
