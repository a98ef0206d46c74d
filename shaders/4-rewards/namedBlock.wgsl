// What: blocks <name>…</name> of a text, of the completion or of the truth, as published code finds them with expressions, byte for byte and
// whatever the grammar says. Needs 4-rewards/prelude. Twin: namedBlock.ref.ts.
// Formula: the first or the last of the blocks that <name>(.*?)</name> finds from left to right. With oneLine the dot does not match a line
// break. Source: re.search and re.findall of Python 3, as reward functions use them.

const BLOCK_THINK = 0u;
const BLOCK_ANSWER = 1u;
const BLOCK_RETHINK = 2u;
const BLOCK_LOCATION = 3u;
const BLOCK_BBOX = 4u;
const BLOCK_CONTEXT = 5u;
const BLOCK_SEARCH = 6u;
const BLOCK_SELECT = 7u;
const BLOCK_INFORMATION = 8u;
const BLOCK_JUDGE = 9u;

struct Block {
  found: bool,
  // Between its tags, and the first byte behind it.
  text: Text,
  next: u32,
}

// Letters of a name, four to a word, and how many there are.
fn blockName(name: u32) -> vec4u {
  switch name {
    case BLOCK_THINK: { return vec4u(0x6e696874u, 0x6bu, 0u, 5u); }
    case BLOCK_ANSWER: { return vec4u(0x77736e61u, 0x7265u, 0u, 6u); }
    case BLOCK_RETHINK: { return vec4u(0x68746572u, 0x6b6e69u, 0u, 7u); }
    case BLOCK_LOCATION: { return vec4u(0x61636f6cu, 0x6e6f6974u, 0u, 8u); }
    case BLOCK_CONTEXT: { return vec4u(0x746e6f63u, 0x747865u, 0u, 7u); }
    case BLOCK_SEARCH: { return vec4u(0x72616573u, 0x6863u, 0u, 6u); }
    case BLOCK_SELECT: { return vec4u(0x656c6573u, 0x7463u, 0u, 6u); }
    case BLOCK_INFORMATION: { return vec4u(0x6f666e69u, 0x74616d72u, 0x6e6f69u, 11u); }
    case BLOCK_JUDGE: { return vec4u(0x6764756au, 0x65u, 0u, 5u); }
    default: { return vec4u(0x786f6262u, 0u, 0u, 4u); }
  }
}

// First byte behind the tag of that name at byte i, with a slash where `closing` is 1; 0 where there is none.
fn behindTag(text: Text, i: u32, name: u32, closing: u32) -> u32 {
  let letters = blockName(name);
  let first = i + 1u + closing;
  let end = first + letters.w;
  if (end >= text.length || textByte(text, i) != 60u || textByte(text, end) != 62u) { return 0u; }
  if (closing == 1u && textByte(text, i + 1u) != 47u) { return 0u; }
  var k = 0u;
  while (k < letters.w && textByte(text, first + k) == ((letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
  return select(0u, end + 1u, k == letters.w);
}

fn findBlock(text: Text, name: u32, oneLine: bool, last: bool) -> Block {
  var block = Block(false, Text(text.origin, text.rollout, text.first, 0u), 0u);
  // First byte behind an open tag; 0 = none is open.
  var open = 0u;
  for (var i = 0u; i < text.length; i++) {
    let b = textByte(text, i);
    if (b == 10u && oneLine) { open = 0u; }
    if (b != 60u) { continue; }
    let next = behindTag(text, i, name, select(0u, 1u, open > 0u));
    if (next == 0u) { continue; }
    if (open == 0u) {
      open = next;
      i = next - 1u;
      continue;
    }
    block = Block(true, Text(text.origin, text.rollout, text.first + open, i - open), next);
    open = 0u;
    i = next - 1u;
    if (!last) { break; }
  }
  return block;
}
