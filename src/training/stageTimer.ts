// What: the hook that trainStep calls around every stage: waits at the gate, takes the time, tells the page.
import type { EngineEvent, StageName } from './protocol.ts';
import { STAGE_NAMES } from './protocol.ts';
import { StepAbandoned } from './stageGate.ts';
import type { StageGate } from './stageGate.ts';

export type StageSummary = Readonly<Record<string, number>>;

/** Runs the work of a stage; `summarize` names the numbers that the page's pipeline strip shows. */
export type StageHook = <T>(
  stage: StageName,
  work: () => Promise<T>,
  summarize?: (made: T) => StageSummary,
) => Promise<T>;

export class StageTimer {
  readonly seconds = Object.fromEntries(STAGE_NAMES.map((name) => [name, 0])) as Record<StageName, number>;
  private stale = false;

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
    await this.gate.enterStage();
    this.checkFresh();
    const started = performance.now();
    const made = await work();
    this.checkFresh();
    const seconds = (performance.now() - started) / 1000;
    this.seconds[stage] += seconds;
    this.emit({ type: 'stageDone', step: this.step, stage, seconds, summary: summarize(made) });
    this.gate.leaveStage();
    return made;
  };

  private checkFresh(): void {
    if (this.stale) throw new StepAbandoned('The step was given up.');
  }
}
