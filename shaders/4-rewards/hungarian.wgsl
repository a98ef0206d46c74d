// What: the best one-to-one matching of n predicted with m true items (at most 16 each).
// Formula: max over matchings of Σ pairScore(r, i, j), divided by max(n, m), so that items too many and too few both cost.
// The kernel that uses it defines fn pairScore(r, i, j) -> f32 in [0, 1]. Shortest augmenting paths, O(n³).
// Source: Kuhn 1955; Jonker and Volgenant 1987.

const NO_MATCH = 16u;

// Scores are read in a square of side max(n, m), 0 where there is no item.
fn costOf(r: u32, i: u32, j: u32, n: u32, m: u32) -> f32 {
  if (i >= n || j >= m) { return 0.0; }
  return -pairScore(r, i, j);
}

fn meanOfBestMatching(r: u32, n: u32, m: u32) -> f32 {
  let side = max(n, m);
  if (n == 0u || m == 0u || side > 16u) { return 0.0; }
  var rowPotential = array<f32, 17>();
  var columnPotential = array<f32, 17>();
  // rowOf[j]: the row that column j is matched with; column `NO_MATCH` holds the row that is being added.
  var rowOf = array<u32, 17>();
  for (var j = 0u; j <= 16u; j++) { rowOf[j] = NO_MATCH; }
  for (var row = 0u; row < side; row++) {
    var distance = array<f32, 17>();
    var cameFrom = array<u32, 17>();
    var isUsed = array<bool, 17>();
    for (var j = 0u; j <= 16u; j++) { distance[j] = 1e9; }
    rowOf[NO_MATCH] = row;
    var column0 = NO_MATCH;
    // At most side + 1 columns can be taken before a free one is met.
    for (var taken = 0u; taken <= side; taken++) {
      isUsed[column0] = true;
      let i = rowOf[column0];
      var step = 1e9;
      var next = 0u;
      for (var j = 0u; j < side; j++) {
        if (isUsed[j]) { continue; }
        let reduced = costOf(r, i, j, n, m) - rowPotential[i] - columnPotential[j];
        if (reduced < distance[j]) {
          distance[j] = reduced;
          cameFrom[j] = column0;
        }
        if (distance[j] < step) {
          step = distance[j];
          next = j;
        }
      }
      for (var j = 0u; j <= 16u; j++) {
        if (isUsed[j]) {
          rowPotential[rowOf[j]] += step;
          columnPotential[j] -= step;
        } else {
          distance[j] -= step;
        }
      }
      column0 = next;
      if (rowOf[column0] == NO_MATCH) { break; }
    }
    // Flip the path back to the new row.
    for (var flipped = 0u; flipped <= side && column0 != NO_MATCH; flipped++) {
      let before = cameFrom[column0];
      rowOf[column0] = rowOf[before];
      column0 = before;
    }
  }
  var total = 0.0;
  for (var j = 0u; j < m; j++) {
    if (rowOf[j] < n) { total += pairScore(r, rowOf[j], j); }
  }
  return total / f32(side);
}
