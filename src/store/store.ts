// What: everything that the page shows, as plain data, changed by one `applyEvent` and by the actions of the folder.
// No GPU buffer, tensor, session or worker lives here; pictures are blobs with an address to draw them from.
import { create } from 'zustand';
import { addPoint } from '../9-curves/history.ts';
import type { Config } from '../config/config.ts';
import { defaultConfig } from '../config/validateConfig.ts';
import { REFUSED_PROMPT } from '../training/protocol.ts';
import type { PromptDraft } from './prompts/promptDraft.ts';
import { RUN_TEXTS } from './texts/run.ts';
import type {
  BlockRun,
  EngineEvent,
  EngineState,
  Evaluation,
  GroupView,
  StageExample,
  StageName,
  StepMetrics,
} from '../training/protocol.ts';

/** Most points that a curve keeps; when it is full, its older half is thinned to every second. */
export const MAX_POINTS = 2000;
export const MAX_MESSAGES = 4;

export interface Message {
  readonly id: number;
  readonly text: string;
  /** refusal: the run goes on without one prompt. */
  readonly kind: 'error' | 'note' | 'refusal';
  /** Prompts that a refusal stands for beside those named one by one. */
  readonly more?: number;
}

export interface StageReport {
  /** The step it belongs to: while a step is under way, later stages still show the one before. */
  readonly step: number;
  readonly seconds: number;
  readonly summary: Readonly<Record<string, number>>;
  readonly example?: StageExample;
  /** The blocks that ran in it. */
  readonly blocks?: readonly BlockRun[];
}

export interface StageProgress {
  readonly stage: StageName;
  readonly done: number;
  readonly total: number;
}

export interface PageState {
  readonly config: Config;
  readonly state: EngineState;
  readonly device: { readonly description: string; readonly notes: readonly string[] } | null;
  readonly model: {
    readonly name: string;
    readonly parameters: number;
    readonly trainable: number;
    readonly bytes: number;
  } | null;
  readonly progress: {
    readonly what: string;
    readonly done: number;
    readonly total: number;
    readonly unit: string;
  } | null;
  readonly prompts: readonly PromptDraft[];
  readonly selectedPrompt: string | null;
  readonly stages: Readonly<Partial<Record<StageName, StageReport>>>;
  readonly currentStage: StageName | null;
  /** How far the stage under way is, where it tells. */
  readonly stageProgress: StageProgress | null;
  readonly groups: readonly GroupView[];
  /** Index into groups: a prompt may be drawn several times in one step. */
  readonly selectedGroup: number;
  readonly selectedRollout: number | null;
  readonly points: readonly StepMetrics[];
  /** Greedy answers by tag ('before', 'after') with the step after which they were given. */
  readonly evaluations: Readonly<Record<string, { readonly step: number; readonly results: readonly Evaluation[] }>>;
  readonly messages: readonly Message[];
  readonly memory: { readonly gpuBytes: number; readonly wasmBytes: number; readonly heapBytes: number } | null;
}

/** What a run leaves on the page; a reset brings it back to this. */
export const emptyRun = () =>
  ({
    ...{ stages: {}, currentStage: null, stageProgress: null, groups: [] },
    ...{ selectedRollout: null, points: [], evaluations: {} },
  }) as const;

export const initialState = (): PageState => ({
  config: defaultConfig(),
  state: 'empty',
  device: null,
  model: null,
  progress: null,
  prompts: [],
  selectedPrompt: null,
  selectedGroup: 0,
  messages: [],
  memory: null,
  ...emptyRun(),
});

export const useStore = create<PageState>()(() => initialState());

let messageId = 0;
export function addMessage(messages: readonly Message[], kind: Message['kind'], text: string): readonly Message[] {
  const others = messages.filter((message) => message.text !== text);
  return [...others, { id: ++messageId, kind, text }].slice(-MAX_MESSAGES);
}

/** The first ones by sentence, the others by number. */
export function addRefusal(messages: readonly Message[], text: string): readonly Message[] {
  if (messages.some((message) => message.text === text)) return messages;
  const named = messages.filter(({ kind, more }) => kind === 'refusal' && more === undefined);
  if (named.length < MAX_MESSAGES - 1) return addMessage(messages, 'refusal', text);
  const counted = messages.find(({ more }) => more !== undefined);
  const more = (counted?.more ?? 0) + 1;
  const others = messages.filter((message) => message !== counted);
  return [...others, { id: ++messageId, kind: 'refusal' as const, text: RUN_TEXTS.moreLeftOut(more), more }].slice(
    -MAX_MESSAGES,
  );
}

const beforeTheFirstStep = ({ before }: PageState['evaluations']): PageState['evaluations'] =>
  before ? { before } : {};

/** The next state after an event of the engine: a pure function. */
export function applyEvent(state: PageState, event: EngineEvent): PageState {
  switch (event.type) {
    case 'state': {
      const idle = event.state !== 'loading' && event.state !== 'running';
      return { ...state, state: event.state, ...(idle && { progress: null, stageProgress: null }) };
    }
    case 'device':
      return { ...state, device: { description: event.description, notes: event.notes } };
    case 'progress':
      return { ...state, progress: { what: event.what, done: event.done, total: event.total, unit: event.unit } };
    case 'modelLoaded': {
      const { name, parameters, trainable, bytes } = event;
      return { ...state, model: { name, parameters, trainable, bytes }, progress: null };
    }
    case 'stageDone': {
      const { step, seconds, summary, example, blocks } = event;
      const report = { step, seconds, summary, ...(example && { example }), ...(blocks?.length && { blocks }) };
      const stages = { ...state.stages, [event.stage]: report };
      return { ...state, stages, currentStage: event.stage, stageProgress: null };
    }
    case 'stageProgress':
      return { ...state, stageProgress: { stage: event.stage, done: event.done, total: event.total } };
    case 'stepDone': {
      const anew = event.point.step <= (state.points.at(-1)?.step ?? 0);
      const points = addPoint(anew ? [] : state.points, event.point, MAX_POINTS);
      return { ...state, points, groups: event.groups, progress: null };
    }
    case 'evaluated': {
      const answers = { step: state.points.at(-1)?.step ?? 0, results: event.results };
      return { ...state, evaluations: { ...state.evaluations, [event.tag]: answers }, progress: null };
    }
    case 'memory':
      return { ...state, memory: { gpuBytes: event.gpuBytes, wasmBytes: event.wasmBytes, heapBytes: event.heapBytes } };
    case 'error':
      if (event.where.startsWith(REFUSED_PROMPT))
        return { ...state, messages: addRefusal(state.messages, event.message) };
      return { ...state, messages: addMessage(state.messages, 'error', event.message), progress: null };
    case 'wentBack':
      // What was answered before the first step stays true.
      return { ...state, ...emptyRun(), points: event.history, evaluations: beforeTheFirstStep(state.evaluations) };
    case 'reached':
      return { ...state, progress: null };
    case 'rewardTested':
    case 'answersTried':
    case 'answerEdited':
    case 'checkpointed':
    case 'kept':
    case 'inspected':
    case 'groupInspected':
    case 'viewed':
    case 'done':
      return state;
    default:
      return event satisfies never;
  }
}
