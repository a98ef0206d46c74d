// What: whether a text says that something cannot be known. Needs 4-rewards/prelude. Twin: refusal.ref.ts.
// Formula: the letters stand somewhere in the text, in whatever case, also within a word.
// Source: DeFacto (tinnel123666888/defacto), grpo_defacto.py: accuracy_reward_text looks for unknown, no and none, of which all hold no;
// accuracy_reward_iou looks for unknown. "cannot tell" is what Pocket was taught.

const SAYS_NO = 0u;
const SAYS_UNKNOWN = 1u;
const SAYS_CANNOT_TELL = 2u;

fn says(text: Text, what: u32) -> bool {
  var letters = vec4u(0x6f6eu, 0u, 0u, 2u);
  if (what == SAYS_UNKNOWN) { letters = vec4u(0x6e6b6e75u, 0x6e776fu, 0u, 7u); }
  if (what == SAYS_CANNOT_TELL) { letters = vec4u(0x6e6e6163u, 0x7420746fu, 0x6c6c65u, 11u); }
  for (var i = 0u; i + letters.w <= text.length; i++) {
    var k = 0u;
    while (k < letters.w && lowerByte(textByte(text, i + k)) == ((letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
    if (k == letters.w) { return true; }
  }
  return false;
}
