// What: the hook that trainStep calls around every stage: waits at the gate, takes the time, notifies the page.
import type { BlockRun, EngineEvent, StageExample, StageName } from '../protocol.ts';
import { STAGE_NAMES } from '../protocol.ts';
import { StepAbandoned } from './stageGate.ts';
import type { StageGate } from './stageGate.ts';
import { yieldToEventLoop } from './yieldToEventLoop.ts';

/** Numbers of the whole step; lists are a worked example, such as the rewards of the first group. */
export type StageSummary = { readonly blocks?: readonly BlockRun[] } & {
  readonly [name: string]: number | StageExample[string] | readonly BlockRun[] | undefined;
};

/** Called by the work of a stage as often as it likes: how far it is. */
export type StageProgress = (done: number, total: number) => void;

/** Runs the work of a stage; `summarize` names what the page's pipeline strip shows. */
export type StageHook = <T>(
  stage: StageName,
  work: (onProgress: StageProgress) => Promise<T>,
  summarize?: (made: T) => StageSummary,
) => Promise<T>;

/** Least time between two words about how far a stage is. */
const PROGRESS_MS = 100;

export class StageTimer {
  readonly seconds = Object.fromEntries(STAGE_NAMES.map((name) => [name, 0])) as Record<StageName, number>;
  private stale = false;
  private told = performance.now();

  constructor(
    private readonly step: number,
    private readonly gate: StageGate,
    private readonly emit: (event: EngineEvent) => void,
  ) {}

  /** A step that is done with (its device was lost) must not speak any more. */
  retire(): void {
    this.stale = true;
  }

  readonly hook: StageHook = async (stage, work, summarize = () => ({})) => {
    await yieldToEventLoop();
    await this.gate.enterStage();
    this.checkFresh();
    const started = performance.now();
    const made = await work((done, total) => this.report(stage, done, total));
    this.checkFresh();
    const seconds = Math.max(0, performance.now() - started) / 1000; // clocks can be set back
    this.seconds[stage] += seconds;
    const { blocks = [], ...rest } = summarize(made);
    const shown = Object.entries(rest);
    const summary = Object.fromEntries(
      shown.filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    );
    const example: StageExample = Object.fromEntries(
      shown.filter((entry) => typeof entry[1] !== 'number'),
    ) as StageExample;
    this.emit({ type: 'stageDone', step: this.step, stage, seconds, summary, example, blocks });
    this.gate.leaveStage(stage === STAGE_NAMES.at(-1));
    return made;
  };

  private report(stage: StageName, done: number, total: number): void {
    const now = performance.now();
    if (this.stale || Math.abs(now - this.told) < PROGRESS_MS) return;
    this.told = now;
    this.emit({ type: 'stageProgress', step: this.step, stage, done, total });
  }

  private checkFresh(): void {
    if (this.stale) throw new StepAbandoned('Step cancelled.');
  }
}
