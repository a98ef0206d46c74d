// What: everything that one use of a reward reads besides the completions: its params, truth, signals and pixels, on the host.
// Shapes: pictures: side, one flag per prompt, [P × 3 × side × side] (layout in shaders/4-rewards/picture.wgsl).
import type { HostArray } from '../gpu/compute.ts';
import { seedWords } from '../gpu/seedWords.ts';
import { packSignals, shapeProblem } from './packSignals.ts';
import type { SignalSources } from './packSignals.ts';
import { packTruth } from './packTruth.ts';
import type { ReadyReward } from './rewardUses.ts';
import { RewardError } from './runReward.ts';
import type { RewardParams } from './runReward.ts';
import type { ParsedCompletions, Truth } from './types.ts';

/** The first picture of every prompt as the model sees it, before it is normalised. */
export interface RewardPictures {
  /** Pixels per side. */
  readonly size: number;
  /** [P] of [3 × size × size] in 0…1, channel first; null where a prompt has no picture. */
  readonly rgb: readonly (Float32Array | null)[];
}

export interface RewardSources extends SignalSources {
  readonly parsed: SignalSources['parsed'] &
    Pick<ParsedCompletions, 'bytesPerRollout' | 'spanNames' | 'coordinateSize'>;
  /** [P] */
  readonly truths: readonly Truth[];
  /** Asked for only where a reward says `// Needs: picture`. */
  readonly pictures?: () => Promise<RewardPictures>;
  /** Key and counter of random draws (stream `reward` of common/philox): needed where params has seedLow, seedHigh or step. */
  readonly seed?: number;
  readonly step?: number;
  /** Needed where params has vocabSize. */
  readonly vocabSize?: number;
}

function paramsOf({ reward, as, knobs }: ReadyReward, sources: RewardSources): RewardParams & Record<string, number> {
  const { parsed, generations, seed, step, vocabSize } = sources;
  const { rollouts, maxTokens, bytesPerRollout } = parsed;
  const [coordinateWidth, coordinateHeight] = parsed.coordinateSize ?? [];
  const [seedLow, seedHigh] = seed === undefined ? [] : seedWords(seed);
  const known: Record<string, number | undefined> = {
    ...{ seedLow, seedHigh, step, vocabSize },
    ...{ coordinateWidth, coordinateHeight },
  };
  const extra = reward.fields.map((field) => {
    const value = known[field];
    if (value === undefined) throw new RewardError(as, `its params name ${field}, which is not known here.`);
    return [field, value] as const;
  });
  return { rollouts, generations, maxTokens, bytesPerRollout, ...knobs, ...Object.fromEntries(extra) };
}

/** Throws where a prompt has more of something than the reward can take. */
function checkCounts({ reward, as }: ReadyReward, truths: readonly Truth[]): void {
  for (const [field, most] of reward.truth) {
    for (const [p, truth] of truths.entries()) {
      const value = truth[field];
      if (!Array.isArray(value) || value.length <= most) continue;
      const words = `prompt ${p} has ${value.length} true ${field}, and it can take ${most}; leave some out, or take another reward.`;
      throw new RewardError(as, words);
    }
  }
}

async function packPictures(as: string, { pictures, truths }: RewardSources): Promise<Float32Array> {
  if (!pictures) throw new RewardError(as, 'it reads the picture, but this call has no pixels.');
  const { size, rgb } = await pictures();
  const plane = 3 * size * size;
  const packed = new Float32Array(1 + truths.length + truths.length * plane);
  packed[0] = size;
  for (const [p, pixels] of rgb.entries()) {
    if (!pixels) continue;
    if (pixels.length !== plane) {
      throw new Error(`The picture of prompt ${p} has ${pixels.length} numbers, not 3 × ${size} × ${size}.`);
    }
    packed[1 + p] = 1;
    packed.set(pixels, 1 + truths.length + p * plane);
  }
  return packed;
}

/** For the shader of this use: buffers by name, all but those of the completions. */
export async function rewardInputs(
  use: ReadyReward,
  sources: RewardSources,
): Promise<{ readonly params: RewardParams & Record<string, number>; readonly inputs: Record<string, HostArray> }> {
  const { reward, as, signals } = use;
  checkCounts(use, sources.truths);
  const problem = shapeProblem(reward.wgsl, signals, sources);
  if (problem) throw new RewardError(as, problem);
  const inputs = {
    truth: packTruth(sources.truths, [...reward.truth.keys()]),
    signals: await packSignals(signals, sources),
    ...(reward.needsPicture && { pictures: await packPictures(as, sources) }),
  };
  return { params: paramsOf(use, sources), inputs };
}
