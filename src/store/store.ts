// What: everything that the page shows, as plain data, changed by one `applyEvent` and by the actions of the folder.
// No GPU buffer, tensor, session or worker lives here; pictures are blobs with an address to draw them from.
import { create } from 'zustand';
import type { Box } from '../1-image/types.ts';
import type { Config } from '../config/config.ts';
import { defaultConfig } from '../config/validateConfig.ts';
import type { EngineEvent, EngineState, Evaluation, GroupView, StageName, StepMetrics } from '../training/protocol.ts';

/** Most points that a curve keeps; older ones are thinned to every second. */
export const MAX_POINTS = 500;
export const MAX_MESSAGES = 4;

export interface PromptDraft {
  readonly id: string;
  readonly name: string;
  readonly image: Blob;
  readonly url: string;
  readonly question: string;
  readonly answer: string;
  readonly boxes: readonly Box[];
}

export interface Message {
  readonly id: number;
  readonly text: string;
  readonly kind: 'error' | 'note';
}

export interface StageReport {
  readonly seconds: number;
  readonly summary: Readonly<Record<string, number>>;
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
  readonly groups: readonly GroupView[];
  /** Index into groups: a prompt may be drawn several times in one step. */
  readonly selectedGroup: number;
  readonly selectedRollout: number | null;
  readonly points: readonly StepMetrics[];
  readonly evaluations: Readonly<Record<string, readonly Evaluation[]>>;
  readonly messages: readonly Message[];
  readonly memory: { readonly gpuBytes: number; readonly wasmBytes: number; readonly heapBytes: number } | null;
}

export const initialState = (): PageState => ({
  config: defaultConfig(),
  state: 'empty',
  device: null,
  model: null,
  progress: null,
  prompts: [],
  selectedPrompt: null,
  stages: {},
  currentStage: null,
  groups: [],
  selectedGroup: 0,
  selectedRollout: null,
  points: [],
  evaluations: {},
  messages: [],
  memory: null,
});

export const useStore = create<PageState>()(() => initialState());

/** Keeps the newest half whole and thins the older part, so that any run keeps its shape in MAX_POINTS points. */
export function addPoint(points: readonly StepMetrics[], point: StepMetrics): readonly StepMetrics[] {
  if (points.length < MAX_POINTS) return [...points, point];
  const recent = points.length >> 1;
  const older = points.slice(0, points.length - recent).filter((_, i) => i % 2 === 0);
  return [...older, ...points.slice(points.length - recent), point];
}

let messageId = 0;
export function addMessage(messages: readonly Message[], kind: Message['kind'], text: string): readonly Message[] {
  const others = messages.filter((message) => message.text !== text);
  return [...others, { id: ++messageId, kind, text }].slice(-MAX_MESSAGES);
}

/** The next state after an event of the engine: a pure function. */
export function applyEvent(state: PageState, event: EngineEvent): PageState {
  switch (event.type) {
    case 'state': {
      const idle = event.state !== 'loading' && event.state !== 'running';
      return { ...state, state: event.state, progress: idle ? null : state.progress };
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
      const stages = event.stage === '1-image' ? {} : state.stages;
      const report = { seconds: event.seconds, summary: event.summary };
      return { ...state, stages: { ...stages, [event.stage]: report }, currentStage: event.stage };
    }
    case 'stepDone':
      return { ...state, points: addPoint(state.points, event.point), groups: event.groups, progress: null };
    case 'evaluated':
      return { ...state, evaluations: { ...state.evaluations, [event.tag]: event.results }, progress: null };
    case 'memory':
      return { ...state, memory: { gpuBytes: event.gpuBytes, wasmBytes: event.wasmBytes, heapBytes: event.heapBytes } };
    case 'error':
      return { ...state, messages: addMessage(state.messages, 'error', event.message), progress: null };
    case 'checkpointed':
    case 'done':
      return state;
    default:
      return event satisfies never;
  }
}
