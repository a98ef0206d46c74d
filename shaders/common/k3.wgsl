// What: k3 of a log ratio as the authors of PAPO and VPPO compute it: in float32 steps, held between its clamps.
// Formula: x within ±20; e^x, then − x, then − 1, each rounded; at most 10. Small x lose digits, and so do the authors' numbers.
// Units: nats. Source: MikeWangWZHL/PAPO, core_algos.py, compute_kl (low_var_kl); k3: Schulman 2020.

const K3_MAX = 10.0;
const K3_LOG_RATIO_MAX = 20.0;

fn k3InSteps(logRatio: f32) -> f32 {
  let x = clamp(logRatio, -K3_LOG_RATIO_MAX, K3_LOG_RATIO_MAX);
  let grown = exp(x);
  let rest = grown - x;
  return min(rest - 1.0, K3_MAX);
}
