// What: a search for pages as a rollout writes it down: what came back, <information>…</information>, one page a line; which page was taken,
// <select>…</select>; what was cut out of it, <bbox>…</bbox>. Needs 4-rewards/prelude, namedBlock, letters and blanks. Twin: pageTrace.ref.ts.
// Formula: a page is called by the last part of its path, up to the first ".jpg": /x/doc_3.jpg is doc_3. What begins
// with [ stands as it is (4-rewards/letterLists). The truth's facts are the pages that count; a
// fact of the kind whole says of a page that nothing is to be cut out of it, and does not count by itself.
// Source: VRAG-RL (Alibaba-NLP/VRAG) and UniDoc-RL (deepglint/UniDoc-RL), reward_manager/rm.py; there the pages are kept beside the text.

// The first block of that name at or behind byte `start`.
fn blockFrom(text: Text, start: u32, name: u32) -> Block {
  var block = findBlock(Text(text.origin, text.rollout, text.first + start, text.length - start), name, false, false);
  block.next += start;
  return block;
}

fn lineAt(text: Text, start: u32) -> Text {
  var end = start;
  while (end < text.length && textByte(text, end) != 10u) { end++; }
  return Text(text.origin, text.rollout, text.first + start, end - start);
}

fn pageName(path: Text) -> Text {
  let text = stripped(path);
  if (text.length > 0u && textByte(text, 0u) == 91u) { return text; }
  var end = text.length;
  while (end > 0u && textByte(text, end - 1u) == 47u) { end--; }
  var first = end;
  while (first > 0u && textByte(text, first - 1u) != 47u) { first--; }
  for (var k = first; k + 4u <= end; k++) {
    // .jpg
    let word = textByte(text, k) | (textByte(text, k + 1u) << 8u) | (textByte(text, k + 2u) << 16u) | (textByte(text, k + 3u) << 24u);
    if (word == 0x67706a2eu) {
      end = k;
      break;
    }
  }
  return Text(text.origin, text.rollout, text.first + first, end - first);
}

fn isWholePage(r: u32, fact: u32) -> bool {
  let kind = factKind(r, fact);
  if (kind.length != 5u) { return false; }
  let word = textByte(kind, 0u) | (textByte(kind, 1u) << 8u) | (textByte(kind, 2u) << 16u) | (textByte(kind, 3u) << 24u);
  return word == 0x6c6f6877u && textByte(kind, 4u) == 101u;
}
