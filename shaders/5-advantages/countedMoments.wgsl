// What: mean and standard deviation of the rewards of a group that count. Needs `reward` and `counted` of the kernel.
// Formula: with d_i = r_i − origin, origin = the first that counts: shiftedMean = Σ d/n, deviation = √(Σ (d − shiftedMean)²/(n − 1)).
// Source: TRL 1.16, nanstd (sample estimator, n − 1; here 0 for n < 2).

struct CountedMoments {
  count: u32,
  origin: f32,
  // Mean minus origin.
  shiftedMean: f32,
  deviation: f32,
}

fn countedMoments(start: u32, size: u32) -> CountedMoments {
  var n = 0u;
  var origin = 0.0;
  var total = 0.0;
  for (var i = start; i < start + size; i++) {
    if (counted[i] != 1u) { continue; }
    if (n == 0u) { origin = reward[i]; }
    total += reward[i] - origin;
    n += 1u;
  }
  let shiftedMean = total / f32(max(n, 1u));
  var squares = 0.0;
  for (var i = start; i < start + size; i++) {
    let gap = reward[i] - origin - shiftedMean;
    if (counted[i] == 1u) { squares += gap * gap; }
  }
  return CountedMoments(n, origin, shiftedMean, sqrt(squares / f32(max(n, 2u) - 1u)));
}
