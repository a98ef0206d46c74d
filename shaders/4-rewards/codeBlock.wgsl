// What: the program that a text gives: for a renderer, and for rewards that ask whether there is one. Needs 4-rewards/text, letters, blanks and
// literal. Twin: codeBlock.ref.ts.
// Formula: fences are read from the front: ``` and letters, digits, _ + or - name a language, the next ``` ends its block. The last block of python or
// svg, in whatever case, that holds more than white space counts, without white space at its ends. Without one: from the first <svg … > on,
// in whatever case, all of the text but a tag that is not closed at its end; `unclosed` says that </svg> is missing there.
// Source: Visual-ERM (InternLM/Visual-ERM), rl_scripts/reward_func/omnirender_rm_v3.py: robust_extract_code.

const NO_LANGUAGE = 0u;
const PYTHON = 1u;
const SVG = 2u;

struct CodeBlock {
  language: u32,
  text: Text,
  unclosed: bool,
}

fn isFence(text: Text, i: u32) -> bool {
  return literalAt(text, i, vec4u(0x606060u, 0u, 0u, 0u), vec4u(0u), 3u);
}

// Letters, digits, _ + -
fn isLanguageByte(b: u32) -> bool {
  return isDigit(b) | (lowerByte(b) - 97u < 26u) | (b == 95u) | (b == 43u) | (b == 45u);
}

// Up to eight letters, in whatever case.
fn standsFolded(text: Text, i: u32, letters: vec2u, length: u32) -> bool {
  if (i + length > text.length) { return false; }
  var k = 0u;
  while (k < length && lowerByte(textByte(text, i + k)) == ((letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
  return k == length;
}

// What stands behind a fence at byte i; PYTHON, SVG or NO_LANGUAGE, and the first byte behind its name, 0 where there is no name.
fn languageAt(text: Text, i: u32) -> vec2u {
  var end = i;
  while (end < text.length && isLanguageByte(textByte(text, end))) { end++; }
  var language = NO_LANGUAGE;
  if (end == i + 6u && standsFolded(text, i, vec2u(0x68747970u, 0x6e6fu), 6u)) { language = PYTHON; }
  if (end == i + 3u && standsFolded(text, i, vec2u(0x677673u, 0u), 3u)) { language = SVG; }
  return vec2u(language, select(0u, end, end > i));
}

fn bareSvg(text: Text) -> CodeBlock {
  let none = CodeBlock(NO_LANGUAGE, Text(text.origin, text.rollout, text.first, 0u), false);
  var first = 0u;
  while (first < text.length && !standsFolded(text, first, vec2u(0x6776733cu, 0u), 4u)) { first++; }
  // Behind the last tag that is closed, and the first < behind it.
  var closed = 0u;
  var end = text.length;
  for (var i = first; i < text.length; i++) {
    let b = textByte(text, i);
    if (b == 62u) {
      closed = i + 1u;
      end = text.length;
    } else if (b == 60u && end == text.length) {
      end = i;
    }
  }
  if (closed == 0u) { return none; }
  let code = Text(text.origin, text.rollout, text.first + first, end - first);
  let tail = stripped(code);
  // </svg>
  let isClosed = tail.length >= 6u && literalAt(tail, tail.length - 6u, vec4u(0x76732f3cu, 0x3e67u, 0u, 0u), vec4u(0u), 6u);
  return CodeBlock(SVG, code, !isClosed);
}

fn codeBlock(text: Text) -> CodeBlock {
  var found = CodeBlock(NO_LANGUAGE, text, false);
  for (var i = 0u; i < text.length; i++) {
    if (!isFence(text, i)) { continue; }
    let language = languageAt(text, i + 3u);
    if (language.y == 0u) { continue; }
    var end = language.y;
    while (end < text.length && !isFence(text, end)) { end++; }
    if (end >= text.length) { break; }
    let code = stripped(Text(text.origin, text.rollout, text.first + language.y, end - language.y));
    if (language.x != NO_LANGUAGE && code.length > 0u) { found = CodeBlock(language.x, code, false); }
    i = end + 2u;
  }
  if (found.language == NO_LANGUAGE) { return bareSvg(text); }
  return found;
}
