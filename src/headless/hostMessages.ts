// What: what crosses between Node and the page of the headless twin: commands of the protocol with files as base64, and
// events with vectors left out. JSON only.
import type { Config } from '../config/config.ts';
import type { SceneOrder } from './sceneOrder.ts';
import type { Checkpoint } from '../training/checkpoint.ts';
import type { EngineEvent, EventEnvelope, PromptInput } from '../training/protocol.ts';

export interface HostFile {
  readonly type: string;
  readonly base64: string;
}

export type HostPrompt = Omit<PromptInput, 'images'> & { readonly images: readonly HostFile[] };

export type HostCommand =
  | { readonly type: 'configure'; readonly config: Config }
  | { readonly type: 'load' }
  | { readonly type: 'setPrompts'; readonly prompts: readonly HostPrompt[] }
  /** The page makes the scenes and gives them to the engine as prompts. */
  | { readonly type: 'makeScenes'; readonly order: SceneOrder }
  | { readonly type: 'editReward'; readonly name: string; readonly wgsl: string | null }
  | { readonly type: 'start'; readonly steps: number | null }
  | { readonly type: 'pause' | 'resume' | 'step' | 'stage' | 'reset' | 'checkpoint' | 'loseDevice' }
  /** Restores the page's last checkpoint. */
  | { readonly type: 'restore' }
  /** Asks for θ of the page's last checkpoint; it comes as the event `theta`. */
  | { readonly type: 'readTheta' }
  /** Asks for the scenes of an order; they come as the event `scenes`, and the engine is not given them. */
  | { readonly type: 'drawScenes'; readonly order: SceneOrder }
  | { readonly type: 'evaluate'; readonly tag: string; readonly generations?: number };

/** A checkpoint without its vectors; `thetaHash` is the SHA-256 of θ's bytes. */
export type CheckpointSummary = Pick<Checkpoint, 'version' | 'step'> & {
  /** Of the policy. */
  readonly optimizerSteps: number;
  readonly thetaHash: string;
};

export type HostEvent =
  | Exclude<EngineEvent, { type: 'checkpointed' }>
  | { readonly type: 'checkpointed'; readonly checkpoint: CheckpointSummary }
  /** float32, little endian. */
  | { readonly type: 'theta'; readonly base64: string }
  | { readonly type: 'scenes'; readonly prompts: readonly HostPrompt[] };

/** What the page answers itself, without the engine. */
export type OwnEvent = Extract<HostEvent, { type: 'theta' | 'scenes' }>;

/** What the page offers to Node. `event` is exposed by Node. */
export interface HostWindow {
  rollscope: { send(id: number, command: HostCommand): void };
  rollscopeEvent(event: HostEvent & Pick<EventEnvelope, 'version'>): Promise<void>;
}
