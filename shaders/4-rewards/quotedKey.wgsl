// What: finds "key" : in a text, as published code finds a field of JSON with an expression and without parsing it. Needs
// 4-rewards/prelude. Twin: expressions in the .ref.ts files that use it.
// Formula: the key in double quotes, white space, a colon, white space; byte for byte.
// Source: Q-Insight (arXiv 2503.22679), qinsight_multi_task.py.

const KEY_RATING = 0u;
const KEY_CLASS = 1u;
const KEY_SEVERITY = 2u;

fn keyLength(key: u32) -> u32 {
  return select(select(8u, 16u, key == KEY_CLASS), 6u, key == KEY_RATING);
}

// Byte k of rating, distortion_class or severity, four to a word.
fn keyByte(key: u32, k: u32) -> u32 {
  var words = vec4u(0x74736964u, 0x6974726fu, 0x635f6e6fu, 0x7373616cu);
  if (key == KEY_RATING) { words = vec4u(0x69746172u, 0x0000676eu, 0u, 0u); }
  if (key == KEY_SEVERITY) { words = vec4u(0x65766573u, 0x79746972u, 0u, 0u); }
  return (words[k / 4u] >> (8u * (k & 3u))) & 255u;
}

// First byte behind the field that starts at byte i; 0 where none does.
fn behindKey(text: Text, i: u32, key: u32) -> u32 {
  let length = keyLength(key);
  if (i + length + 2u > text.length || textByte(text, i) != 34u || textByte(text, i + length + 1u) != 34u) { return 0u; }
  var k = 0u;
  while (k < length && textByte(text, i + 1u + k) == keyByte(key, k)) { k++; }
  if (k < length) { return 0u; }
  var colon = false;
  var at = i + length + 2u;
  while (at < text.length && (isSpace(textByte(text, at)) || (!colon && textByte(text, at) == 58u))) {
    colon = colon || textByte(text, at) == 58u;
    at++;
  }
  return select(0u, at, colon);
}
