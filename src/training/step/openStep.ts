// What: a step while it runs: its drawn places, the vectors, and the KV prefixes of the places by view and vector. A prefix is
//   computed when it is first asked for, again after an inner update where θ has changed, and freed with the step.
import { makeView } from '../../1-image/makeView.ts';
import type { PixelTensor, ViewSpec } from '../../1-image/types.ts';
import type { Policy, Prefix, PreparedPrompt } from '../../2-policy/types.ts';
import type { OpenAction, Rollouts } from '../../3-rollouts/types.ts';
import type { KeptVector } from '../../8-update/types.ts';
import type { Drawn, Step, VectorName, ViewName } from '../../blocks/step.ts';
import type { Config } from '../../config/config.ts';
import { blocksOf } from '../../config/uses.ts';
import type { Compute } from '../../gpu/compute.ts';
import { POLICY } from '../checkpoint.ts';
import { DRAWN, encodePlaces, freeViews, viewPlaces } from './views.ts';
import type { Viewer } from './views.ts';

/** The reference: the network as it was loaded. */
export const FROZEN = 'frozen';

export interface StepParts extends Viewer {
  readonly vectors: ReadonlyMap<VectorName, Pick<KeptVector, 'theta'>>;
}

interface OpenPrefix {
  readonly view: ViewName;
  readonly vector: VectorName;
  readonly made: Promise<Prefix>;
}

const thetasOf = (vectors: StepParts['vectors']): Map<VectorName, Float32Array> =>
  new Map([...vectors].map(([name, { theta }]) => [name, theta]));

export class OpenStep implements Step {
  readonly compute: Compute;
  readonly policy: Policy;
  readonly config: Config;
  readonly step: number;
  private thetas: Map<VectorName, Float32Array>;
  /** Pixels that no network has read yet. */
  private pixels: PixelTensor[][] | null = null;
  private readonly prepared = new Map<ViewName, Promise<readonly PreparedPrompt[]>>();
  private prefixes: OpenPrefix[] = [];

  constructor(
    { compute, policy, config, step, vectors }: StepParts,
    readonly drawn: readonly Drawn[],
  ) {
    this.compute = compute;
    this.policy = policy;
    this.config = config;
    this.step = step;
    this.thetas = thetasOf(vectors).set(FROZEN, new Float32Array(policy.info.thetaLength));
  }

  get vectors(): ReadonlyMap<VectorName, Float32Array> {
    return this.thetas;
  }

  get actions(): readonly OpenAction[] {
    return blocksOf(this.config, 'action').map(({ block, own }) => ({
      tag: block.tag,
      slots: block.slots(this.policy, own),
      answer: (asked) => block.answer(this, asked, own),
    }));
  }

  /** Stage 1: the pictures as the places ask for them. */
  async viewPictures(): Promise<readonly (readonly PixelTensor[])[]> {
    this.pixels = await viewPlaces(this, this.drawn);
    return this.pixels;
  }

  /** Stage 2: the questions with their pictures, one KV prefix per place. */
  async openPrefix(): Promise<{ readonly prefix: Prefix; readonly promptTokens: number }> {
    const prefix = await this.prefix(DRAWN, POLICY);
    return { prefix, promptTokens: prefix.prompts.reduce((sum, { ids }) => sum + ids.length, 0) };
  }

  prefix(view: ViewName, vector: VectorName): Promise<Prefix> {
    const named = this.sameAsDrawn(view) ? DRAWN : view;
    const known = this.prefixes.find((one) => one.view === named && one.vector === vector);
    if (known) return known.made;
    const theta = this.thetas.get(vector);
    if (!theta) throw new Error(`There is no vector '${vector}'; add it to the vectors of the recipe.`);
    const made = this.prepare(named).then((prompts) => this.policy.prefill(theta, prompts));
    this.prefixes.push({ view: named, vector, made });
    return made;
  }

  async encodeView(place: number, view: ViewSpec): Promise<Float32Array | null> {
    const picture = this.drawn[place]?.prompt.pictures[0];
    if (!picture) return null;
    const { imageSize: size, imageMean: mean, imageStd: std } = this.policy.info;
    const options = { size, mean, std, seed: this.config.data.seed, step: this.step, row: place };
    const made = await makeView(this.compute, picture, view, options);
    try {
      return await this.policy.encodeImage(made);
    } finally {
      made.pixels.destroy();
    }
  }

  /** θ after an inner update: the prefixes of vectors that changed are computed anew. */
  async refresh(vectors: StepParts['vectors']): ReturnType<OpenStep['openPrefix']> {
    const old = this.thetas;
    this.thetas = thetasOf(vectors).set(FROZEN, old.get(FROZEN)!);
    const stale = this.prefixes.filter(({ vector }) => this.thetas.get(vector) !== old.get(vector));
    this.prefixes = this.prefixes.filter((one) => !stale.includes(one));
    try {
      return await this.openPrefix();
    } finally {
      for (const { made } of stale) (await made).dispose();
    }
  }

  /** Keeps the prefix that the policy loss needs; the others are made again where a term asks for them. */
  async freeProbes(): Promise<void> {
    const kept = ({ view, vector }: OpenPrefix) => view === DRAWN && vector === POLICY;
    const rest = this.prefixes.filter((one) => !kept(one));
    this.prefixes = this.prefixes.filter(kept);
    for (const { made } of rest) (await made).dispose();
  }

  /** Tokens of all rollouts, their prompts counted with each, and what came back to them. */
  async tokensOf({
    generations,
    lengths,
    turns,
  }: Pick<Rollouts, 'generations' | 'lengths' | 'turns'>): Promise<number> {
    const { promptTokens } = await this.openPrefix();
    const seen = turns?.looks.reduce((sum, { ids }) => sum + ids.length, 0) ?? 0;
    return lengths.reduce((sum, length) => sum + length, promptTokens * generations + seen);
  }

  /** Frees what is on the device. What is still on its way is freed when it arrives. */
  free(): void {
    if (this.pixels) freeViews(this.pixels);
    this.pixels = null;
    for (const { made } of this.prefixes.splice(0))
      made.then(
        (prefix) => prefix.dispose(),
        () => undefined,
      );
  }

  private sameAsDrawn = (view: ViewName): boolean => view === DRAWN || this.drawn.every((place) => place.view === view);

  private prepare(view: ViewName): Promise<readonly PreparedPrompt[]> {
    let made = this.prepared.get(view);
    if (!made) this.prepared.set(view, (made = this.read(view)));
    return made;
  }

  private async read(view: ViewName): Promise<readonly PreparedPrompt[]> {
    const seen = view === DRAWN ? this.pixels : null;
    if (seen) this.pixels = null; // encodePlaces frees them
    return encodePlaces(this.policy, this.drawn, seen ?? (await viewPlaces(this, this.drawn, view)));
  }
}
