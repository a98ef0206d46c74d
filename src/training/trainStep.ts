// What: one GRPO update: the nine stages in order. Read this file first; each stage is a folder of src/ and shaders/.
// Formula: θ ← AdamW(θ, ∇θ L), L = −mean over tokens of min(ρA, clip(ρ, 1−ε, 1+ε)A) + β·KL − c·H, A = (r − mean)/(std + 1e-4).
// Shapes: P prompts, G answers of each, R = P·G rollouts, T tokens, n parameters in θ.
import { generate } from '../3-rollouts/generate.ts';
import { parseCompletions } from '../4-rewards/parseCompletions.ts';
import { scoreRewards } from '../4-rewards/scoreRewards.ts';
import { computeAdvantages } from '../5-advantages/computeAdvantages.ts';
import { computeCoefficients } from '../6-loss/computeCoefficients.ts';
import { computeGradient } from '../7-gradient/computeGradient.ts';
import { applyUpdate } from '../8-update/applyUpdate.ts';
import { stepMetrics } from '../9-curves/stepMetrics.ts';
