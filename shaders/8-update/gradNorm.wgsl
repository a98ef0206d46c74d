// What: first stage of the global L2 norm: one triple per block of values, without overflow. One workgroup per block.
// Formula: of each block: m = max |x|, s = Σ (x/m)², and how many values are NaN or infinite (those count as 0).
// Shapes: values (n), partials (blocks, 3) = m, s, bad; block b = values[b·blockSize … (b+1)·blockSize).
// Units: those of the values. Trees of fixed order: the same bits on every run, no atomics.
// Source: scaled norm of BLAS (snrm2); clip_grad_norm_ of PyTorch.
// Uses: common/dispatch, common/reduce

override WORKGROUP_SIZE: u32 = 64;

struct GradNormParams {
  count: u32,
  blockSize: u32,
}

@group(0) @binding(0) var<uniform> params: GradNormParams;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> partials: array<f32>;

// By the exponent bits: comparisons with NaN are not to be trusted in WGSL.
fn isFinite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn gradNorm(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let part = linearWorkgroup(wid, groups);
  let start = min(part * params.blockSize, params.count);
  let end = min(start + params.blockSize, params.count);
  var largest = 0.0;
  var bad = 0.0;
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) {
    let value = values[i];
    if (isFinite(value)) { largest = max(largest, abs(value)); } else { bad += 1.0; }
  }
  let peak = workgroupMax(lane, largest);
  let badCount = workgroupSum(lane, bad);
  let unit = select(peak, 1.0, peak == 0.0);
  var squares = 0.0;
  for (var i = start + lane; i < end; i += WORKGROUP_SIZE) {
    let scaled = select(0.0, values[i] / unit, isFinite(values[i]));
    squares += scaled * scaled;
  }
  let total = workgroupSum(lane, squares);
  if (lane == 0u && start < params.count) {
    partials[3u * part] = peak;
    partials[3u * part + 1u] = total;
    partials[3u * part + 2u] = badCount;
  }
}
