// What: boxes with names as a text lists them, name: [x0, y0, x1, y1], and those of the truth. Needs 4-rewards/prelude, namedBlock, letters,
// blanks and bareWords, and params.coordinateWidth and coordinateHeight. Twin: boxEntries.ref.ts.
// Formula: the last <location>…</location> of the completion holds entries; a name is what stands in front of the colon, behind the entry or
// the colon before it. The four numbers are digits alone, parted by commas. Names are compared as 4-rewards/bareWords says; of entries of the
// same name the last one counts. The truth's boxes and labels are its entries, or those that its answer lists in the first <location> on one line.
// Without names (named = 0) the boxes of the completion and of the truth are compared in their order.
// Units: fractions of the picture, corners in any order.
// Source: SURDS (arXiv 2411.13112), grpo.py: location_reward.

struct BoxEntry {
  found: bool,
  name: Text,
  box: vec4f,
  // First byte behind it.
  next: u32,
}

// [ a, b, c, d ] at byte k: white space may stand in front of a number but not behind it. `next` is 0 where it does not stand there.
fn fourAt(text: Text, start: u32) -> BoxEntry {
  let none = BoxEntry(false, text, vec4f(0.0), 0u);
  var k = start;
  var box = vec4f(0.0);
  for (var i = 0u; i < 4u; i++) {
    // [ or ,
    if (k >= text.length || textByte(text, k) != select(44u, 91u, i == 0u)) { return none; }
    k++;
    if (i > 0u) { k = behindBlanks(text, k); }
    let first = k;
    while (k < text.length && isDigit(textByte(text, k))) {
      box[i] = box[i] * 10.0 + f32(textByte(text, k) - 48u);
      k++;
    }
    if (k == first) { return none; }
  }
  if (k >= text.length || textByte(text, k) != 93u) { return none; }
  let size = vec2f(params.coordinateWidth, params.coordinateHeight);
  return BoxEntry(true, text, box / vec4f(size, size), k + 1u);
}

// The next entry of a text at or behind byte `start`.
fn entryFrom(text: Text, start: u32) -> BoxEntry {
  var first = start;
  for (var k = start; k < text.length; k++) {
    if (textByte(text, k) != 58u) { continue; }
    var entry = fourAt(text, behindBlanks(text, k + 1u));
    if (entry.found && k > first) {
      entry.name = Text(text.origin, text.rollout, text.first + first, k - first);
      return entry;
    }
    first = k + 1u;
  }
  return BoxEntry(false, text, vec4f(0.0), text.length);
}

// The box of that name in the completion's list; the last one counts.
fn boxNamed(text: Text, name: Text) -> BoxEntry {
  var found = BoxEntry(false, text, vec4f(0.0), 0u);
  var at = 0u;
  loop {
    let entry = entryFrom(text, at);
    if (!entry.found) { return found; }
    at = entry.next;
    if (sameWords(entry.name, name)) { found = entry; }
  }
}

fn locationOf(r: u32) -> Text {
  return findBlock(spanBytes(r, SPAN_COMPLETION), BLOCK_LOCATION, false, true).text;
}
