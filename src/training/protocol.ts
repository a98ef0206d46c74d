// What: everything that crosses between the page (or the headless twin) and the engine's worker. Both unions carry
// PROTOCOL_VERSION in their envelope; `checkCommand` (protocolCheck.ts) refuses what does not fit.
import type { Box } from '../1-image/types.ts';
import type { Config } from '../config/config.ts';
import type { Truth } from '../4-rewards/types.ts';
import type { UnitKind } from '../blocks/signals.ts';
import type { ThetaSegment } from '../onnx/insertLora.ts';
import type { Checkpoint, KeptAdapter, KeptStep } from './checkpoint.ts';
import type { RewardTested } from './rewardTrial/verdict.ts';
import type { SandboxCommand, SandboxEvent } from './sandbox/sandboxTypes.ts';

export const PROTOCOL_VERSION = 1;
/** `where` of an error that leaves out one prompt begins so; the id follows. */
export const REFUSED_PROMPT = 'prompt ';

/** A prompt as the page sends it. Pictures go in as files (bytes), decoded in the worker. */
export interface PromptInput {
  readonly id: string;
  /** What sentences call it; the id where absent. */
  readonly name?: string;
  readonly images: readonly Blob[];
  /** One per picture, the same for the same content: a picture that the engine has already is not decoded again. */
  readonly imageIds?: readonly string[];
  readonly question: string;
  readonly truth: Truth;
  readonly split: 'train' | 'heldOut';
}

/** Files of a bundle that the visitor dropped, by path inside the bundle. */
export type BundleFiles = Readonly<Record<string, Blob>>;

export type Command =
  | { readonly type: 'configure'; readonly config: Config }
  /** Loads the model that the configuration names, or the dropped files. */
  | { readonly type: 'load'; readonly files?: BundleFiles }
  | { readonly type: 'setPrompts'; readonly prompts: readonly PromptInput[] }
  /** A visitor's reward shader; null goes back to the file. */
  | { readonly type: 'editReward'; readonly name: string; readonly wgsl: string | null }
  /** Tries a shader on the answers of the last step, and on presets of a prompt (absent = the first), on a device of its own that is thrown away; `rewardTested` reports the result. */
  | {
      readonly type: 'testReward';
      readonly name: string;
      readonly wgsl: string;
      readonly knobs?: Readonly<Record<string, number>>;
      readonly promptId?: string;
    }
  | { readonly type: 'start'; readonly steps: number | null }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'step' }
  | { readonly type: 'stage' }
  /** Slow motion: a rest before every stage of a run; 0 = full speed. Changes no number. */
  | { readonly type: 'pace'; readonly stageMs: number }
  | { readonly type: 'reset' }
  | { readonly type: 'checkpoint' }
  | { readonly type: 'restore'; readonly checkpoint: Checkpoint }
  /** The run goes on from a step that is kept (`kept`), with the current settings; answered by `wentBack`. */
  | { readonly type: 'goBack'; readonly step: number }
  /** Greedy completion of every prompt with the current θ, and `generations` sampled ones (absent = none). */
  | { readonly type: 'evaluate'; readonly tag: string; readonly generations?: number }
  /** Alternatives of every token of one rollout of the last step, before and after its update. Answered by `inspected`. */
  | { readonly type: 'inspect'; readonly step: number; readonly group: number; readonly rollout: number }
  /** How the update and the probe's view change the log-probs of a whole group of the last step; `views` = pictures too. */
  | { readonly type: 'inspectGroup'; readonly step: number; readonly group: number; readonly views: boolean }
  /** With every step from now on, the pictures of its places in their views (`viewed`), or no longer. Changes no number. */
  | { readonly type: 'watch'; readonly views: boolean }
  /** With every step from now on, what a run goes on from (`kept` of `stepDone`), where it is small enough to be copied each time. */
  | { readonly type: 'keepSteps' }
  | SandboxCommand
  /** For tests: destroys the GPU device as a driver reset would (no effect where there is none). */
  | { readonly type: 'loseDevice' };

export type CommandEnvelope = { readonly version: number; readonly id: number } & Command;

