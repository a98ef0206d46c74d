// What: the words that must be put in, left out or replaced to make one text of another. Needs 4-rewards/prelude, letters and blanks.
// Formula: Levenshtein distance of the two lists of words, by rows: d = min(left + 1, above + 1, diagonal + [words differ]). Words are what stands
// between white space, compared byte for byte.
// Units: words. Twin: wordErrors.ref.ts, another way round. Source: word error rate, as in speech recognition; Wagner and Fischer 1974.

const MOST_WORDS = 255u;
const TOO_MANY_WORDS = 0xffffffffu;

// The word at or behind byte `start`; empty where none is left.
fn wordFrom(text: Text, start: u32) -> Text {
  let first = behindBlanks(text, start);
  var end = first;
  while (end < text.length) {
    let own = charAt(text, end);
    if (isSpaceCode(own.code)) { break; }
    end += own.length;
  }
  return Text(text.origin, text.rollout, text.first + first, end - first);
}

// x = the distance, y = the words of the truth; TOO_MANY_WORDS where the truth has more than MOST_WORDS. The first round, in front of any word,
// fills the row. One call for each text: software adapters compile every call anew.
fn wordErrors(truth: Text, own: Text) -> vec2u {
  var row: array<u32, 256>;
  var count = 0u;
  var at = 0u;
  for (var round = 0u; ; round++) {
    var word = Text(own.origin, own.rollout, own.first, 0u);
    if (round > 0u) {
      word = wordFrom(own, at);
      at = word.first + word.length - own.first;
      if (word.length == 0u) { break; }
    }
    var diagonal = row[0];
    row[0] = round;
    var i = 0u;
    for (var behind = 0u; ; ) {
      let wanted = wordFrom(truth, behind);
      if (wanted.length == 0u) { break; }
      if (i == MOST_WORDS) { return vec2u(TOO_MANY_WORDS); }
      behind = wanted.first + wanted.length - truth.first;
      i++;
      let replaced = diagonal + select(1u, 0u, bytesEqual(word, wanted));
      diagonal = row[i];
      row[i] = select(min(min(row[i - 1u], row[i]) + 1u, replaced), i, round == 0u);
    }
    count = i;
  }
  return vec2u(row[count], count);
}
