// What: lets a run go on, one step at a time, one stage at a time, or holds it between two stages.
// The loop asks `enterStage` before every stage and `endStep` after every step; commands change the mode.

/** Thrown inside a step that reset, load or a failure has given up; the loop swallows it. */
export class StepAbandoned extends Error {
  override readonly name = 'StepAbandoned';
}

type Mode = 'hold' | 'stage' | 'step' | 'run';

export class StageGate {
  private mode: Mode = 'hold';
  private stepsLeft: number | null = null;
  private abandoned = false;
  private wake: (() => void)[] = [];
  private idle: (() => void)[] = [];
  private paceMs = 0;
  private endRest: () => void = () => {};

  /** Called when the run holds in mid-step and when it goes on. */
  constructor(private readonly onHold: (held: boolean) => void = () => {}) {}

  get holding(): boolean {
    return this.mode === 'hold';
  }

  /** Steps that a `start` has still to do; null = without end. */
  get left(): number | null {
    return this.stepsLeft;
  }

  run(steps: number | null): void {
    this.stepsLeft = steps;
    this.go('run');
  }

  /** Goes on as before the pause. */
  resume(): void {
    this.go('run');
  }

  allowStep(): void {
    this.go('step');
  }

  allowStage(): void {
    this.go('stage');
  }

  /** Slow motion: a rest before every stage while it runs; a rest that is under way ends at once. */
  setPace(stageMs: number): void {
    this.paceMs = stageMs;
    this.endRest();
  }

  hold(): void {
    this.mode = 'hold';
    this.endRest();
    for (const resolve of this.idle.splice(0)) resolve();
  }

  /** Makes the stage that waits, or the next one, throw StepAbandoned. */
  abandon(): void {
    this.abandoned = true;
    this.hold();
    for (const resolve of this.wake.splice(0)) resolve();
  }

  /** A new loop begins: what was abandoned before is over. */
  begin(): void {
    this.abandoned = false;
  }

  get isAbandoned(): boolean {
    return this.abandoned;
  }

  async enterStage(): Promise<void> {
    if (this.paceMs > 0 && (this.mode === 'run' || this.mode === 'step') && !this.abandoned) await this.rest();
    if (this.mode === 'hold' && !this.abandoned) {
      this.onHold(true);
      await new Promise<void>((resolve) => this.wake.push(resolve));
      if (!this.abandoned) this.onHold(false);
    }
    if (this.abandoned) throw new StepAbandoned('Step cancelled.');
  }

  private rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.paceMs);
      this.endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** After the last stage of a step `endStep` holds: what belongs to the step (evaluation, its events) comes first. */
  leaveStage(isLast = false): void {
    if (this.mode === 'stage' && !isLast) this.hold();
  }

  /** Returns whether another step follows at once. */
  endStep(): boolean {
    if (this.mode === 'run' && this.stepsLeft !== null && --this.stepsLeft <= 0) this.stepsLeft = null;
    else if (this.mode === 'run') return true;
    this.hold();
    return false;
  }

  /** Resolves when nothing more is allowed to run. */
  whenHeld(): Promise<void> {
    return this.mode === 'hold' ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  private go(mode: Mode): void {
    this.mode = mode;
    for (const resolve of this.wake.splice(0)) resolve();
  }
}
