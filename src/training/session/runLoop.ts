// What: the loop over steps: lets start, step, stage, resume and pause move the run, and keeps it alive when a step fails.
// A failed step is dropped and the run waits at the last finished one; a lost device is replaced and the step done again.
import { drawPrompts, epochsSeen } from '../prompts/drawPrompts.ts';
import { errorEvent } from './errorEvent.ts';
import { evaluateHeldOut, isEvaluated } from '../evaluate/evaluateHeldOut.ts';
import { placeOf } from '../prompts/places.ts';
import type { Inspector } from '../inspect/probeViews.ts';
import { viewStep } from '../inspect/viewStep.ts';
import { reportMemory } from './memoryReport.ts';
import type { Command, EngineEvent } from '../protocol.ts';
import type { RunHost } from './runHost.ts';
import { StageGate, StepAbandoned } from './stageGate.ts';
import { StageTimer } from './stageTimer.ts';
import { keptStep, policyOf } from './runState.ts';
import { keepOfStep, prepareStep } from '../step/stepState.ts';
import type { PreparedStep } from '../step/stepState.ts';
import { trainStep } from '../trainStep.ts';
import type { StepEngine, StepRecord } from '../step/stepTypes.ts';
import type { Drawn } from '../../blocks/step.ts';
import type { Config } from '../../config/config.ts';
import type { Metrics } from '../../9-curves/stepMetrics.ts';

const MAX_LOSSES_PER_STEP = 3;
const LOSS_DELAY_MS = 100;

type Advance = Extract<Command, { type: 'start' | 'resume' | 'step' | 'stage' }>;

export class RunLoop {
  private readonly gate: StageGate;
  private running: Promise<void> | null = null;
  private failed = false;

  constructor(private readonly host: RunHost) {
    this.gate = new StageGate((held) => host.setState(held ? 'paused' : 'running'));
  }

  /** Resolves when the run holds again: steps done, paused, or stopped by an error (false). */
  async advance(command: Advance): Promise<boolean> {
    this.checkReady();
    this.failed = false;
    if (command.type === 'start') this.gate.run(command.steps);
    if (command.type === 'resume') this.gate.resume();
    if (command.type === 'step') this.gate.allowStep();
    if (command.type === 'stage') this.gate.allowStage();
    this.host.setState('running');
    if (!this.running) this.gate.begin();
    this.running ??= this.steps().finally(() => {
      this.running = null;
    });
    const loop = this.running;
    await Promise.race([this.gate.whenHeld(), loop]);
    return !this.failed;
  }

  /** The stage that is under way is finished, the next one waits. */
  hold(): void {
    this.gate.hold();
  }

  /** Slow motion: a rest before every stage. */
  pace(stageMs: number): true {
    this.gate.setPace(stageMs);
    return true;
  }

  pause(): boolean {
    this.hold();
    if (!this.running && this.host.run) this.host.setState('paused');
    return true;
  }

  /** Gives up the step that is under way and waits until it has let go. */
  async abandon(): Promise<void> {
    if (!this.running) return;
    this.gate.abandon();
    await this.running;
  }

  private checkReady(): void {
    const { run, prompts } = this.host;
    if (!run) throw new Error('No model is loaded yet; load one first.');
    if (!prompts.some(({ split }) => split === 'train')) {
      throw new Error('There is no prompt to train on; add a picture with a question first.');
    }
  }

  private async steps(): Promise<void> {
    let losses = 0;
    while (!this.gate.isAbandoned) {
      try {
        await this.oneStep();
        losses = 0;
      } catch (error) {
        if (error instanceof StepAbandoned) return;
        if ((await this.deviceIsLost()) && ++losses <= MAX_LOSSES_PER_STEP && (await this.recover())) continue;
        return this.stop(error);
      }
      if (!this.gate.endStep()) return this.host.setState(this.gate.left === null ? 'ready' : 'paused');
    }
  }

  /** A call may fail a moment before the browser says that the device is gone. */
  private async deviceIsLost(): Promise<boolean> {
    if (this.host.holder.lost === null) await new Promise((resolve) => setTimeout(resolve, LOSS_DELAY_MS));
    return this.host.holder.lost !== null;
  }

  private stop(error: unknown): void {
    this.failed = true;
    this.host.emit(errorEvent(error, 'step', false));
    this.host.setState('paused');
    this.gate.hold();
  }

