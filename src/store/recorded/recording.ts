// What: a recorded run: everything that the page showed of a real run, step by step. Written by
// `npm run train -- … --record FILE`.
import { FormatError } from '../../9-curves/gzip.ts';
import { unpackRecording } from '../../9-curves/recordingFile.ts';
import type { Evaluation, GroupView, StageExample, StageName, StepMetrics } from '../../training/protocol.ts';
import { readPromptRecords, textOf } from '../records/promptRecord.ts';
import type { PromptRecord } from '../records/promptRecord.ts';
import { readGroups } from '../run/runRecord.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

export interface RecordedStep {
  readonly point: StepMetrics;
  readonly groups: readonly GroupView[];
  readonly stages: readonly {
    readonly stage: StageName;
    readonly seconds: number;
    readonly summary: Readonly<Record<string, number>>;
    /** Recordings of lessons have it: the page works it out by hand. */
    readonly example?: StageExample;
  }[];
}

export interface Recording {
  readonly model: string;
  /** Where it ran: the device event's description. */
  readonly device: string;
  /** Of the project when it was recorded; null where the file does not say. */
  readonly commit: string | null;
  readonly prompts: readonly PromptRecord[];
  readonly before: readonly Evaluation[];
  readonly after: readonly Evaluation[];
  readonly steps: readonly RecordedStep[];
}

/** Throws a FormatError. The file is the page's own, so only what would break the page is checked. */
export async function readRecording(bytes: Uint8Array<ArrayBuffer>): Promise<Recording> {
  const value = await unpackRecording(bytes);
  const steps = (value['steps'] as RecordedStep[]).map((step) => ({ ...step, groups: readGroups(step.groups) }));
  if (steps.length === 0) throw new FormatError(RECORD_TEXTS.empty);
  return {
    model: textOf(value['model'], RECORD_TEXTS.parts.header),
    device: textOf(value['device'], RECORD_TEXTS.parts.header),
    commit: typeof value['commit'] === 'string' ? value['commit'] : null,
    prompts: readPromptRecords(value['prompts']),
    before: (value['before'] ?? []) as Recording['before'],
    after: (value['after'] ?? []) as Recording['after'],
    steps,
  };
}
