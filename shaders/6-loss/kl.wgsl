// What: three estimators of KL(π_θ ‖ π_ref) from the sampled token, and their slopes.
// Formula: x = log π_ref − log π_θ, within ±60. k1 = −x; k2 = x²/2; k3 = e^x − x − 1. Slope = d k/d log π_θ = −d k/dx.
// Units: nats. k3 near 0 by its series: the plain difference loses its digits there.
// Source: Schulman 2020, "Approximating KL divergence"; TRL uses k3.

fn klOf(estimator: u32, x: f32) -> f32 {
  if (estimator == 1u) { return -x; }
  if (estimator == 2u) { return 0.5 * x * x; }
  if (abs(x) > 0.25) { return exp(x) - x - 1.0; }
  return x * x * (0.5 + x * (0.16666667 + x * (0.041666667 + x * (0.0083333333 + x * (0.0013888889 + x * 0.00019841270)))));
}

fn klSlope(estimator: u32, x: f32) -> f32 {
  if (estimator == 1u) { return 1.0; }
  if (estimator == 2u) { return -x; }
  return -(klOf(3u, x) + x);
}
