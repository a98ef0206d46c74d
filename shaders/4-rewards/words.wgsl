// What: the words of a text as NLTK's word_tokenize counts them: sentences (4-rewards/sentences), then marks, quotes and clitics
// apart (4-rewards/clitics). They are kept in `found`: those of the reference first, those of the completion from MAX_WORDS on.
// Formula: marks ; @ # $ % & ? ! * ( ) [ ] { } < >, rows of dots, pairs of dashes, and quotes are words by themselves; so are , and :
// unless a digit follows, and the full stop at the end of a sentence. " and '' open where a space, a bracket or another opening
// quote stands in front of them and are the word `` then; otherwise the word ''.
// Units: bytes from the first of the text. Words beyond MAX_WORDS are not kept; that there are some shows in the count.
// Source: NLTK 3.10, tokenize/destructive.py (NLTKWordTokenizer), its substitutions as one scan.

const MAX_WORDS = 192u;
// Words that the text does not hold as they are.
const OPENING_QUOTE = 0u;
const CLOSING_QUOTE = 0x10000u;

// First byte in the high half, length in the low one.
var<private> found: array<u32, 2u * MAX_WORDS>;
var<private> foundCount: array<u32, 2>;

fn addWord(list: u32, word: u32) {
  if (foundCount[list] < MAX_WORDS) { found[list * MAX_WORDS + foundCount[list]] = word; }
  foundCount[list]++;
}

fn addSpan(list: u32, first: u32, end: u32) {
  if (first < end) { addWord(list, (first << 16u) | (end - first)); }
}

// In lower case; 0 from `end` on.
fn byteOr(text: Text, k: u32, end: u32) -> u32 {
  return select(0u, lowerByte(textByte(text, k)), k < end);
}

// « “ ‘ „ `
fn opensByItself(c: u32) -> bool {
  return (c == 0xabu) | (c == 0x201cu) | (c == 0x2018u) | (c == 0x201eu) | (c == 96u);
}

// Behind these a quote opens.
fn isBeforeOpening(c: u32) -> bool {
  return (c == 32u) | (c == 40u) | (c == 91u) | (c == 123u) | (c == 60u) | opensByItself(c);
}

// ; @ # $ % & ? ! * ( ) [ ] { } < > » ” ’
fn isAlone(c: u32) -> bool {
  return (c == 33u) | isIn(c, 35u, 4u) | isIn(c, 40u, 3u) | isIn(c, 59u, 2u) | isIn(c, 62u, 3u) | (c == 91u) | (c == 93u) | (c == 123u)
    | (c == 125u) | (c == 0xbbu) | (c == 0x201du) | (c == 0x2019u);
}

// ] ) } > " ' » ” ’ and white space
fn mayFollowStop(c: u32) -> bool {
  return (c == 93u) | (c == 41u) | (c == 125u) | (c == 62u) | (c == 34u) | (c == 39u) | (c == 0xbbu) | (c == 0x201du) | (c == 0x2019u)
    | isSpaceCode(c);
}

const NOWHERE = 0xffffffffu;

// The full stop that ends the text, and the end of its last word. Closing marks may follow the stop, a dot in front of it may not.
fn lastPlaces(text: Text) -> vec2u {
  var places = vec2u(NOWHERE, 0u);
  var k = text.length;
  var last = 0u;
  var isOver = false;
  while ((k > 0u) & !isOver) {
    let own = charBefore(text, k);
    let c = own.code;
    places.y = select(places.y, k, (places.y == 0u) & !isSpaceCode(c));
    places.x = select(places.x, k, (last == 46u) & (c != 46u));
    isOver = (last == 46u) | ((c != 46u) & !mayFollowStop(c)) | ((last == 34u) & isBeforeOpening(c));
    last = select(c, 34u, (c == 39u) & (last == 39u));
    k -= own.length;
  }
  return places;
}

// A mark that is a word by itself at byte k: how long it is, and the word; length 0 where there is none.
fn markAt(text: Text, k: u32, own: Char, after: u32, previous: u32, isStop: bool) -> vec2u {
  let c = own.code;
  let isPair = ((c == 39u) | (c == 96u) | (c == 45u)) & (after == c);
  var length = select(0u, own.length, isAlone(c) | opensByItself(c) | isStop | (c == 34u));
  length = select(length, 2u, isPair);
  if ((c == 46u) & (after == 46u)) {
    while ((k + length < text.length) & (textByte(text, k + length) == 46u)) { length++; }
  }
  let opens = isBeforeOpening(previous) | ((c == 34u) & (previous == 0u)) | (c == 96u);
  let isQuote = (c == 34u) | (isPair & (c != 45u));
  return vec2u(length, select((k << 16u) | length, select(CLOSING_QUOTE, OPENING_QUOTE, opens), isQuote));
}

// Reads all words of a text into list 0 or 1.
fn readWords(text: Text, list: u32) {
  let last = lastPlaces(text);
  var piece = 0u;
  var word = 0u;
  // Where the next sentence begins; the code in front, 0 at the beginning of a sentence.
  var restart = 0u;
  var previous = 0u;
  // The second of two commas or colons was taken with the first.
  var isTaken = false;
  var k = 0u;
  while ((k <= text.length) & (foundCount[list] <= MAX_WORDS)) {
    let read = charAt(text, k);
    let isEnd = k == text.length;
    let own = Char(select(read.code, 32u, isEnd), read.length);
    let c = own.code;
    let next = k + own.length;
    let after = select(32u, charAt(text, next).code, next < text.length);
    previous = select(previous, 0u, k == restart);
    var isStop = k == last.x;
    let isMark = (c == 46u) | (c == 33u) | (c == 63u);
    if (isMark & (next < last.y) & (endsSplitWord(after) | isSpaceCode(after))) {
      if (!hasLaterMark(text, k, last.y)) {
        let on = goesOn(text, next);
        if (markEnds(text, word, k, on.x)) {
          let isDash = (textByte(text, on.y) == 45u) & (textByte(text, on.y + 1u) == 45u);
          let isClosed = (on.y > on.x) & ((on.z > on.y) | (on.z == text.length) | isDash);
          let isPair = (textByte(text, on.x) == 39u) & (textByte(text, on.x + 1u) == 39u);
          let opens = isClosed & (on.x > next) & (isPair | (textByte(text, on.x) == 34u));
          restart = select(on.x, on.z, isClosed);
          isStop = (c == 46u) & (previous != 46u) & !opens;
        }
      }
    }
    let mark = markAt(text, k, own, after, previous, isStop);
    let isCut = ((c == 44u) | (c == 58u)) & !isTaken & !isDigit(after);
    isTaken = isCut & ((after == 44u) | (after == 58u));
    // An apostrophe goes with what is in front of it where a single letter follows that is no clitic (m, t, s, d, n).
    let isClitic = (c == 109u) | (c == 116u) | (c == 115u) | (c == 100u) | (c == 110u);
    let isLetter = (previous == 39u) & isWordCode(c) & !isClitic & !isWordCode(after);
    let isBlank = isSpaceCode(c);
    if (isBlank | (mark.x > 0u) | isCut | isLetter) {
      readPiece(text, list, piece, k);
      if (isCut | (mark.x > 0u)) { addWord(list, select(mark.y, (k << 16u) | 1u, isCut)); }
      piece = k + select(max(own.length, mark.x), 0u, isLetter);
    }
    word = select(word, next, isBlank);
    // '' is no apostrophe; behind a " that begins a sentence another one opens.
    previous = select(select(c, 34u, (c == 39u) & (mark.x > 0u)), 96u, (c == 34u) & (previous == 0u));
    k += max(own.length, mark.x);
  }
}
