// What: a step on the tiny policy as blocks see it, and a policy that counts the prefixes it makes and that are still open.
import type { Picture } from '../../src/1-image/types.ts';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { Prefix, PreparedPrompt } from '../../src/2-policy/types.ts';
import type { Drawn } from '../../src/blocks/step.ts';
import type { Config } from '../../src/config/config.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { OpenStep } from '../../src/training/step/openStep.ts';
import type { StepParts } from '../../src/training/step/openStep.ts';
import { randomTheta } from '../2-policy/tinyPolicy.ts';
import { tinyConfig } from './nodeSession.ts';

export function greyPicture(id: string, grey: number): Picture {
  const rgba = Uint8ClampedArray.from({ length: 256 }, (_, i) => (i % 4 === 3 ? 255 : (grey * (1 + (i % 7))) % 256));
  return { id, width: 8, height: 8, rgba };
}

export function place(id: string, over: Partial<Drawn> = {}): Drawn {
  const prompt = { id, pictures: [greyPicture(id, 40 + id.charCodeAt(0))], split: 'train' };
  return { prompt, text: `where is ${id}?`, view: 'clean', truth: { answer: 'red' }, tags: {}, ...over };
}

export interface Prefill {
  readonly theta: Float32Array;
  readonly prompts: readonly PreparedPrompt[];
}

/** The policy itself, but for `prefill`. */
export function countingPolicy(policy: OnnxPolicy) {
  const prefills: Prefill[] = [];
  const open = new Set<Prefix>();
  const prefill = async (theta: Float32Array, prompts: readonly PreparedPrompt[]): Promise<Prefix> => {
    prefills.push({ theta, prompts });
    const prefix = await policy.prefill(theta, prompts);
    const dispose = prefix.dispose.bind(prefix);
    open.add(prefix);
    return Object.assign(prefix, {
      dispose: () => {
        if (!open.delete(prefix)) throw new Error('A prefix was freed twice.');
        dispose();
      },
    });
  };
  const counted = Object.assign(Object.create(policy) as OnnxPolicy, { prefill });
  return { policy: counted, prefills, open };
}

/** θ of 'policy', random, and of the further names; every one another. */
export const vectorsFor = (policy: OnnxPolicy, names: readonly string[] = []): StepParts['vectors'] =>
  new Map(
    ['policy', ...names].map((name, i) => [
      name,
      { theta: randomTheta(policy.info.layout, policy.info.thetaLength, 3 + i) },
    ]),
  );

export function openStep(
  { policy, compute }: { readonly policy: OnnxPolicy; readonly compute: Compute },
  over: { readonly config?: Config; readonly drawn?: readonly Drawn[]; readonly vectors?: StepParts['vectors'] } = {},
): OpenStep {
  const { config = tinyConfig(), drawn = [place('a'), place('b')], vectors = vectorsFor(policy) } = over;
  return new OpenStep({ compute, policy, config, step: 4, vectors }, drawn);
}
