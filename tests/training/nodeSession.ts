// What: a training session in Node on the tiny golden bundle (WASM provider), with pictures made of their bytes.
import { join } from 'node:path';
import type { Picture } from '../../src/1-image/types.ts';
import type { Config } from '../../src/config/config.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { createCompute } from '../../src/gpu/requestDevice.ts';
import { filesOfFolder } from '../../src/headless/filesOfFolder.ts';
import { loadPolicyOf } from '../../src/training/session/enginePolicy.ts';
import type { Checkpoint } from '../../src/training/checkpoint.ts';
import type { Command, EngineEvent, PromptInput } from '../../src/training/protocol.ts';
import { TrainingSession } from '../../src/training/session/session.ts';

export const TINY = join(import.meta.dirname, '..', 'golden', 'tiny', 'bundle');

export const bundleFiles = (folder: string): Record<string, Blob> => filesOfFolder(folder);

/** No canvas in Node: the first byte of the file is the grey of an 8 × 8 picture; an empty file is no picture. */
async function decodePicture(image: Blob, id: string): Promise<Picture> {
  const [grey] = new Uint8Array(await image.arrayBuffer());
  if (grey === undefined) throw new Error('The picture is empty: choose another file.');
  const rgba = Uint8ClampedArray.from({ length: 256 }, (_, i) => (i % 4 === 3 ? 255 : (grey * (1 + (i % 7))) % 256));
  return { id, width: 8, height: 8, rgba };
}

/** The first picture of a prompt, decoded. */
export const pictureOf = ({ id, images }: PromptInput): Promise<Picture> =>
  decodePicture(images[0]!, `picture of ${id}`);

export const prompt = (id: string, over: Partial<PromptInput> = {}): PromptInput => ({
  id,
  images: [new Blob([Uint8Array.of(40 + id.charCodeAt(0))])],
  question: `where is ${id}?`,
  truth: { answer: 'red', boxes: [[0.2, 0.2, 0.8, 0.8]] },
  split: 'train',
  ...over,
});

/** Small and quick: 2 prompts × 4 rollouts of at most 6 tokens, rank 2. */
export function tinyConfig(leaves: Readonly<Record<string, string>> = {}): Config {
  const small = {
    num_generations: '4',
    generation_batch_size: '8',
    max_completion_length: '6',
    lora_r: '2',
    lora_alpha: '4',
    learning_rate: '0.05',
    provider: 'wasm',
    num_threads: '1',
    reward_funcs: 'lengthWindow',
    entropy_coef: '0.1', // a gradient whatever the rewards are
  };
  const all = Object.entries({ ...small, ...leaves });
  return validateConfig(all.reduce((config, [name, text]) => setLeaf(config, name, text), defaultConfig()));
}

/** θ, moments and optimiser steps of the policy in a checkpoint. */
export function policyIn({ vectors }: Checkpoint) {
  const { theta, optimizer } = vectors['policy']!;
  const { firstMoment, secondMoment, stepCount: optimizerSteps } = optimizer!;
  return { theta, firstMoment, secondMoment, optimizerSteps };
}

export class NodeSession {
  readonly events: EngineEvent[] = [];
  readonly session: TrainingSession;

  constructor(makeCompute: () => Promise<Compute> = () => createCompute({ gpu: null })) {
    this.session = new TrainingSession(
      { createCompute: makeCompute, loadPolicy: loadPolicyOf, decodePicture },
      (event) => this.events.push(event),
    );
  }

  /** Loaded, with the prompts a, b, c. */
  static async ready(
    config: Config,
    makeCompute?: () => Promise<Compute>,
    files = bundleFiles(TINY),
  ): Promise<NodeSession> {
    const made = new NodeSession(makeCompute);
    await made.must({ type: 'configure', config });
    await made.must({ type: 'load', files });
    await made.must({ type: 'setPrompts', prompts: [prompt('a'), prompt('b'), prompt('c')] });
    return made;
  }

  send(command: Command): Promise<boolean> {
    return this.session.handle(command);
  }

  /** Throws the engine's sentence where the command is refused. */
  async must(command: Command): Promise<void> {
    if (!(await this.send(command)))
      throw new Error(this.errors().at(-1) ?? `'${command.type}' failed without a word.`);
  }

  of<Type extends EngineEvent['type']>(type: Type): Extract<EngineEvent, { type: Type }>[] {
    return this.events.filter((event): event is Extract<EngineEvent, { type: Type }> => event.type === type);
  }

  errors(): string[] {
    return this.of('error').map(({ message }) => message);
  }

  /** Metrics of every step without the clock. */
  metrics(): Record<string, number>[] {
    return this.of('stepDone').map(({ point }) => {
      const timeless = Object.entries(point.metrics).filter(([name]) => name !== 'step_time');
      return { step: point.step, ...Object.fromEntries(timeless) };
    });
  }

  async checkpoint(): Promise<Checkpoint> {
    await this.must({ type: 'checkpoint' });
    return this.of('checkpointed').at(-1)!.checkpoint;
  }

  /** Device and policy of the session. */
  get engine() {
    const { current } = this.session.holder;
    if (!current) throw new Error('Nothing is loaded.');
    return current;
  }

  async close(): Promise<void> {
    await this.session.holder.unload();
  }
}
