// What: a punishment for repeating whole stretches of words.
// Formula: max_penalty · (1 − different n-grams / n-grams) over the words of the completion in lower case, n = ngram_size; words are
// what lies between white space. 0 for fewer than n words.
// Shapes: column (R). Units: max_penalty…0.
// Source: Perception-R1 (arXiv 2506.07218), custom.py: ngram_penalty_reward, 20-grams and −2.
// Reward: wordRepetition
// Range: [-10, 0]
// Knob: ngram_size = 20, 1, 64, words in an n-gram
// Knob: max_penalty = -2, -10, 0, value that a text that only repeats comes near to
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/unicode

override WORKGROUP_SIZE: u32 = 64;

struct WordRepetitionParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  ngram_size: f32,
  max_penalty: f32,
}

@group(0) @binding(0) var<uniform> params: WordRepetitionParams;

// First byte and end of the word behind byte k; equal at the end of the text.
fn wordBehind(text: Text, k: u32) -> vec2u {
  var place = vec2u(text.length, k);
  while (place.y < text.length) {
    let c = charAt(text, place.y);
    if (isBlank(c.x) && place.x < text.length) { break; }
    if (!isBlank(c.x)) { place.x = min(place.x, place.y); }
    place.y += c.y;
  }
  return vec2u(min(place.x, place.y), place.y);
}

// Whether the words from byte a on are those from byte b on.
fn isSameGram(text: Text, a: u32, b: u32, size: u32) -> bool {
  var at = vec2u(a, b);
  for (var w = 0u; w < size; w++) {
    var words = array<Text, 2>();
    for (var side = 0u; side < 2u; side++) {
      let place = wordBehind(text, at[side]);
      words[side] = Text(text.origin, text.rollout, text.first + place.x, place.y - place.x);
      at[side] = place.y;
    }
    if (!sameChars(words[0], words[1], true)) { return false; }
  }
  return true;
}

fn repetitionOf(r: u32) -> f32 {
  let text = spanBytes(r, SPAN_COMPLETION);
  let size = max(u32(params.ngram_size), 1u);
  // One round per word: its n-gram against all before it. The last n − 1 words begin none.
  var words = 0u;
  var repeated = 0u;
  // Where the n-gram of the word starts that is `size` − 1 words back.
  var gram = 0u;
  for (var k = 0u; k < text.length; ) {
    let place = wordBehind(text, k);
    if (place.x == place.y) { break; }
    k = place.y;
    words++;
    if (words < size) { continue; }
    var isRepeated = false;
    var earlier = 0u;
    while (earlier < gram && !isRepeated) {
      isRepeated = isSameGram(text, earlier, gram, size);
      earlier = wordBehind(text, earlier).y;
    }
    repeated += select(0u, 1u, isRepeated);
    gram = wordBehind(text, gram).y;
  }
  if (words < size) { return 0.0; }
  return params.max_penalty * f32(repeated) / f32(words - size + 1u);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn wordRepetition(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = repetitionOf(r);
}
