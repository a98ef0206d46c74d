// What: the first JSON object of a completion that holds a box and two points, whatever its keys are called in detail. Needs
// 4-rewards/prelude and jsonText, and params.any_key. Twin: promptObject.ref.ts.
// Formula: the object is the first {…} with anything in it, up to the first }. Keys: bbox, points_1, points_2; with any_key the first key
// that contains bbox, and of the others (of all, where points are measured) the first two that contain point (points), in whatever case.
// A key that comes again keeps its place and gets another value. Entries of a text are its characters.
// Units: as written. Source: Seg-Zero (arXiv 2503.06520), seg_restrict.py; seg.py (any_key).

struct Field {
  // First byte and end of the key; 0 = the field is free.
  key: vec2u,
  isList: bool,
  size: u32,
  // Of the first four entries, those in front of one that is no number.
  numbers: u32,
  values: vec4f,
}

// The box, the points of the form, the points that are measured.
var<private> fields: array<Field, 5>;

fn sameKey(text: Text, a: vec2u, b: vec2u) -> bool {
  return a.x > 0u && bytesEqual(Text(text.origin, text.rollout, text.first + a.x, a.y - a.x), Text(text.origin, text.rollout, text.first + b.x, b.y - b.x));
}

// Whether the key contains the first letters of bbox (name 0) or points, in whatever case.
fn keyHas(text: Text, key: vec2u, name: u32, length: u32) -> bool {
  let letters = select(vec2u(0x6e696f70u, 0x7374u), vec2u(0x786f6262u, 0u), name == 0u);
  for (var i = key.x; i + length <= key.y; i++) {
    var k = 0u;
    while (k < length && lowerByte(textByte(text, i + k)) == ((letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
    if (k == length) { return true; }
  }
  return false;
}

fn fitsField(text: Text, f: u32, key: vec2u) -> bool {
  let second = f > 0u && (f & 1u) == 0u;
  if (params.any_key < 0.5) {
    if (f == 0u) { return jsonKeyIs(text, 1u, vec3u(0x786f6262u, 0u, 0u), 4u); }
    return jsonKeyIs(text, 1u, vec3u(0x6e696f70u, select(0x315f7374u, 0x325f7374u, second), 0u), 8u);
  }
  if (f == 0u) { return keyHas(text, key, 0u, 4u); }
  // The key of the box is not a point's; fields[0] has it by now.
  if (f < 3u && sameKey(text, fields[0].key, key)) { return false; }
  if (second && sameKey(text, fields[f - 1u].key, key)) { return false; }
  return keyHas(text, key, 1u, select(5u, 6u, f > 2u));
}

fn charactersFrom(text: Text, start: u32) -> u32 {
  var count = 0u;
  for (var k = start; k < text.length && textByte(text, k) != 34u; k++) {
    count += select(0u, 1u, (textByte(text, k) & 0xc0u) != 0x80u);
    if (textByte(text, k) == 92u) { k += select(1u, 5u, textByte(text, k + 1u) == 117u); }
  }
  return count;
}

fn jsonSeen(text: Text, kind: u32, depth: u32, value: f32) {
  let key = jsonKeys[1];
  for (var f = 0u; f < 5u && depth == 1u; f++) {
    let isNew = fields[f].key.x == 0u && fitsField(text, f, key);
    if (!isNew && !sameKey(text, fields[f].key, key)) { continue; }
    let size = select(0u, charactersFrom(text, jsonStart), kind == JSON_STRING);
    fields[f] = Field(key, kind == JSON_LIST, size, 0u, vec4f(0.0));
  }
  let place = jsonIndex[2];
  let isNumber = kind == JSON_NUMBER || kind == JSON_BOOLEAN;
  for (var f = 0u; f < 5u && depth == 2u; f++) {
    if (fields[f].key.x != key.x) { continue; }
    fields[f].size = place + 1u;
    if (place > 3u || !isNumber || fields[f].numbers < place) { continue; }
    fields[f].numbers++;
    fields[f].values[place] = value;
  }
}

// false where the completion has no such object.
fn readPromptObject(r: u32) -> bool {
  let whole = spanBytes(r, SPAN_COMPLETION);
  var first = 0u;
  while (first + 2u < whole.length && (textByte(whole, first) != 123u || textByte(whole, first + 1u) == 125u)) { first++; }
  let text = Text(whole.origin, r, whole.first + first, whole.length - first);
  for (var f = 0u; f < 5u; f++) { fields[f] = Field(vec2u(0u), false, 0u, 0u, vec4f(0.0)); }
  jsonBegin();
  for (var i = 0u; i < text.length; i++) {
    let b = textByte(text, i);
    jsonFeed(text, i, b);
    if (b == 125u) { return i > 1u && jsonIsWhole(); }
  }
  return false;
}
