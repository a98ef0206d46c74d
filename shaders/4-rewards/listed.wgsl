// What: the things that the answer block lists as JSON, [{"bbox_2d": [x0, y0, x1, y1], "point_2d": [x, y], "affordance": "word"}, …]. Needs
// 4-rewards/prelude, namedBlock, letters, blanks and jsonText. Twin: listed.ref.ts.
// Formula: the first <answer>…</answer> without white space at its ends, as JSON. What is no list still has a number of entries, as Python
// counts them. Things behind the first 120 are counted, but neither their boxes nor their points are kept. Units: as written.
// Source: Affordance-R1 (arXiv 2508.06206), aff_r1.py.

const MOST_LISTED = 120u;
// What is known about a thing: the keys that it has, which of them hold lists of numbers, and how many entries the lists have.
const HAS_BOX = 1u;
const HAS_POINT = 2u;
const HAS_WORD = 4u;
const IS_OBJECT = 8u;
// Looking for a key in it is an error.
const IS_STOP = 16u;
const BOX_LIST = 32u;
const POINT_LIST = 64u;
const NOT_NUMBERS = 128u;
const BOX_SIZE = 0x100u;
const POINT_SIZE = 0x1000u;

struct Thing {
  facts: u32,
  box: vec4f,
  point: vec2f,
  // First byte and end of the word, where it is a text.
  word: vec2u,
}

var<private> things: array<Thing, MOST_LISTED>;
var<private> thingCount: u32;
var<private> isListed: bool;

fn jsonSeen(text: Text, kind: u32, depth: u32, value: f32) {
  if (depth == 0u) {
    isListed = kind == JSON_LIST;
    // The letters of a text are its entries.
    for (var k = jsonStart; kind == JSON_STRING && k < text.length; k++) {
      thingCount += select(0u, 1u, k + 1u < text.length && (textByte(text, k) & 0xc0u) != 0x80u);
    }
    return;
  }
  let at = jsonIndex[1];
  thingCount = at + 1u;
  if (at >= MOST_LISTED || depth > 3u) { return; }
  let isBox = jsonKeyIs(text, min(depth, 2u), vec3u(0x786f6262u, 0x64325fu, 0u), 7u);
  let isPoint = jsonKeyIs(text, min(depth, 2u), vec3u(0x6e696f70u, 0x64325f74u, 0u), 8u);
  let isWord = jsonKeyIs(text, min(depth, 2u), vec3u(0x6f666661u, 0x6e616472u, 0x6563u), 10u);
  if (depth == 1u) {
    var facts = select(0u, IS_OBJECT, kind == JSON_OBJECT) | select(0u, IS_STOP, kind < JSON_STRING);
    // The entries of an object are its keys.
    if (!isListed) { facts = select(0u, HAS_WORD, isWord) | select(0u, IS_STOP, isBox || isPoint); }
    things[at] = Thing(facts, vec4f(0.0), vec2f(0.0), vec2u(0u));
  } else if (depth == 2u && (things[at].facts & IS_OBJECT) != 0u) {
    let isList = kind == JSON_LIST;
    if (isBox) {
      things[at].facts = (things[at].facts & ~(BOX_LIST | (15u * BOX_SIZE))) | HAS_BOX | select(0u, BOX_LIST, isList);
    }
    if (isPoint) {
      things[at].facts = (things[at].facts & ~(POINT_LIST | (15u * POINT_SIZE))) | HAS_POINT | select(0u, POINT_LIST, isList);
    }
    if (isWord) {
      things[at].facts |= HAS_WORD;
      things[at].word = select(vec2u(0u), vec2u(jsonStart, jsonStart + jsonTextLength(text)), kind == JSON_STRING);
    }
  } else if (depth == 3u && (things[at].facts & IS_OBJECT) != 0u && (isBox || isPoint)) {
    let isNumber = kind == JSON_NUMBER || kind == JSON_BOOLEAN;
    let place = jsonIndex[3];
    if (!isNumber) { things[at].facts |= NOT_NUMBERS; }
    if (place < 15u) { things[at].facts += select(POINT_SIZE, BOX_SIZE, isBox); }
    if (isBox && place < 4u) { things[at].box[place] = value; }
    if (isPoint && place < 2u) { things[at].point[place] = value; }
  }
}

// Bytes of the text that is seen.
fn jsonTextLength(text: Text) -> u32 {
  var k = jsonStart;
  while (k < text.length && textByte(text, k) != 34u) { k += select(1u, 2u, textByte(text, k) == 92u); }
  return k - jsonStart;
}

// The list of the completion; false where the answer block is missing or no JSON.
fn readListed(r: u32) -> bool {
  let block = findBlock(spanBytes(r, SPAN_COMPLETION), BLOCK_ANSWER, false, false);
  let text = stripped(block.text);
  thingCount = 0u;
  isListed = false;
  jsonBegin();
  for (var i = 0u; i <= text.length; i++) {
    var b = 32u;
    if (i < text.length) { b = textByte(text, i); }
    jsonFeed(text, i, b);
  }
  return block.found && jsonIsWhole();
}

// As for a regular list of lists: every thing has a box of four numbers and a point of two.
fn isRegular(thing: Thing) -> bool {
  let wanted = HAS_BOX | HAS_POINT | BOX_LIST | POINT_LIST | (4u * BOX_SIZE) | (2u * POINT_SIZE);
  return (thing.facts & (wanted | NOT_NUMBERS | (15u * BOX_SIZE) | (15u * POINT_SIZE))) == wanted;
}
