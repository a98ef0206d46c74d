// What: the characters of a UTF-8 text in lower case, and which of them are letters or white space. Needs 4-rewards/text.
// Formula: lower case of ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic letters; others pass through. A word character is
// what Python's \w finds in these scripts, and above them whatever stands in a block of letters. No branches and no loops: software
// adapters compile every call anew.
// Units: code points; offsets in bytes. Bytes that are no UTF-8 are characters by themselves.
// Source: Python 3: str.lower, \w and \s of re.

struct Char {
  code: u32,
  // Bytes.
  length: u32,
}

// Whether c is one of `count` codes from `first` on.
fn isIn(c: u32, first: u32, count: u32) -> bool {
  return c - first < count;
}

fn lowerCode(c: u32) -> u32 {
  // Capitals that are odd (Ĺ … Ň, Ź … Ž) and even (all other pairs of Latin Extended-A).
  let isOdd = isIn(c, 0x139u, 16u) | isIn(c, 0x179u, 6u);
  let isPair = isIn(c, 0x100u, 0x80u) & !isOdd & !isIn(c, 0x130u, 2u) & (c != 0x138u) & (c != 0x149u) & !isIn(c, 0x178u, 8u);
  let by32 = (isIn(c, 0xc0u, 31u) & (c != 0xd7u)) | (isIn(c, 0x391u, 27u) & (c != 0x3a2u)) | isIn(c, 0x410u, 32u);
  var low = lowerByte(c);
  low = select(low, c + (c & 1u), isOdd);
  low = select(low, c | 1u, isPair);
  low = select(low, c + 32u, by32);
  low = select(low, c + 80u, isIn(c, 0x400u, 16u));
  low = select(low, 0xffu, c == 0x178u);
  low = select(low, c + 38u, c == 0x386u);
  low = select(low, c + 37u, isIn(c, 0x388u, 3u));
  return select(low, c + 64u - select(0u, 1u, c > 0x38cu), (c == 0x38cu) | isIn(c, 0x38eu, 2u));
}

// The character that begins with byte k, in lower case.
fn charAt(text: Text, k: u32) -> Char {
  let a = textByte(text, k);
  let b = textByte(text, k + 1u);
  let c = textByte(text, k + 2u) & 63u;
  let d = textByte(text, k + 3u) & 63u;
  let high = b & 63u;
  let length = 2u + select(0u, 1u, a >= 0xe0u) + select(0u, 1u, a >= 0xf0u);
  let isLong = (a >= 0xc2u) & (k + length <= text.length) & ((b & 0xc0u) == 0x80u);
  let three = ((a & 15u) << 12u) | (high << 6u) | c;
  let four = ((a & 7u) << 18u) | (high << 12u) | (c << 6u) | d;
  let code = select(select(((a & 31u) << 6u) | high, three, length == 3u), four, length == 4u);
  return Char(lowerCode(select(a, code, isLong)), select(1u, length, isLong));
}

// The character in front of byte k > 0.
fn charBefore(text: Text, k: u32) -> Char {
  let isRest = vec3<bool>(
    (textByte(text, k - 1u) & 0xc0u) == 0x80u, (textByte(text, k - 2u) & 0xc0u) == 0x80u, (textByte(text, k - 3u) & 0xc0u) == 0x80u);
  let back = 1u + select(0u, 1u, isRest.x) + select(0u, 1u, isRest.x & isRest.y) + select(0u, 1u, all(isRest));
  let own = charAt(text, k - min(back, k));
  let last = textByte(text, k - 1u);
  let isOne = own.length == back;
  return Char(select(last, own.code, isOne), select(1u, back, isOne));
}

fn isSpaceCode(c: u32) -> bool {
  return isSpace(c) | isIn(c, 28u, 4u) | (c == 0x85u) | (c == 0xa0u) | (c == 0x1680u) | isIn(c, 0x2000u, 11u) | isIn(c, 0x2028u, 2u)
    | (c == 0x202fu) | (c == 0x205fu) | (c == 0x3000u);
}

fn isWordCode(c: u32) -> bool {
  let isLatin = (c == 0xaau) | isIn(c, 0xb2u, 2u) | (c == 0xb5u) | isIn(c, 0xb9u, 2u) | isIn(c, 0xbcu, 3u)
    | (isIn(c, 0xc0u, 0x202u) & (c != 0xd7u) & (c != 0xf7u));
  let isOther = (isIn(c, 0x370u, 0x1c90u) & (c != 0x37eu) & (c != 0x387u)) | isIn(c, 0x2c00u, 0x200u) | isIn(c, 0x3041u, 0xa7bfu)
    | isIn(c, 0xf900u, 0x500u);
  return isDigit(c) | isIn(c, 97u, 26u) | isIn(c, 65u, 26u) | (c == 95u) | isLatin | isOther;
}

// A letter that has an upper case; c is lower-cased already.
fn isLowerCode(c: u32) -> bool {
  return isIn(c, 97u, 26u) | (isIn(c, 0xdfu, 0xa1u) & (c != 0xf7u)) | isIn(c, 0x3acu, 35u) | isIn(c, 0x430u, 48u);
}
