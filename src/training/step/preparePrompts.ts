// What: prompts → what the network reads: views of their pictures as pixels, then tokens and picture features.
import { makeView } from '../../1-image/makeView.ts';
import type { PixelTensor, ViewSpec } from '../../1-image/types.ts';
import type { Policy, Prefix, PreparedPrompt } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { Config } from '../../config/config.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';

interface Viewer {
  readonly compute: Compute;
  readonly policy: Policy;
  readonly config: Config;
  readonly step: number;
}

/** What the view probe looks at (axis "view"); without a box there is nothing to mask, so the picture stays clean. */
export function probeView({ view }: Config, { truth }: LoadedPrompt): ViewSpec {
  switch (view.probe_view) {
    case 'patch_drop':
      return { kind: 'patchDrop', p: view.patch_drop_probability, patch: view.patch_size };
    case 'noise':
      return { kind: 'noise', sigma: view.noise_sigma };
    case 'mask_truth':
      return truth.boxes?.length ? { kind: 'mask', boxes: truth.boxes } : { kind: 'clean' };
  }
}

/** A box to mask is a fraction of the prompt's first picture: its other pictures stay clean. */
export const viewOfPicture = (view: ViewSpec, picture: number): ViewSpec =>
  view.kind === 'mask' && picture > 0 ? { kind: 'clean' } : view;

/** One list of pixel tensors per prompt, in order; a prompt that stands twice in a step is viewed once. The caller frees them. */
export async function viewPrompts(
  { compute, policy, config, step }: Viewer,
  prompts: readonly LoadedPrompt[],
  viewOf: (prompt: LoadedPrompt) => ViewSpec = () => ({ kind: 'clean' }),
): Promise<PixelTensor[][]> {
  const { imageSize: size, imageMean: mean, imageStd: std } = policy.info;
  const made = new Map<LoadedPrompt, PixelTensor[]>();
  for (const [row, prompt] of prompts.entries()) {
    if (made.has(prompt)) continue;
    const options = { size, mean, std, seed: config.data.seed, step, row };
    const views: PixelTensor[] = [];
    made.set(prompt, views);
    try {
      for (const [i, picture] of prompt.pictures.entries())
        views.push(await makeView(compute, picture, viewOfPicture(viewOf(prompt), i), options));
    } catch (error) {
      freeViews([...made.values()]);
      throw error;
    }
  }
  return prompts.map((prompt) => made.get(prompt)!);
}

/** Frees the pixels; a tensor that several prompts share is freed once. */
export function freeViews(views: readonly (readonly PixelTensor[])[]): void {
  for (const { pixels } of new Set(views.flat())) pixels.destroy();
}

/** Tokens with picture placeholders in place, and the features of the pictures; the pixels remain the caller's. */
export async function encodePrompts(
  policy: Policy,
  prompts: readonly LoadedPrompt[],
  views: readonly (readonly PixelTensor[])[],
): Promise<PreparedPrompt[]> {
  const features = new Map<PixelTensor, Float32Array>();
  for (const tensor of new Set(views.flat())) features.set(tensor, await policy.encodeImage(tensor));
  return prompts.map(({ question, pictures }, p) => ({
    ids: policy.tokenizer.encodePrompt(question, pictures.length),
    imageFeatures: views[p]!.map((tensor) => features.get(tensor)!),
  }));
}

/** What the rows of a step stand on: the prompts' shared prefixes, computed again when θ changes. */
export class PolicyInput {
  private constructor(
    private readonly policy: Policy,
    readonly prepared: readonly PreparedPrompt[],
    private current: Prefix,
  ) {}

  static async create(policy: Policy, theta: Float32Array, prepared: readonly PreparedPrompt[]): Promise<PolicyInput> {
    return new PolicyInput(policy, prepared, await policy.prefill(theta, prepared));
  }

  get prefix(): Prefix {
    return this.current;
  }

  /** Tokens of all prompts, picture tokens included. */
  get promptTokens(): number {
    return this.prepared.reduce((sum, { ids }) => sum + ids.length, 0);
  }

  /** Tokens of all rollouts, their prompts counted with each, and the crops that came back. */
  tokensOf({ generations, lengths, turns }: Pick<Rollouts, 'generations' | 'lengths' | 'turns'>): number {
    const seen = turns?.looks.reduce((sum, { ids }) => sum + ids.length, 0) ?? 0;
    return lengths.reduce((sum, length) => sum + length, this.promptTokens * generations + seen);
  }

  async refresh(theta: Float32Array): Promise<PolicyInput> {
    const next = await this.policy.prefill(theta, this.prepared);
    this.current.dispose();
    this.current = next;
    return this;
  }

  dispose(): void {
    this.current.dispose();
  }
}

export async function prefillPrompts(
  policy: Policy,
  theta: Float32Array,
  prompts: readonly LoadedPrompt[],
  views: readonly (readonly PixelTensor[])[],
): Promise<PolicyInput> {
  return PolicyInput.create(policy, theta, await encodePrompts(policy, prompts, views));
}