export interface StepMetrics {
  readonly step: number;
  /** TRL's metric names → numbers. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** One rollout as the page draws it. */
export interface RolloutView {
  readonly text: string;
  readonly tokens: readonly { readonly text: string; readonly logProb: number; readonly entropy: number }[];
  readonly boxes: readonly Box[];
  readonly answer: string | null;
  /** Reward columns by name, and the weighted sum. */
  readonly rewards: Readonly<Record<string, number>>;
  readonly reward: number;
  readonly advantage: number;
  readonly truncated: boolean;
  /** Ids of the tokens. Absent, as the next two, in recordings that leave them out. */
  readonly ids?: Int32Array;
  /** Further numbers of every token by name: coef (dL/d log p of the first update), weight, advantage, ref/logProb … */
  readonly signals?: Readonly<Record<string, Float32Array>>;
  /** What the parser found, by span name (think, answer …). */
  readonly spans?: Readonly<Record<string, string>>;
  /** Crops that it asked for and got, each behind `after` tokens; absent where it got none. */
  readonly looks?: readonly { readonly after: number; readonly box: Box }[];
  /** Its parts (turns, sentences …) by kind, where a block gave them numbers. */
  readonly units?: readonly RolloutUnits[];
  /** Further numbers of the answer as a whole by name: vote/agrees, judge/score …; absent where no block made any. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** false = a rule keeps it out of the loss. */
  readonly taught?: false;
  /** From another trainer's log: a number that it does not have is NaN, tokens may be missing, and nothing tells whether it was cut off. */
  readonly foreign?: true;
}

/** The parts of one rollout, and a number per part by name of the signal or objective. */
export interface RolloutUnits {
  readonly kind: UnitKind;
  /** [tokens] the part of each token, counted from 0; −1 = none. */
  readonly of: Int32Array;
  /** [parts] each */
  readonly values: Readonly<Record<string, Float32Array>>;
}

export interface GroupView {
  readonly promptId: string;
  readonly rollouts: readonly RolloutView[];
  /** The view behind which the question was asked, where it is not the clean picture. */
  readonly view?: string;
  /** What a rule of the data noted about the place (variant, domain …); absent where there is nothing. */
  readonly tags?: Readonly<Record<string, number>>;
}

/** A token that could have come, with its probability under θ of the rollout and under θ now. */
export interface TokenAlternative {
  readonly id: number;
  readonly text: string;
  readonly before: number;
  readonly after: number;
}

export interface TokenInspection {
  readonly id: number;
  /** Log-prob of the token that came, under θ of the rollout and under θ now. */
  readonly logProbBefore: number;
  readonly logProbAfter: number;
  /** The token itself and the most likely ones of both θ, most likely before first. */
  readonly alternatives: readonly TokenAlternative[];
}

/** A picture as the model gets it, back in colours: [size × size] RGBA. */
export interface ModelView {
  /** 'drawn' (as the model was asked), or the name of the recipe's view. */
  readonly name?: string;
  /** clean, patchDrop, noise, mask or crop. */
  readonly kind: string;
  /** Which picture of the prompt. */
  readonly picture: number;
  readonly size: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** An answer that was asked for outside training; `passed` is null where the prompt's truth does not decide it (passAtK.ts). */
export interface EvaluatedAnswer {
  readonly text: string;
  readonly boxes: readonly Box[];
  readonly answer: string | null;
  readonly passed: boolean | null;
  /** Reward columns by name. */
  readonly rewards: Readonly<Record<string, number>>;
}

export interface Evaluation extends EvaluatedAnswer {
  readonly promptId: string;
  readonly samples?: readonly EvaluatedAnswer[];
}

export const STAGE_NAMES = [
  '1-image',
  '2-policy',
  '3-rollouts',
  '4-rewards',
  '5-advantages',
  '6-loss',
  '7-gradient',
  '8-update',
  '9-curves',
] as const;
export type StageName = (typeof STAGE_NAMES)[number];

/** Numbers and words of a stage that the page works an example out from: the first group, the first answer. */
export type StageExample = Readonly<Record<string, readonly number[] | readonly string[]>>;

/** A block that ran: for how long, and what it counted. */
export interface BlockRun {
  readonly axis: string;
  readonly block: string;
  /** The name of the use. */
  readonly as: string;
  readonly seconds: number;
  readonly numbers: Readonly<Record<string, number>>;
}

export type EngineState = 'empty' | 'loading' | 'ready' | 'running' | 'paused' | 'failed';

export type EngineEvent =
  | { readonly type: 'state'; readonly state: EngineState }
  /** Where things run: 'GPU: …', 'CPU (WASM, 2 threads)…'; `notes` are sentences for the visitor. */
  | {
      readonly type: 'device';
      readonly provider: 'webgpu' | 'wasm';
      readonly description: string;
      readonly notes: readonly string[];
    }
  | {
      readonly type: 'progress';
      readonly what: string;
      readonly done: number;
      readonly total: number;
      readonly unit: 'bytes' | 'tokens' | 'steps' | 'prompts' | 'answers';
    }
  | {
      readonly type: 'modelLoaded';
      readonly name: string;
      readonly parameters: number;
      readonly trainable: number;
      readonly bytes: number;
      /** What lies where in θ: adapters leave and come back by these names. */
      readonly layout?: readonly ThetaSegment[];
      /** Side of the square model input in pixels. */
      readonly imageSize?: number;
    }
  /** A stage of the current step has finished: its numbers for the pipeline strip, and its seconds. */
  | {
      readonly type: 'stageDone';
      readonly step: number;
      readonly stage: StageName;
      readonly seconds: number;
      readonly summary: Readonly<Record<string, number>>;
      readonly example?: StageExample;
      /** The blocks of the recipe that ran in it. */
      readonly blocks?: readonly BlockRun[];
    }
  /** How far a long stage is: tokens of the answers, passes of the gradient. About ten per second at most, none for a quick step. */
  | {
      readonly type: 'stageProgress';
      readonly step: number;
      readonly stage: StageName;
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly type: 'stepDone';
      readonly point: StepMetrics;
      readonly groups: readonly GroupView[];
      readonly secondsPerStage: Readonly<Record<StageName, number>>;
      /** The run after this step, where `keepSteps` asked for it: it comes with the step, so that none is shown that could be lost. */
      readonly kept?: KeptStep;
    }
  | { readonly type: 'evaluated'; readonly tag: string; readonly results: readonly Evaluation[] }
  | RewardTested
  | SandboxEvent
  /** Answers `inspect`. `unavailable` = a sentence that says why there is nothing. */
  | {
      readonly type: 'inspected';
      readonly step: number;
      readonly group: number;
      readonly rollout: number;
      readonly tokens: readonly TokenInspection[];
      readonly unavailable: string | null;
    }
  /** Answers `inspectGroup`: one array per rollout, one number per token. */
  | {
      readonly type: 'groupInspected';
      readonly step: number;
      readonly group: number;
      /** Log-prob under θ now. */
      readonly logProbsAfter: readonly Float32Array[];
      /** Log-prob behind the probe's view, θ of the rollout; null where that view would be the clean picture. */
      readonly viewLogProbs: readonly Float32Array[] | null;
      readonly views: readonly ModelView[];
      readonly unavailable: string | null;
    }
  /** For each group of the step, where `watch` asked for them: its pictures as the model got them. */
  | { readonly type: 'viewed'; readonly step: number; readonly views: readonly (readonly ModelView[])[] }
  | { readonly type: 'checkpointed'; readonly checkpoint: Checkpoint }
  /** Which steps the run can go back to now, and the bytes that they take. */
  | { readonly type: 'kept'; readonly adapters: readonly KeptAdapter[]; readonly bytes: number }
  /** The run stands where it stood after that step; `history` as it was. */
  | { readonly type: 'wentBack'; readonly step: number; readonly history: readonly StepMetrics[] }
  | { readonly type: 'memory'; readonly gpuBytes: number; readonly wasmBytes: number; readonly heapBytes: number }
  /** One sentence that says what to do; `fatal` = the engine must be reset or reloaded. */
  | {
      readonly type: 'error';
      readonly message: string;
      readonly fatal: boolean;
      readonly where: string;
      readonly line?: number;
      readonly column?: number;
    }
  /** A command has been carried out (or refused: see the error event before it). */
  | { readonly type: 'done'; readonly id: number; readonly ok: boolean };

export type EventEnvelope = { readonly version: number } & EngineEvent;
