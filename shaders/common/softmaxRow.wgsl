// What: log-softmax of one row of logits, by one workgroup: peak, its first index, log Σ exp and the entropy.
// Formula: z_v = (x_v − max x)/τ; logSum = ln Σ exp z = ln(1 + Σ_{v ≠ argmax} exp z); H = logSum − Σ p_v·z_v.
// Units: nats. Without the peak in the sum, a row that is nearly certain keeps its relative accuracy (built-in log near
// 1 is only accurate absolutely). A logit of −∞ is a forbidden token; NaN or +∞ sets `broken`.
// Source: the usual log-sum-exp; DESIGN §2 (full vocabulary). Needs `logits` and WORKGROUP_SIZE of the kernel.

struct SoftmaxRow {
  peak: f32,
  peakIndex: u32,
  logSum: f32,
  entropy: f32,
  broken: u32,
}

const BROKEN = 0xffffffffu;

var<workgroup> laneBest: array<f32, WORKGROUP_SIZE>;
var<workgroup> laneIndex: array<u32, WORKGROUP_SIZE>;
var<workgroup> laneSums: array<vec2f, WORKGROUP_SIZE>;
var<workgroup> sharedRow: SoftmaxRow;

// ln(1 + t) for t ≥ 0, accurate relative to t.
fn logOnePlus(t: f32) -> f32 {
  if (t >= 0.0625) { return log(1.0 + t); }
  return t * (1.0 - t * (0.5 - t * (0.33333333 - t * (0.25 - t * (0.2 - t * 0.16666667)))));
}

fn logitAt(start: u32, v: u32) -> f32 {
  return max(logits[start + v], -1e30);
}

// Peak and its first index: one lane compares what the lanes found (few barriers, see common/reduce).
fn peakOf(lane: u32, start: u32, vocabSize: u32) -> SoftmaxRow {
  var best = -3e38f;
  var bestIndex = 0u;
  for (var v = lane; v < vocabSize; v += WORKGROUP_SIZE) {
    let bits = bitcast<u32>(logits[start + v]);
    let x = logitAt(start, v);
    if ((bits & 0x7f800000u) == 0x7f800000u && bits != 0xff800000u) { bestIndex = BROKEN; }
    if (x > best && bestIndex != BROKEN) {
      best = x;
      bestIndex = v;
    }
  }
  laneBest[lane] = best;
  laneIndex[lane] = bestIndex;
  workgroupBarrier();
  if (lane == 0u) {
    var row = SoftmaxRow(best, 0u, 0.0, 0.0, 0u);
    for (var i = 0u; i < WORKGROUP_SIZE; i++) {
      let index = laneIndex[i];
      let x = laneBest[i];
      if (index == BROKEN) { row.broken = 1u; }
      else if (i == 0u || x > row.peak || (x == row.peak && index < row.peakIndex)) {
        row.peak = x;
        row.peakIndex = index;
      }
    }
    sharedRow = row;
  }
  return workgroupUniformLoad(&sharedRow);
}

fn softmaxRow(lane: u32, start: u32, vocabSize: u32, temperature: f32) -> SoftmaxRow {
  let found = peakOf(lane, start, vocabSize);
  var others = 0.0;
  var weighted = 0.0;
  for (var v = lane; v < vocabSize; v += WORKGROUP_SIZE) {
    if (v == found.peakIndex) { continue; }
    let z = (logitAt(start, v) - found.peak) / temperature;
    let e = exp(z);
    others += e;
    weighted += select(0.0, e * z, e > 0.0);
  }
  laneSums[lane] = vec2f(others, weighted);
  workgroupBarrier();
  if (lane == 0u) {
    var sums = vec2f(0.0);
    for (var i = 0u; i < WORKGROUP_SIZE; i++) { sums += laneSums[i]; }
    sharedRow.logSum = logOnePlus(sums.x);
    sharedRow.entropy = sharedRow.logSum - sums.y / (1.0 + sums.x);
  }
  return workgroupUniformLoad(&sharedRow);
}
