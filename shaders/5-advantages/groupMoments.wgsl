// What: mean and standard deviation of consecutive rewards. Needs `reward` of the kernel.
// Formula: with d_i = r_i − r_start: shiftedMean = Σ d/n, deviation = √(Σ (d − shiftedMean)²/(n − 1)); 0 for n = 1.
// Source: TRL 1.16, nanstd (sample estimator, n − 1).

struct GroupMoments {
  // Mean minus the first reward.
  shiftedMean: f32,
  deviation: f32,
}

fn groupMoments(start: u32, count: u32) -> GroupMoments {
  var total = 0.0;
  for (var i = start; i < start + count; i++) { total += reward[i] - reward[start]; }
  let shiftedMean = total / f32(count);
  var squares = 0.0;
  for (var i = start; i < start + count; i++) {
    let gap = reward[i] - reward[start] - shiftedMean;
    squares += gap * gap;
  }
  return GroupMoments(shiftedMean, sqrt(squares / f32(max(count, 2u) - 1u)));
}
