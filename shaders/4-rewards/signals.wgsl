// What: the signals that the header names (`// Needs:`, `// Signal:`): numbers of probes, other rewards and the sampler, of any
// rollout of the batch. Needs 4-rewards/prelude.
// Formula: value = signals[first word of the signal + place]; layout in 4-rewards/layout.
// Shapes: token (R, T), unit (R, U), rollout (R), prompt (P). Units: those of the signal; 0 on padding.
// Source: BLOCKS, move 1.

fn tokenSignal(signal: u32, r: u32, t: u32) -> f32 {
  return bitcast<f32>(signals[signals[signal] + r * params.maxTokens + t]);
}

fn rolloutSignal(signal: u32, r: u32) -> f32 {
  return bitcast<f32>(signals[signals[signal] + r]);
}

// Of the prompt that rollout r answers.
fn promptSignal(signal: u32, r: u32) -> f32 {
  return bitcast<f32>(signals[signals[signal] + r / params.generations]);
}

// U: the most units that any rollout has.
fn unitCount(signal: u32) -> u32 {
  return signals[signal + 1u];
}

fn unitSignal(signal: u32, r: u32, u: u32) -> f32 {
  return bitcast<f32>(signals[signals[signal] + r * unitCount(signal) + u]);
}

// The name that tokenSignal had before.
fn signalAt(signal: u32, r: u32, t: u32) -> f32 {
  return tokenSignal(signal, r, t);
}