  /** A new device and new sessions; θ and the optimiser's state live on the host and are untouched. */
  private async recover(): Promise<boolean> {
    const { host } = this;
    const step = host.run!.step;
    const message = `${host.holder.lost} The network is being loaded again; the run continues after step ${step}.`;
    host.emit({ type: 'error', message, fatal: false, where: 'device' });
    try {
      await host.engine();
      return true;
    } catch (error) {
      host.emit(errorEvent(error, 'device', false));
      return false;
    }
  }

  private drawn({ data, sampling }: Config, pool: readonly Drawn[]): Drawn[] {
    const count = data.generation_batch_size / sampling.num_generations;
    const { seed, shuffle_dataset: shuffle } = data;
    const drawn = drawPrompts({ seed, step: this.host.run!.step, count, total: pool.length, shuffle });
    // Prompts that repeat stand side by side: stage 2 computes their prefix once.
    return drawn.sort((a, b) => a - b).map((i) => pool[i]!);
  }

  private async oneStep(): Promise<void> {
    const { host } = this;
    const { compute, policy } = await host.engine();
    const run = host.run!;
    const last = host.history.last?.metrics ?? null;
    const pool = host.prompts.filter(({ split }) => split === 'train').map(placeOf);
    const prepared = prepareStep(host.config, run, last, (config) => this.drawn(config, pool), pool);
    const timer = new StageTimer(run.step + 1, this.gate, (event) => host.emit(event));
    try {
      const { config, drawn, vectors } = prepared;
      const engine = { compute, policy, config, edits: host.edits, step: run.step, vectors };
      const record = await host.holder.untilLost(trainStep(engine, drawn, timer.hook));
      const after = { ...engine, step: run.step + 1, vectors: record.vectors };
      const evaluated = await host.holder.untilLost(this.heldOut(after));
      this.finish(prepared, record, timer, evaluated);
      await this.showViews({ compute, policy });
    } catch (error) {
      timer.retire();
      throw error;
    }
  }

  /** Every eval_steps steps: how the held-out prompts do. */
  private async heldOut(engine: StepEngine): Promise<Metrics> {
    const prompts = this.host.prompts.filter(({ split }) => split === 'heldOut');
    if (prompts.length === 0 || !isEvaluated(engine.step, engine.config.engine.eval_steps)) return {};
    return evaluateHeldOut(engine, prompts, (done, total) =>
      this.host.emit({ type: 'progress', what: 'answering the held-out prompts', done, total, unit: 'prompts' }),
    );
  }

  private async showViews(inspector: Inspector): Promise<void> {
    const { host } = this;
    const { lastStep: last } = host;
    if (!host.watchesViews || !last) return;
    const views = await host.holder.untilLost(viewStep(inspector, last));
    host.emit({ type: 'viewed', step: last.step, views });
  }

  private finish(prepared: PreparedStep, record: StepRecord, timer: StageTimer, evaluated: Metrics): void {
    const { host } = this;
    const { prompts, history, run } = host;
    const { config, drawn } = prepared;
    const { rollouts, groups, scored } = record;
    const step = run!.step + 1;
    const total = prompts.filter(({ split }) => split === 'train').length;
    const metrics = {
      ...record.metrics,
      ...prepared.metrics,
      ...evaluated,
      num_tokens: (history.last?.metrics['num_tokens'] ?? 0) + record.tokenCount,
      epoch: epochsSeen(step, drawn.length, total),
      step_time: Object.values(timer.seconds).reduce((sum, seconds) => sum + seconds, 0),
    };
    const { theta } = policyOf(run!);
    host.keepStep({
      run: { step, vectors: record.vectors, blocks: keepOfStep(config, prepared.blocks, scored) },
      lastStep: { step, config, drawn, theta, rollouts },
      answers: { drawn, rollouts, groups, signals: scored.signals, units: scored.units },
      metrics,
    });
    const done: EngineEvent = {
      type: 'stepDone',
      point: { step, metrics },
      groups: record.groups,
      secondsPerStage: { ...timer.seconds },
      ...(host.keepsSteps && keptStep(host.config, host.run!)),
    };
    host.emit(done);
    for (const message of record.warnings) host.emit({ type: 'error', message, fatal: false, where: 'step' });
    host.emit(reportMemory(host.holder.current?.compute));
  }
}
