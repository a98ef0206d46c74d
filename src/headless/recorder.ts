// What: `--record`: collects what a page would show of the run and writes it as a recording that the page can play.
import { writeFileSync } from 'node:fs';
import { packRecording } from '../9-curves/recordingFile.ts';
import { truthParts } from '../4-rewards/truthParts.ts';
import type { Evaluation, GroupView, StageExample, StageName, StepMetrics } from '../training/protocol.ts';
import type { HostEvent, HostPrompt } from './hostMessages.ts';

interface Stage {
  readonly stage: StageName;
  readonly seconds: number;
  readonly summary: Readonly<Record<string, number>>;
  readonly example?: StageExample;
}

interface RecorderOptions {
  /** Also the numbers that the page works out by hand: lessons speak about them. */
  readonly examples?: boolean;
  /** Where the run comes from: recipe, settings, commit. */
  readonly about?: Readonly<Record<string, unknown>>;
}

/** A prompt that is drawn several times per step is shown once. */
const firstOfEach = (groups: readonly GroupView[]) =>
  groups.filter(({ promptId }, i) => groups.findIndex((group) => group.promptId === promptId) === i);

/** A prompt as the page keeps it; where a box has no label, it is the answer. */
const promptRecord = ({ id, images, question, truth, split }: HostPrompt) => ({
  id,
  name: 'recorded picture',
  images: images.map(({ type, base64 }) => ({
    name: 'recorded picture',
    type,
    bytes: Uint8Array.from(Buffer.from(base64, 'base64')),
  })),
  question,
  split,
  ...truthParts({ labels: (truth.boxes ?? []).map(() => truth.answer ?? ''), ...truth }),
});

export class Recorder {
  private readonly steps: { point: StepMetrics; groups: readonly GroupView[]; stages: readonly Stage[] }[] = [];
  private stages: Stage[] = [];
  private readonly evaluations: Record<string, readonly Evaluation[]> = {};
  private device = '';
  private model = '';

  constructor(private readonly options: RecorderOptions = {}) {}

  receive(event: HostEvent): void {
    if (event.type === 'device') this.device = event.description;
    if (event.type === 'modelLoaded') this.model = event.name;
    if (event.type === 'evaluated') this.evaluations[event.tag] = event.results;
    if (event.type === 'stageDone') {
      const { stage, seconds, summary, example } = event;
      const worked = this.options.examples && example ? { example } : {};
      this.stages.push({ stage, seconds, summary, ...worked });
    }
    if (event.type !== 'stepDone') return;
    this.steps.push({ point: event.point, groups: firstOfEach(event.groups), stages: this.stages });
    this.stages = [];
  }

  /** Returns its size in bytes. */
  async write(path: string, prompts: readonly HostPrompt[]): Promise<number> {
    const { model, device, steps } = this;
    const { before = [], after = [] } = this.evaluations;
    const run = { model, device, prompts: prompts.map(promptRecord), before, after, steps };
    const bytes = await packRecording({ ...this.options.about, ...run });
    writeFileSync(path, bytes);
    return bytes.length;
  }
}
