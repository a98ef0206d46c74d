// What: how alike two captions are: BLEU-4 and ROUGE-L. Needs 4-rewards/prelude, letters, words, porterSteps.
// Formula: BLEU = min(1, e^{1 − r/c})·Π_{n=1..4} p_n^{1/4} over NLTK's words; p_n = clipped n-grams in common / max(1, n-grams of the
// caption), 0.1 in place of a count of 0 for n ≥ 2 (smoothing method 1), the whole 0 where no word is in common; r, c: words of
// reference and caption. ROUGE-L = 2PR/(P + R), P = L/c, R = L/r, L = the longest common subsequence of words, which are runs of
// a–z and 0–9 here, longer than three letters by their stems.
// Units: 0…1. List 0 is the reference, list 1 the caption.
// Source: NLTK 3.10, translate/bleu_score.py (sentence_bleu, SmoothingFunction.method1); rouge-score 0.1.2 (rougeL, use_stemmer).

// Equal words have equal numbers.
var<private> numbered: array<u32, 2u * MAX_WORDS>;
// Of stems: letters kept, and how many others stand behind them (low byte); these letters.
var<private> stemKept: array<u32, 2u * MAX_WORDS>;
var<private> stemTail: array<u32, 2u * MAX_WORDS>;
var<private> row: array<u32, MAX_WORDS + 1u>;

fn partOf(text: Text, word: u32) -> Text {
  return Text(text.origin, text.rollout, text.first + (word >> 16u), word & 0xffffu);
}

fn sameCharacters(a: Text, b: Text) -> bool {
  if (a.length != b.length) { return false; }
  var k = 0u;
  while (k < a.length) {
    let own = charAt(a, k);
    if (own.code != charAt(b, k).code) { return false; }
    k += own.length;
  }
  return true;
}

fn sameWord(a: u32, b: u32, texts: array<Text, 2>, stems: bool) -> bool {
  var own = texts;
  let first = partOf(own[a / MAX_WORDS], found[a]);
  let second = partOf(own[b / MAX_WORDS], found[b]);
  if (!stems) {
    // The two quotes that no text holds have no length.
    if (first.length == 0u || second.length == 0u) { return found[a] == found[b]; }
    return sameCharacters(first, second);
  }
  let s = Stem(first, stemKept[a] >> 8u, stemTail[a], stemKept[a] & 255u);
  let t = Stem(second, stemKept[b] >> 8u, stemTail[b], stemKept[b] & 255u);
  let n = s.kept + s.tailLength;
  if (n != t.kept + t.tailLength) { return false; }
  for (var i = 0u; i < n; i++) {
    if (letterAt(s, i) != letterAt(t, i)) { return false; }
  }
  return true;
}

fn numberWords(texts: array<Text, 2>, stems: bool) {
  let total = foundCount[0] + foundCount[1];
  for (var i = 0u; i < total; i++) {
    let own = select(i - foundCount[0] + MAX_WORDS, i, i < foundCount[0]);
    numbered[own] = own;
    for (var j = 0u; j < i; j++) {
      let other = select(j - foundCount[0] + MAX_WORDS, j, j < foundCount[0]);
      if (numbered[other] == other && sameWord(own, other, texts, stems)) {
        numbered[own] = other;
        break;
      }
    }
  }
}

fn sameGram(a: u32, b: u32, n: u32) -> bool {
  for (var k = 0u; k < n; k++) {
    if (numbered[a + k] != numbered[b + k]) { return false; }
  }
  return true;
}

fn grams(words: u32, n: u32) -> u32 {
  return max(words + 1u, n) - n;
}

fn bleuOfNumbers() -> f32 {
  let r = foundCount[0];
  let c = foundCount[1];
  var logarithm = 0.0;
  for (var n = 1u; n <= 4u; n++) {
    var hits = 0u;
    for (var i = 0u; i < grams(c, n); i++) {
      // Those in front of it in the caption, less those in the reference: below 0 it is one of those in common.
      var balance = 0;
      for (var j = 0u; j < i + grams(r, n); j++) {
        let other = select(j - i, MAX_WORDS + j, j < i);
        if (sameGram(MAX_WORDS + i, other, n)) { balance += select(-1, 1, j < i); }
      }
      hits += select(0u, 1u, balance < 0);
    }
    if (n == 1u && hits == 0u) { return 0.0; }
    logarithm += 0.25 * log(select(f32(hits), 0.1, hits == 0u) / f32(max(grams(c, n), 1u)));
  }
  return exp(logarithm + min(0.0, 1.0 - f32(r) / f32(c)));
}

// ROUGE's words of a text with their stems, into list 0 or 1.
fn readStems(text: Text, list: u32) {
  var first = 0u;
  for (var k = 0u; k <= text.length; k++) {
    let c = lowerByte(byteOr(text, k, text.length));
    if (isDigit(c) || c - 97u < 26u) { continue; }
    if (k > first) {
      let i = list * MAX_WORDS + min(foundCount[list], MAX_WORDS - 1u);
      let word = Text(text.origin, text.rollout, text.first + first, k - first);
      var stem = Stem(word, word.length, 0u, 0u);
      if (word.length > 3u) { stem = stemOf(word); }
      stemKept[i] = (stem.kept << 8u) | stem.tailLength;
      stemTail[i] = stem.tail;
      addSpan(list, first, k);
    }
    first = k + 1u;
  }
}
