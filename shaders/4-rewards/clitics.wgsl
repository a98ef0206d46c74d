// What: the last cuts of a piece of text between white space and marks: 's, n't and their kin, and words that are two (cannot, gonna).
// Needs 4-rewards/words.
// Formula: first a final 's 'm 'd ' is cut off, then a final 'll 're 've n't of what is in front of it, unless an apostrophe or nothing
// stands before. Then can|not, gim|me, gon|na, got|ta, lem|me, more|'n, d|'ye as whole words, wan|na at the end, 't|is and 't|was at
// the beginning.
// Source: NLTK 3.10, tokenize/destructive.py: ENDING_QUOTES, CONTRACTIONS2, CONTRACTIONS3.

// Four bytes from byte k on, the last one in the low byte, in lower case; 0 for those from `end` on.
fn fourBytes(text: Text, k: u32, end: u32) -> u32 {
  return (byteOr(text, k, end) << 24u) | (byteOr(text, k + 1u, end) << 16u) | (byteOr(text, k + 2u, end) << 8u) | byteOr(text, k + 3u, end);
}

// Four bytes in front of byte k, the last one in the low byte.
fn bytesBefore(text: Text, k: u32) -> u32 {
  return (byteOr(text, k - 4u, k) << 24u) | (byteOr(text, k - 3u, k) << 16u) | (byteOr(text, k - 2u, k) << 8u) | byteOr(text, k - 1u, k);
}

// Where the piece is cut last, and where in front of that; its end where it is not.
fn cliticsOf(text: Text, first: u32, end: u32) -> vec2u {
  let last = bytesBefore(text, end);
  let isAlone = (last & 0xffu) == 39u;
  let isShort = ((last & 0xffffu) == 0x2773u) | ((last & 0xffffu) == 0x276du) | ((last & 0xffffu) == 0x2764u); // 's 'm 'd
  let at = end - select(select(0u, 2u, isShort), 1u, isAlone);
  let short = select(end, at, (at > first) & (textByte(text, at - 1u) != 39u));
  let three = bytesBefore(text, short) & 0xffffffu;
  let isLong = (three == 0x276c6cu) | (three == 0x277265u) | (three == 0x277665u) | (three == 0x6e2774u); // 'll 're 've n't
  let mayCut = isLong & (short > first + 3u) & (textByte(text, max(short, 4u) - 4u) != 39u);
  return vec2u(short, select(short, short - 3u, mayCut));
}

// A word that is two at byte k: how long the first of them is, and both; 0 where there is none.
fn doubleWord(four: u32, fifth: u32, sixth: u32, isFirst: bool, isLast: bool) -> vec2u {
  let isCannot = (four == 0x63616e6eu) & (fifth == 111u) & (sixth == 116u);
  let isMore = (four == 0x6d6f7265u) & (fifth == 39u) & (sixth == 110u);
  let isMe = ((four == 0x67696d6du) | (four == 0x6c656d6du)) & (fifth == 101u); // gimm lemm
  let isNa = ((four == 0x676f6e6eu) | (four == 0x676f7474u)) & (fifth == 97u); // gonn gott
  let isWanna = (four == 0x77616e6eu) & (fifth == 97u) & isLast;
  let isTis = isFirst & (four == 0x27746973u);
  let isTwas = isFirst & (four == 0x27747761u) & (fifth == 115u);
  var found = select(vec2u(0u), vec2u(3u, 5u), isMe | isNa | isWanna);
  found = select(found, vec2u(3u, 6u), isCannot);
  found = select(found, vec2u(4u, 6u), isMore);
  found = select(found, vec2u(1u, 4u), four == 0x64277965u); // d'ye
  found = select(found, vec2u(2u, 4u), isTis);
  return select(found, vec2u(2u, 5u), isTwas);
}

// The piece [first, end) as words of list 0 or 1.
fn readPiece(text: Text, list: u32, first: u32, end: u32) {
  let cut = cliticsOf(text, first, end);
  var part = first;
  var k = first;
  while (k < end) {
    let partEnd = select(select(end, cut.x, k < cut.x), cut.y, k < cut.y);
    let double = doubleWord(
      fourBytes(text, k, partEnd), byteOr(text, k + 4u, partEnd), byteOr(text, k + 5u, partEnd), k == first, k + 5u == partEnd);
    let next = k + double.y;
    let isFree = (k == part) | !isWordCode(charBefore(text, max(k, 1u)).code);
    let isWhole = (double.y > 0u) & isFree & ((next == partEnd) | !isWordCode(charAt(text, next).code));
    if (isWhole) {
      addSpan(list, part, k);
      addSpan(list, k, k + double.x);
      part = k + double.x;
    }
    k = select(k + 1u, next, isWhole);
    if (isWhole | (k == partEnd)) {
      addSpan(list, part, k);
      part = k;
    }
  }
}
