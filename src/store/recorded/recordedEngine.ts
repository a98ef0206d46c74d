// What: a recording that answers the commands which move a run, in the engine's place: the same buttons, events and charts.
// Nothing is computed; slow motion holds as it does for the engine.
// Units: milliseconds. A recorded step takes STEP_MS however long it took to compute.
import type { CommandEnvelope, EngineEvent, EngineState } from '../../training/protocol.ts';
import { PROTOCOL_VERSION } from '../../training/protocol.ts';
import type { EnginePort } from '../engine/enginePort.ts';
import type { Recording } from './recording.ts';
import { RUN_TEXTS } from '../texts/run.ts';

const STEP_MS = 900;

export class RecordedEngine implements EnginePort {
  onmessage: EnginePort['onmessage'] = null;
  onerror: EnginePort['onerror'] = null;
  private step = 0;
  private stage = 0;
  private mode: 'hold' | 'stage' | 'step' | 'run' = 'hold';
  private paceMs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Steps that a start may still make; null = without end. */
  private left: number | null = null;

  constructor(private readonly recording: Recording) {}

  terminate(): void {
    clearTimeout(this.timer);
    this.mode = 'hold';
  }

  postMessage(message: unknown): void {
    const command = message as CommandEnvelope;
    // Not before the sender waits for the answer.
    queueMicrotask(() => {
      this.carryOut(command);
      this.emit({ type: 'done', id: command.id, ok: true });
    });
  }

  /** Goes on from after that step, if it is playing. */
  seek(step: number): void {
    const { length } = this.recording.steps;
    this.step = Math.min(Math.max(0, step), length);
    this.stage = 0;
    if (this.mode === 'hold') return;
    if (this.step === length) this.hold('paused');
    else this.later();
  }

  private carryOut(command: CommandEnvelope): void {
    const { type } = command;
    if (type === 'pace') this.paceMs = command.stageMs;
    if (type === 'start') this.left = command.steps;
    if (type === 'start' || type === 'resume') this.move('run');
    if (type === 'step' || type === 'stage') this.move(type);
    if (type === 'pause') this.hold('paused');
    if (type === 'evaluate') this.evaluate(command.tag);
    if (type === 'inspect') {
      const { step, group, rollout } = command;
      this.emit({ type: 'inspected', step, group, rollout, tokens: [], unavailable: RUN_TEXTS.notRecorded });
    }
    if (type !== 'reset') return;
    this.step = this.stage = 0;
    this.hold('ready');
  }

  /** A recording that has come to its end begins again. */
  private move(mode: 'stage' | 'step' | 'run'): void {
    if (this.step >= this.recording.steps.length) this.step = this.stage = 0;
    this.mode = mode;
    this.emit({ type: 'state', state: 'running' });
    this.later();
  }

  private later(): void {
    const { stages } = this.recording.steps[this.step]!;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.oneStage(), this.paceMs + STEP_MS / Math.max(1, stages.length));
  }

  private hold(state: EngineState): void {
    clearTimeout(this.timer);
    this.mode = 'hold';
    this.emit({ type: 'state', state });
  }

  private oneStage(): void {
    const { stages, point, groups } = this.recording.steps[this.step]!;
    const done = stages[this.stage];
    if (done) this.emit({ type: 'stageDone', step: point.step, ...done });
    this.stage++;
    if (this.stage < stages.length) return this.mode === 'stage' ? this.hold('paused') : this.later();
    this.stage = 0;
    this.step++;
    const secondsPerStage = Object.fromEntries(stages.map(({ stage, seconds }) => [stage, seconds]));
    this.emit({ type: 'stepDone', point, groups, secondsPerStage } as EngineEvent);
    const ended = this.step >= this.recording.steps.length;
    if (ended) this.evaluate('after');
    if (this.left !== null && this.mode === 'run') this.left -= 1;
    if (ended || this.mode !== 'run' || this.left === 0) this.hold('paused');
    else this.later();
  }

  /** Only what was asked when it was recorded can be answered. */
  private evaluate(tag: string): void {
    const ended = this.step >= this.recording.steps.length;
    if (tag === 'before') this.emit({ type: 'evaluated', tag, results: this.recording.before });
    else if (ended) this.emit({ type: 'evaluated', tag, results: this.recording.after });
  }

  private emit(event: EngineEvent): void {
    this.onmessage?.({ data: { version: PROTOCOL_VERSION, ...event } });
  }
}
