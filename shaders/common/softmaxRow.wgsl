// What: log-softmax of one row of logits, by one workgroup: peak, its first index, log Σ exp and the entropy.
// Formula: z_v = (x_v − max x)/τ; logSum = ln Σ exp z = ln(1 + Σ_{v ≠ argmax} exp z); H = logSum − Σ p_v·z_v.
// Units: nats. Without the peak in the sum, a row that is nearly certain keeps its relative accuracy (built-in log near
// 1 is only accurate absolutely). A logit of −∞ is a forbidden token; NaN or +∞ sets `broken`.
// Source: the usual log-sum-exp; DESIGN §2 (full vocabulary). Needs `logits` and common/reduce of the kernel.

struct SoftmaxRow {
  peak: f32,
  peakIndex: u32,
  logSum: f32,
  entropy: f32,
  broken: u32,
}

// ln(1 + t) for t ≥ 0, accurate relative to t.
fn logOnePlus(t: f32) -> f32 {
  if (t >= 0.0625) { return log(1.0 + t); }
  return t * (1.0 - t * (0.5 - t * (0.33333333 - t * (0.25 - t * (0.2 - t * 0.16666667)))));
}

fn logitAt(start: u32, v: u32) -> f32 {
  return max(logits[start + v], -1e30);
}

fn softmaxRow(lane: u32, start: u32, vocabSize: u32, temperature: f32) -> SoftmaxRow {
  var best = -3e38f;
  var bestIndex = 0u;
  var broken = 0u;
  for (var v = lane; v < vocabSize; v += WORKGROUP_SIZE) {
    let bits = bitcast<u32>(logits[start + v]);
    if ((bits & 0x7f800000u) == 0x7f800000u && bits != 0xff800000u) { broken = 1u; }
    let x = logitAt(start, v);
    if (x > best) {
      best = x;
      bestIndex = v;
    }
  }
  var row: SoftmaxRow;
  row.peak = workgroupMax(lane, best);
  row.peakIndex = workgroupMinWord(lane, select(0xffffffffu, bestIndex, best == row.peak));
  row.broken = workgroupSumWords(lane, broken);
  var others = 0.0;
  var weighted = 0.0;
  for (var v = lane; v < vocabSize; v += WORKGROUP_SIZE) {
    if (v == row.peakIndex) { continue; }
    let z = (logitAt(start, v) - row.peak) / temperature;
    let e = exp(z);
    others += e;
    weighted += select(0.0, e * z, e > 0.0);
  }
  let rest = workgroupSum(lane, others);
  row.logSum = logOnePlus(rest);
  row.entropy = row.logSum - workgroupSum(lane, weighted) / (1.0 + rest);
  return row;
}
