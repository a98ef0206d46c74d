// What: how much better the units of a rollout (turns, items, tokens …) are than those of its group. Units that a rollout
// has not, and rollouts that are left out, have no value: they enter no statistics and get 0.
// Formula: A = k·(v − mean)/(std + epsilon); k = n/(n − 1) with leave_one_out, else 1; no mean with baseline none; no
// division with scale 0. mean, std and n are those of the samples of the group:
//   pool 0 (index): the values of the same unit · 1 (group): the values of all units · 2 (rollout): one per rollout, the
//   mean of its units · 3 (first): one per rollout, its first unit · 4 (last): one per rollout, its last unit.
// n = 1: std counts as 1 (A = 0 for the sample itself); with keepSingle = 1 mean 0 as well, so that A = v/(1 + epsilon).
// Shapes: values, counted, advantages (P·G, U); unitMean, unitStd (P, U). One invocation per (p, u).
// Units: std = sample estimator (n − 1), 0 for n < 2, or with population = 1 that of the samples alone (n); epsilon added to
// std; counted 1 = the value counts.
// Source: pool 0: MatchTIR, Rank-GRPO; 2: PRIME, compute_rloo_returns; 3: IGPO's discounted variant; 1: GRPO with process
// supervision (DeepSeekMath, arXiv 2402.03300, section 4.1.3); 4 and population: DeepSearch (smiles724/DeepSearch),
// compute_mcts_outcome_advantage. keepSingle: verl, compute_grpo_outcome_advantage.
// Uses: common/dispatch

override WORKGROUP_SIZE: u32 = 64;

struct UnitAdvantageParams {
  promptCount: u32,
  generations: u32,
  units: u32,
  pool: u32,
  // 0 none, 1 group_mean, 2 leave_one_out
  baseline: u32,
  scale: u32,
  keepSingle: u32,
  population: u32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: UnitAdvantageParams;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> counted: array<u32>;
@group(0) @binding(3) var<storage, read_write> advantages: array<f32>;
@group(0) @binding(4) var<storage, read_write> unitMean: array<f32>;
@group(0) @binding(5) var<storage, read_write> unitStd: array<f32>;

struct Sample {
  counts: bool,
  value: f32,
}

// Sample s of rollout r for unit u.
fn sampleOf(r: u32, u: u32, s: u32) -> Sample {
  let start = r * params.units;
  if (params.pool < 2u) {
    let at = start + select(s, u, params.pool == 0u);
    return Sample(counted[at] == 1u, values[at]);
  }
  var total = 0.0;
  var count = 0u;
  for (var i = start; i < start + params.units; i++) {
    if (counted[i] == 0u || (params.pool == 3u && count > 0u)) { continue; }
    total = select(total, 0.0, params.pool == 4u) + values[i];
    count = select(count, 0u, params.pool == 4u) + 1u;
  }
  return Sample(count > 0u, total / f32(max(count, 1u)));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn unitAdvantage(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i >= params.promptCount * params.units) { return; }
  let u = i % params.units;
  let first = i / params.units * params.generations;
  let last = first + params.generations;
  let samples = select(1u, params.units, params.pool == 1u);
  // Differences to the first sample, so that equal values give exactly 0.
  var n = 0u;
  var origin = 0.0;
  var total = 0.0;
  for (var r = first; r < last; r++) {
    for (var s = 0u; s < samples; s++) {
      let sample = sampleOf(r, u, s);
      if (!sample.counts) { continue; }
      if (n == 0u) { origin = sample.value; }
      total += sample.value - origin;
      n += 1u;
    }
  }
  let shiftedMean = total / f32(max(n, 1u));
  var squares = 0.0;
  for (var r = first; r < last; r++) {
    for (var s = 0u; s < samples; s++) {
      let sample = sampleOf(r, u, s);
      let gap = sample.value - origin - shiftedMean;
      if (sample.counts) { squares += gap * gap; }
    }
  }
  let deviation = sqrt(squares / f32(select(max(n, 2u) - 1u, max(n, 1u), params.population == 1u)));
  unitMean[i] = origin + shiftedMean;
  unitStd[i] = deviation;
  let keeps = n == 1u && params.keepSingle == 1u;
  let others = select(1.0, f32(n) / f32(max(n, 2u) - 1u), params.baseline == 2u);
  let divisor = select(1.0, select(deviation, 1.0, n < 2u) + params.epsilon, params.scale == 1u);
  for (var r = first; r < last; r++) {
    let at = r * params.units + u;
    let centred = others * (values[at] - origin - shiftedMean);
    let own = select(centred, values[at], params.baseline == 0u || keeps);
    advantages[at] = select(0.0, own / divisor, counted[at] == 1u);
  }
}
