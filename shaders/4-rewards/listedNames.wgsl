// What: the last list [a, b, …] of a text. Needs 4-rewards/prelude, letters and blanks. Twin: listedNames.ref.ts.
// Formula: the last of those that \[(.*?)\] finds from left to right, on one line; with capitals of those that \[\s*([A-Z\s,]*)\s*\] finds:
// capital letters, white space and commas alone, over lines as well. Source: re.findall of Python 3, as Graph-R1 uses it.

struct NameList {
  found: bool,
  // Between the brackets.
  text: Text,
}

fn lastList(text: Text, capitals: bool) -> NameList {
  var list = NameList(false, text);
  // First byte behind an open bracket; 0 = none is open.
  var open = 0u;
  for (var i = 0u; i < text.length; ) {
    let own = charAt(text, i);
    // Lower-cased by charAt.
    let b = textByte(text, i);
    if (b == 93u && open > 0u) {
      list = NameList(true, Text(text.origin, text.rollout, text.first + open, i - open));
      open = 0u;
    }
    let isAllowed = (b - 65u < 26u) | (b == 44u) | isSpaceCode(own.code);
    if (select(b == 10u, !isAllowed, capitals)) { open = 0u; }
    i += own.length;
    if (b == 91u && (open == 0u || capitals)) { open = i; }
  }
  return list;
}
