// What: what is true about the prompt of rollout r. Needs 4-rewards/prelude. A reward says in its header which fields it reads,
// `// Truth: boxes, facts`; what it does not name is not packed. Which function reads which field is read from this file.
// Formula: table and items as 4-rewards/layout says; an item that is not there is 0 or empty. Units: boxes and points in fractions of the picture.
// Source: BLOCKS, decision 5.

fn truthCell(r: u32, field: u32) -> u32 {
  return 2u * ((r / params.generations) * TRUTH_COUNT + field);
}

fn truthCount(r: u32, field: u32) -> u32 {
  return truth[truthCell(r, field) + 1u];
}

// First word of item i; where there is none, of the four zeros behind the table.
fn truthItem(r: u32, field: u32, i: u32, words: u32) -> u32 {
  let cell = truthCell(r, field);
  let zeros = 2u * (params.rollouts / params.generations) * TRUTH_COUNT;
  return select(zeros, truth[cell] + i * words, i < truth[cell + 1u]);
}

fn truthFloat(r: u32, field: u32, i: u32) -> f32 {
  return bitcast<f32>(truth[truthItem(r, field, i, 1u)]);
}

fn truthText(r: u32, field: u32, i: u32) -> Text {
  let at = truthItem(r, field, i, 4u);
  return Text(1u, r, truth[at], truth[at + 1u]);
}

fn hasTruthAnswer(r: u32) -> bool { return truthCount(r, TRUTH_ANSWER) > 0u; }
fn truthAnswer(r: u32) -> Text { return truthText(r, TRUTH_ANSWER, 0u); }
fn truthIsNumber(r: u32) -> bool { return truth[truthItem(r, TRUTH_ANSWER, 0u, 4u) + 2u] == 1u; }
fn truthNumber(r: u32) -> f32 { return bitcast<f32>(truth[truthItem(r, TRUTH_ANSWER, 0u, 4u) + 3u]); }

fn acceptedCount(r: u32) -> u32 { return truthCount(r, TRUTH_ACCEPTED_ANSWERS); }
fn acceptedAnswer(r: u32, i: u32) -> Text { return truthText(r, TRUTH_ACCEPTED_ANSWERS, i); }

fn truthBoxCount(r: u32) -> u32 { return truthCount(r, TRUTH_BOXES); }
fn truthBox(r: u32, i: u32) -> vec4f {
  let at = truthItem(r, TRUTH_BOXES, i, 4u);
  return bitcast<vec4f>(vec4u(truth[at], truth[at + 1u], truth[at + 2u], truth[at + 3u]));
}

fn labelCount(r: u32) -> u32 { return truthCount(r, TRUTH_LABELS); }
fn truthLabel(r: u32, i: u32) -> Text { return truthText(r, TRUTH_LABELS, i); }

fn truthPointCount(r: u32) -> u32 { return truthCount(r, TRUTH_POINTS); }
fn truthPoint(r: u32, i: u32) -> vec2f {
  let at = truthItem(r, TRUTH_POINTS, i, 2u);
  return bitcast<vec2f>(vec2u(truth[at], truth[at + 1u]));
}

fn factCount(r: u32) -> u32 { return truthCount(r, TRUTH_FACTS); }
fn factText(r: u32, f: u32) -> Text { return truthText(r, TRUTH_FACTS, f); }
fn factKind(r: u32, f: u32) -> Text { return truthText(r, TRUTH_FACT_KINDS, f); }
// The number that the text is; 0 where it is none.
fn factNumber(r: u32, f: u32) -> f32 { return bitcast<f32>(truth[truthItem(r, TRUTH_FACTS, f, 4u) + 3u]); }
fn factWeight(r: u32, f: u32) -> f32 { return truthFloat(r, TRUTH_FACT_WEIGHTS, f); }

fn orderCount(r: u32) -> u32 { return truthCount(r, TRUTH_ORDER); }
fn orderAt(r: u32, i: u32) -> f32 { return truthFloat(r, TRUTH_ORDER, i); }

fn captionCount(r: u32) -> u32 { return truthCount(r, TRUTH_CAPTIONS); }
fn truthCaption(r: u32, i: u32) -> Text { return truthText(r, TRUTH_CAPTIONS, i); }

// part: 0 subject, 1 predicate, 2 object.
fn tripleCount(r: u32) -> u32 { return truthCount(r, TRUTH_TRIPLES) / 3u; }
fn tripleText(r: u32, i: u32, part: u32) -> Text { return truthText(r, TRUTH_TRIPLES, 3u * i + part); }

fn referenceStepCount(r: u32) -> u32 { return truthCount(r, TRUTH_REFERENCE_STEPS); }
fn referenceStep(r: u32, i: u32) -> Text { return truthText(r, TRUTH_REFERENCE_STEPS, i); }

fn hasExpertText(r: u32) -> bool { return truthCount(r, TRUTH_EXPERT_TEXT) > 0u; }
fn expertText(r: u32) -> Text { return truthText(r, TRUTH_EXPERT_TEXT, 0u); }
fn hasTruthProgram(r: u32) -> bool { return truthCount(r, TRUTH_PROGRAM) > 0u; }
fn truthProgram(r: u32) -> Text { return truthText(r, TRUTH_PROGRAM, 0u); }

fn optionCount(r: u32) -> u32 { return truthCount(r, TRUTH_OPTIONS); }
fn optionText(r: u32, i: u32) -> Text { return truthText(r, TRUTH_OPTIONS, i); }
fn hasAnswerOption(r: u32) -> bool { return truthCount(r, TRUTH_ANSWER_OPTION) > 0u; }
fn answerOption(r: u32) -> u32 { return u32(truthFloat(r, TRUTH_ANSWER_OPTION, 0u)); }

fn hasQuality(r: u32) -> bool { return truthCount(r, TRUTH_QUALITY) > 0u; }
fn truthQuality(r: u32) -> f32 { return truthFloat(r, TRUTH_QUALITY, 0u); }

fn slotCount(r: u32) -> u32 { return truthCount(r, TRUTH_SLOT_NAMES); }
fn slotName(r: u32, i: u32) -> Text { return truthText(r, TRUTH_SLOT_NAMES, i); }
fn slotValue(r: u32, i: u32) -> Text { return truthText(r, TRUTH_SLOT_VALUES, i); }

fn truthQuestion(r: u32) -> Text { return truthText(r, TRUTH_QUESTION, 0u); }
