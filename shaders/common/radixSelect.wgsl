// What: the k-th largest logit of a row, or the logit at which a probability mass is reached, without sorting.
// Formula: radix select on an order-preserving map of f32 to u32: four histograms of eight bits, integer counts or masses,
// so the result does not depend on the order of the threads. Mass q = round(p·2³¹).
// Source: Alabi et al. 2012, "Fast k-selection algorithms for graphics processing units". Needs common/softmaxRow.

var<workgroup> histogram: array<atomic<u32>, 256>;
var<workgroup> chosen: vec2u; // bin, and the weight still missing in it

// An order-preserving map of floats to words; −0 and +0 are equal.
fn sortKey(x: f32) -> u32 {
  let bits = select(bitcast<u32>(x), 0u, x == 0.0);
  return bits ^ select(0x80000000u, 0xffffffffu, (bits >> 31u) == 1u);
}

fn massOf(x: f32, row: SoftmaxRow, tau: f32) -> u32 {
  return u32(exp((x - row.peak) / tau - row.logSum) * 2147483648.0 + 0.5);
}

// The largest key t for which the tokens with key ≥ t reach `needed`, counted (top-k) or in mass (top-p): radix select,
// eight bits at a time from the top, over the tokens with key ≥ lowestKey.
fn selectKey(
  lane: u32,
  start: u32,
  vocabSize: u32,
  row: SoftmaxRow,
  tau: f32,
  byMass: bool,
  needed: u32,
  lowestKey: u32,
) -> u32 {
  var found = 0u;
  var missing = needed;
  for (var digit = 0u; digit < 4u; digit++) {
    let shift = 24u - 8u * digit;
    let fixedBits = select(0xffffffffu << ((shift + 8u) & 31u), 0u, digit == 0u);
    for (var bin = lane; bin < 256u; bin += WORKGROUP_SIZE) { atomicStore(&histogram[bin], 0u); }
    workgroupBarrier();
    for (var v = lane; v < vocabSize; v += WORKGROUP_SIZE) {
      let x = logitAt(start, v);
      let key = sortKey(x);
      if (key < lowestKey || (key & fixedBits) != found) { continue; }
      var weight = 1u;
      if (byMass) { weight = massOf(x, row, tau); }
      atomicAdd(&histogram[(key >> shift) & 255u], weight);
    }
    workgroupBarrier();
    if (lane == 0u) {
      var bin = 255u;
      var rest = missing;
      for (; bin > 0u; bin--) {
        let weight = atomicLoad(&histogram[bin]);
        if (weight >= rest) { break; }
        rest -= weight;
      }
      chosen = vec2u(bin, rest);
    }
    let digitFound = workgroupUniformLoad(&chosen);
    found |= digitFound.x << shift;
    missing = digitFound.y;
  }
  return max(found, lowestKey);
}
