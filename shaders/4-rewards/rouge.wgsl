// What: BLEU-4 and ROUGE-L of two captions, one after the other. Needs 4-rewards/similarity, which has formulas and source.

// The longest common subsequence of both lists, one row of the table at a time.
fn commonWords() -> u32 {
  let width = foundCount[1];
  for (var j = 0u; j <= width; j++) { row[j] = 0u; }
  for (var i = 0u; i < foundCount[0]; i++) {
    var diagonal = 0u;
    for (var j = 0u; j < width; j++) {
      let above = row[j + 1u];
      let isSame = numbered[i] == numbered[MAX_WORDS + j];
      row[j + 1u] = select(max(above, row[j]), diagonal + 1u, isSame);
      diagonal = above;
    }
  }
  return row[width];
}

// share·BLEU + (1 − share)·ROUGE-L; −1 where a text has more words than can be kept.
fn similarity(texts: array<Text, 2>, share: f32) -> f32 {
  var own = texts;
  var sum = 0.0;
  for (var method = 0u; method < 2u; method++) {
    for (var list = 0u; list < 2u; list++) {
      foundCount[list] = 0u;
      if (method == 0u) { readWords(own[list], list); } else { readStems(own[list], list); }
    }
    if (max(foundCount[0], foundCount[1]) > MAX_WORDS) { return -1.0; }
    numberWords(own, method == 1u);
    if (method == 0u) {
      sum += share * bleuOfNumbers();
    } else {
      sum += (1.0 - share) * 2.0 * f32(commonWords()) / f32(max(foundCount[0] + foundCount[1], 1u));
    }
  }
  return sum;
}
