// What: the hook that trainStep calls around every stage: waits at the gate, takes the time, tells the page.
import type { EngineEvent, StageExample, StageName } from './protocol.ts';
import { STAGE_NAMES } from './protocol.ts';
import { StepAbandoned } from './stageGate.ts';
import type { StageGate } from './stageGate.ts';

/** Numbers of the whole step; lists are a worked example, such as the rewards of the first group. */
export type StageSummary = Readonly<Record<string, number | StageExample[string]>>;

/** Runs the work of a stage; `summarize` names what the page's pipeline strip shows. */
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
    const shown = Object.entries(summarize(made));
    const summary = Object.fromEntries(
      shown.filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    );
    const example: StageExample = Object.fromEntries(
      shown.filter((entry) => typeof entry[1] !== 'number'),
    ) as StageExample;
    this.emit({ type: 'stageDone', step: this.step, stage, seconds, summary, example });
    this.gate.leaveStage(stage === STAGE_NAMES.at(-1));
    return made;
  };

  private checkFresh(): void {
    if (this.stale) throw new StepAbandoned('The step was given up.');
  }
}
