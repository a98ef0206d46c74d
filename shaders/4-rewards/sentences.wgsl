// What: where a sentence of a text ends, as NLTK's sentence splitter says of the text in lower case. Needs 4-rewards/letters,
// abbreviations.
// Formula: of each word (a run without white space) the last . ! or ? counts that white space or one of )";}]*:@'({[!? follows. A ! or ?
// ends the sentence; a . does unless it belongs to an abbreviation, to a row of dots, or to a number or single letter in front
// of a lower-case letter. Quotes and brackets that close belong to the sentence in front of them.
// Units: bytes from the first of the text.
// Source: NLTK 3.10, tokenize/punkt.py with the English model of punkt_tab: what is left of its rules where all letters are lower
// case (four rare words aside, of which the model has seen no capital).

// Marks that end a word of the splitter: ) " ; } ] * : @ ' ( { [ ! ?
fn endsSplitWord(b: u32) -> bool {
  return isIn(b, 33u, 2u) | isIn(b, 39u, 4u) | isIn(b, 58u, 2u) | isIn(b, 63u, 2u) | (b == 91u) | (b == 93u) | (b == 123u) | (b == 125u);
}

// Marks that are words by themselves where a word would begin: ( " ` { [ : ; & # * @ ) } ] - ,
fn standsAlone(b: u32) -> bool {
  let isOther = (b == 96u) | (b == 38u) | (b == 35u) | (b == 45u) | (b == 44u);
  return (endsSplitWord(b) & (b != 39u) & (b != 33u) & (b != 63u)) | isOther;
}

// A word of the splitter while it is read.
struct SplitWord {
  first: u32,
  // Characters, the first one of them, and the letters behind the last dash (packed, the last one in the low byte).
  count: u32,
  letter: u32,
  high: u32,
  low: u32,
  length: u32,
  // [.] digit, then digits . , -
  isNumber: bool,
  // Rows of dots or dashes.
  isRow: bool,
}

// Whether the mark at byte `mark` of the word that begins at `word` ends a sentence; the text goes on at `next`.
fn markEnds(text: Text, word: u32, mark: u32, next: u32) -> bool {
  var ends = textByte(text, mark) != 46u;
  var w = SplitWord(word, 0u, 0u, 0u, 0u, 0u, true, false);
  var previous = 0u;
  for (var k = word; (k <= mark) & !ends; k++) {
    let b = textByte(text, k);
    // What follows, 0 behind the mark.
    let c = select(0u, textByte(text, k + 1u), k < mark);
    let d = select(0u, textByte(text, k + 2u), k + 1u < mark);
    let e = select(0u, textByte(text, k + 3u), k + 2u < mark);
    let isFirst = k == w.first;
    let isRow = ((b == 45u) | (b == 46u)) & (b == c);
    w.isRow = select(w.isRow, isRow, isFirst);
    let rowNext = ((c == 45u) | (c == 46u)) & (c == d);
    let commaEnds = (c == 44u) & ((d == 0u) | endsSplitWord(d) | (((d == 45u) | (d == 46u)) & (d == e)));
    let isOver = (c == 0u) | select((isFirst & standsAlone(b)) | endsSplitWord(c) | rowNext | commaEnds, b != c, w.isRow);
    let isMark = isFirst & ((b == 33u) | (b == 63u));
    if (isFirst) { w.letter = charAt(text, k).code; }
    w.count += select(0u, 1u, (b & 0xc0u) != 0x80u);
    let isNumeric = isDigit(b) | isIn(b, 44u, 3u);
    w.isNumber = select(w.isNumber & isNumeric, isDigit(b) | ((b == 46u) & isDigit(c)), isFirst);
    if (isOver) {
      let follower = charAt(text, select(k + 1u, next, k == mark));
      let behind = textByte(text, select(k + 1u, next, k == mark) + 1u);
      let f = follower.code;
      // . ! , : ; ? begin no sentence either.
      let isDot = (f == 46u) & (isSpace(behind) | endsSplitWord(behind) | (next + 1u >= text.length));
      let begins = !isLowerCode(f) & !isDot & (f != 33u) & (f != 44u) & (f != 63u) & !isIn(f, 58u, 2u);
      let isInitial = (w.count == 2u) & isWordCode(w.letter) & !isDigit(w.letter);
      let isStop = (b == 46u) & (previous != 46u) & ((w.length > 4u + 4u) | !isAbbreviation(w.high, w.low));
      ends = isMark | (isFirst & (b == 46u)) | (isStop & !isFirst & (begins | (!isInitial & !w.isNumber)));
      w = SplitWord(k + 1u, 0u, 0u, 0u, 0u, 0u, true, false);
      previous = 0u;
    } else {
      w.high = select((w.high << 8u) | (w.low >> 24u), 0u, b == 45u);
      w.low = select((w.low << 8u) | lowerByte(b), 0u, b == 45u);
      w.length = select(w.length + 1u, 0u, b == 45u);
      previous = b;
    }
  }
  return ends;
}

// Whether another mark of the same word may end a sentence: one with a mark or white space behind it, in front of byte `end`.
fn hasLaterMark(text: Text, mark: u32, end: u32) -> bool {
  var found = false;
  var isInside = true;
  for (var k = mark + 1u; (k + 1u < end) & isInside & !found; k++) {
    let b = textByte(text, k);
    let next = textByte(text, k + 1u);
    isInside = !isSpace(b);
    found = ((b == 46u) | (b == 33u) | (b == 63u)) & (isSpace(next) | endsSplitWord(next));
  }
  return found;
}

// From byte k on: the first byte behind white space, then behind closing quotes and brackets, then behind white space again.
fn goesOn(text: Text, k: u32) -> vec3u {
  var at = vec3u(k);
  var phase = 0u;
  while ((at.z < text.length) & (phase < 3u)) {
    let own = charAt(text, at.z);
    let c = own.code;
    let isCloser = (c == 34u) | (c == 39u) | (c == 41u) | (c == 93u) | (c == 125u);
    let isBlank = isSpaceCode(c);
    let still = select(isBlank, isCloser, phase == 1u);
    phase = select(select(select(3u, 2u, (phase == 1u) & isBlank), 1u, (phase == 0u) & isCloser), phase, still);
    at.z += select(own.length, 0u, phase == 3u);
    at.x = select(at.x, at.z, phase == 0u);
    at.y = select(at.y, at.z, phase < 2u);
  }
  return at;
}
