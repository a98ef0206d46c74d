// What: prompts → what the network reads: views of their pictures as pixels, then tokens and picture features.
import { makeView } from '../../1-image/makeView.ts';
import type { PixelTensor, ViewSpec } from '../../1-image/types.ts';
import type { Policy, Prefix, PreparedPrompt } from '../../2-policy/types.ts';
import type { Rollouts } from '../../3-rollouts/types.ts';
import type { Config } from '../../config/config.ts';
import { usesOf } from '../../config/uses.ts';
import type { NamedUse } from '../../config/uses.ts';
import type { Compute } from '../../gpu/compute.ts';
import type { LoadedPrompt } from '../prompts/loadPrompts.ts';

interface Viewer {
  readonly compute: Compute;
  readonly policy: Policy;
  readonly config: Config;
  readonly step: number;
}

/** What is looked at where the recipe has no view. */
const USUAL_VIEW: NamedUse = { block: 'patchDrop', as: 'view' };

/** What the view probe looks at: the first view; without a box there is nothing to mask, so the picture stays clean. */
export function probeView(config: Config, { truth }: LoadedPrompt): ViewSpec {
  const { block, p = 0.6, patch = 14, sigma = 0.4 } = usesOf(config, 'view')[0] ?? USUAL_VIEW;
  if (block === 'maskTruth') return truth.boxes?.length ? { kind: 'mask', boxes: truth.boxes } : { kind: 'clean' };
  if (block === 'noise') return { kind: 'noise', sigma: sigma as number };
  return { kind: 'patchDrop', p: p as number, patch: patch as number };
}

/** A box to mask is a fraction of the prompt's first picture: its other pictures stay clean. */
export const viewOfPicture = (view: ViewSpec, picture: number): ViewSpec =>
  view.kind === 'mask' && picture > 0 ? { kind: 'clean' } : view;

/** One list of pixel tensors per prompt, in order; a prompt that stands twice in a step is viewed once. */
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
    for (const [i, picture] of prompt.pictures.entries())
      views.push(await makeView(compute, picture, viewOfPicture(viewOf(prompt), i), options));
    made.set(prompt, views);
  }
  return prompts.map((prompt) => made.get(prompt)!);
}

/** Frees the pixels; a tensor that several prompts share is freed once. */
export function freeViews(views: readonly (readonly PixelTensor[])[]): void {
  for (const { pixels } of new Set(views.flat())) pixels.destroy();
}

/** Tokens with picture placeholders in place, and the features of the pictures. Frees the pixels. */
export async function encodePrompts(
  policy: Policy,
  prompts: readonly LoadedPrompt[],
  views: readonly (readonly PixelTensor[])[],
): Promise<PreparedPrompt[]> {
  try {
    const features = new Map<PixelTensor, Float32Array>();
    for (const tensor of new Set(views.flat())) features.set(tensor, await policy.encodeImage(tensor));
    return prompts.map(({ question, pictures }, p) => ({
      ids: policy.tokenizer.encodePrompt(question, pictures.length),
      imageFeatures: views[p]!.map((tensor) => features.get(tensor)!),
    }));
  } finally {
    freeViews(views);
  }
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
