// What: second stage of the global L2 norm: the triples of all blocks → norm. One workgroup.
// Formula: M = max m_b; norm = M·√(Σ s_b·(m_b/M)²); bad = Σ bad_b.
// Shapes: partials (blocks, 3) of gradNorm, total (2) = norm, number of values that are NaN or infinite.
// Units: those of the values.
// Source: scaled norm of BLAS (snrm2); clip_grad_norm_ of PyTorch (norm_type 2).
// Uses: common/reduce

override WORKGROUP_SIZE: u32 = 64;

struct GradNormTotalParams {
  blocks: u32,
}

@group(0) @binding(0) var<uniform> params: GradNormTotalParams;
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read_write> total: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn gradNormTotal(@builtin(local_invocation_index) lane: u32) {
  var largest = 0.0;
  var bad = 0.0;
  for (var b = lane; b < params.blocks; b += WORKGROUP_SIZE) {
    largest = max(largest, partials[3u * b]);
    bad += partials[3u * b + 2u];
  }
  let peak = workgroupMax(lane, largest);
  let badCount = workgroupSum(lane, bad);
  let unit = select(peak, 1.0, peak == 0.0);
  var squares = 0.0;
  for (var b = lane; b < params.blocks; b += WORKGROUP_SIZE) {
    let share = partials[3u * b] / unit;
    squares += partials[3u * b + 1u] * share * share;
  }
  let sum = workgroupSum(lane, squares);
  if (lane == 0u) {
    total[0] = peak * sqrt(sum);
    total[1] = badCount;
  }
}
