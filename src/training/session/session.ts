// What: a training session: carries out commands, holds device, policy, prompts, configuration and the run between steps.
// The run state is immutable: a finished step makes a new one, so an error, a lost device or a reset never leaves half a step.
import type { RewardEdits } from '../../4-rewards/registry.ts';
import { History } from '../../9-curves/history.ts';
import type { Config } from '../../config/config.ts';
import { needsLoad, needsReset } from '../../config/needs.ts';
import { setOwnRewards } from '../../config/rewardUses.ts';
import { diffConfigs } from '../../config/setLeaf.ts';
import { defaultConfig } from '../../config/validateConfig.ts';
import { AdapterRing } from './adapterRing.ts';
import { EngineHolder } from './engineHolder.ts';
import type { EngineParts } from './engineHolder.ts';
import type { Loaded } from './loaded.ts';
import { evaluatePrompts } from '../evaluate/evaluate.ts';
import { inspect } from '../inspect/inspect.ts';
import type { LastStep } from '../inspect/lastStep.ts';
import { errorEvent } from './errorEvent.ts';
import { loadPrompts, picturesOf } from '../prompts/loadPrompts.ts';
import type { DecodePicture, LoadedPrompt, Refusal } from '../prompts/loadPrompts.ts';
import { PromptShelf } from '../prompts/promptShelf.ts';
import { REFUSED_PROMPT } from '../protocol.ts';
import type { BundleFiles, Command, EngineEvent, EngineState, PromptInput } from '../protocol.ts';
import { Sandbox } from '../sandbox/sandbox.ts';
import { tryReward } from '../rewardTrial/rewardEdits.ts';
import { fromCheckpoint, newRun, toCheckpoint } from './runState.ts';
import type { RunState } from './runState.ts';
import { RunLoop } from './runLoop.ts';
import { rewardTested } from '../rewardTrial/presetTrials.ts';
import type { LastAnswers, TrialPlace } from '../rewardTrial/types.ts';
import type { FinishedStep, RunHost } from './runHost.ts';

export type SessionParts = EngineParts & { readonly decodePicture: DecodePicture };

export class TrainingSession implements RunHost {
  config: Config = defaultConfig();
  run: RunState | null = null;
  /** For those who look into its rollouts; gone with the run. */
  lastStep: LastStep | null = null;
  edits: RewardEdits = {};
  /** The page looks at the pictures of every step. */
  watchesViews = false;
  /** The page keeps every step. */
  keepsSteps = false;
  /** The last step as it was scored: rewards on trial run on it. */
  scored: LastAnswers | null = null;
  readonly history = new History();
  private readonly ring = new AdapterRing();
  readonly holder: EngineHolder;
  private files: BundleFiles | undefined;
  private state: EngineState = 'empty';
  private readonly loop: RunLoop;
  private readonly sandbox = new Sandbox(this);
  private readonly shelf = new PromptShelf((refusal) => this.refuse(refusal));
  /** Commands that change the session wait for each other; those that move the run do not hold up others. */
  private chain: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly parts: SessionParts,
    readonly emit: (event: EngineEvent) => void,
  ) {
    this.holder = new EngineHolder(parts, emit);
    this.loop = new RunLoop(this);
  }

  /** Resolves when the command is carried out; false = refused or failed, with an error event before. Never rejects. */
  async handle(command: Command): Promise<boolean> {
    try {
      return await this.carryOut(command);
    } catch (error) {
      this.emit(errorEvent(error, command.type, false));
      return false;
    }
  }

  /** Those that the model can read; what it cannot is named when it is first asked for. */
  get prompts(): readonly LoadedPrompt[] {
    return this.shelf.readableBy(this.holder.current?.policy ?? null, this.config.sampling.max_completion_length);
  }

  setState(state: EngineState): void {
    if (state === this.state) return;
    this.state = state;
    this.emit({ type: 'state', state });
  }

  async engine(): Promise<Loaded> {
    const { current, lost } = this.holder;
    if (current && lost === null) return current;
    if (!current) throw new Error('No model is loaded yet; load one first.');
    return this.holder.load(this.config, this.files);
  }

  keepStep({ run, lastStep, answers, metrics }: FinishedStep): void {
    this.run = run;
    this.lastStep = lastStep;
    this.scored = answers;
    this.history.add({ step: run.step, metrics });
    const { save_steps: every, save_total_limit: most } = this.config.engine;
    if (this.ring.offer({ run, history: this.history.all }, metrics, { every, most })) this.tellKept();
  }

  private tellKept(): void {
    this.emit({ type: 'kept', adapters: this.ring.kept, bytes: this.ring.bytes });
  }

  /** The run is another one, or none. */
  private beginRing(): void {
    const { run, history, config } = this;
    this.ring.begin(run && config.engine.save_steps > 0 ? { run, history: history.all } : null);
    this.tellKept();
  }

  private carryOut(command: Command): Promise<boolean> {
    switch (command.type) {
      case 'pause':
        this.loop.hold(); // at once, and after a start that has not begun yet
        return this.chain.then(() => this.loop.pause());
      case 'start':
      case 'resume':
      case 'step':
      case 'stage':
        return this.chain.then(() => this.loop.advance(command));
      case 'pace':
        return Promise.resolve(this.loop.pace(command.stageMs));
      case 'watch':
        this.watchesViews = command.views;
        return Promise.resolve(true);
      case 'keepSteps':
        this.keepsSteps = true;
        return Promise.resolve(true);
      case 'loseDevice':
        this.holder.loseDevice();
        return Promise.resolve(true);
      case 'configure':
        return this.inOrder(() => this.configure(command.config));
      case 'load':
        return this.inOrder(() => this.load(command.files));
      case 'setPrompts':
        return this.inOrder(() => this.setPrompts(command.prompts));
      case 'editReward':
        return this.inOrder(() => this.editReward(command.name, command.wgsl));
      case 'testReward':
        return this.inOrder(() => this.testReward(command));
      case 'stopReach':
        return Promise.resolve(this.sandbox.stop());
      case 'reset':
        return this.inOrder(() => this.reset());
      case 'checkpoint':
        return this.inOrder(() => this.checkpoint());
      case 'restore':
        return this.inOrder(() => this.restore(command.checkpoint));
      case 'goBack':
        return this.inOrder(() => this.goBack(command.step));
      case 'evaluate':
        return this.inOrder(() => this.evaluate(command.tag, command.generations));
      case 'inspect':
      case 'inspectGroup':
        return this.inOrder(() => inspect(this, command));
      default:
        return this.inOrder(this.sandbox.work(command));
    }
  }

  private inOrder(work: () => Promise<boolean> | boolean): Promise<boolean> {
    const done = this.chain.then(work);
    this.chain = done.catch(() => undefined);
    return done;
  }

  private async configure(config: Config): Promise<boolean> {
    const changed = diffConfigs(this.config, config).map(({ name }) => name);
    const needing = changed.filter(needsReset);
    const reload = needing.some(needsLoad) && this.holder.current !== null;
    if (needing.length > 0) await this.loop.abandon();
    this.config = config;
    if (needing.length > 0 && this.run && this.run.step > 0) {
      const sentence = `The run was reset after ${this.run.step} ${this.run.step === 1 ? 'step' : 'steps'}, because ${needing.join(', ')} changed.`;
      this.emit({ type: 'error', message: sentence, fatal: false, where: 'configure' });
    }
    if (changed.includes('model')) this.files = undefined; // the dropped files are another model
    if (reload) return this.load(this.files);
    return needing.length > 0 && this.run ? this.reset() : true;
  }

  private async load(files: BundleFiles | undefined): Promise<boolean> {
    await this.loop.abandon();
    this.files = files;
    this.setState('loading');
    try {
      await this.holder.load(this.config, files);
    } catch (error) {
      this.run = this.lastStep = null;
      this.beginRing();
      this.emit(errorEvent(error, 'load', true));
      this.setState('failed');
      return false;
    }
    return this.reset();
  }

  private async setPrompts(inputs: readonly PromptInput[]): Promise<boolean> {
    const { prompts, refused } = await loadPrompts(inputs, this.parts.decodePicture, picturesOf(this.shelf.loaded));
    this.shelf.put(prompts);
    for (const refusal of refused) this.refuse(refusal);
    return this.prompts.length === inputs.length;
  }

  private refuse({ promptId, sentence }: Refusal): void {
    this.emit({ type: 'error', message: sentence, fatal: false, where: `${REFUSED_PROMPT}${promptId}` });
  }

  private async editReward(name: string, wgsl: string | null): Promise<boolean> {
    if (wgsl === null) {
      this.edits = Object.fromEntries(Object.entries(this.edits).filter(([edited]) => edited !== name));
      setOwnRewards(this.edits);
      return true;
    }
    await tryReward(await this.trialPlace(), name, wgsl);
    this.edits = { ...this.edits, [name]: wgsl };
    setOwnRewards(this.edits);
    return true;
  }

  private async trialPlace(promptId?: string): Promise<TrialPlace> {
    const { config, edits, scored, prompts, parts } = this;
    const prompt = prompts.find(({ id }) => id === promptId) ?? prompts[0];
    const createCompute = () => parts.createCompute();
    return { ...(await this.engine()), config, edits, scored, prompts, prompt, createCompute };
  }

  private async testReward(command: Extract<Command, { type: 'testReward' }>): Promise<boolean> {
    const { name, wgsl, knobs = {}, promptId } = command;
    this.emit(await rewardTested(await this.trialPlace(promptId), { name, wgsl, knobs }));
    return true;
  }

  private async reset(): Promise<boolean> {
    await this.loop.abandon();
    this.scored = null;
    const { policy } = await this.engine();
    this.lastStep = null;
    this.run = newRun(policy.info.layout, this.config.data.seed);
    this.history.replace([]);
    this.beginRing();
    this.setState('ready');
    return true;
  }

  private checkpoint(): boolean {
    if (!this.run) throw new Error('There is nothing to keep yet; load a model first.');
    const { run, config, history } = this;
    this.emit({ type: 'checkpointed', checkpoint: toCheckpoint(run, config, history.all) });
    return true;
  }

  private async restore(checkpoint: Extract<Command, { type: 'restore' }>['checkpoint']): Promise<boolean> {
    await this.loop.abandon();
    const changed = diffConfigs(this.config, checkpoint.config).map(({ name }) => name);
    const reload = this.holder.current === null || changed.some(needsLoad);
    this.config = checkpoint.config;
    if (reload && !(await this.load(this.files))) return false;
    const { policy } = await this.engine();
    this.lastStep = null;
    this.scored = null;
    this.run = fromCheckpoint(checkpoint, policy.info.thetaLength);
    this.history.replace(checkpoint.history);
    this.beginRing();
    this.setState('ready');
    return true;
  }

  private async goBack(step: number): Promise<boolean> {
    await this.loop.abandon();
    const found = this.ring.goBack(step);
    if (!found) {
      const steps = this.ring.kept.map((kept) => kept.step).join(', ');
      throw new Error(`Step ${step} is not kept${steps === '' ? '' : `; the run can go back to ${steps}`}.`);
    }
    this.lastStep = null;
    this.scored = null;
    this.run = found.run;
    this.history.replace(found.history);
    this.emit({ type: 'wentBack', step, history: found.history });
    this.tellKept();
    this.setState('ready');
    return true;
  }

  private async evaluate(tag: string, generations?: number): Promise<boolean> {
    const { config, prompts, edits } = this;
    const engine = await this.engine();
    if (!this.run) throw new Error('No model is loaded yet; load one first.');
    const progress = (done: number, total: number) =>
      this.emit({ type: 'progress', what: 'answering', done, total, unit: 'steps' });
    const own = { ...engine, ...this.run, config, edits };
    const results = await evaluatePrompts(own, prompts, progress, generations);
    this.emit({ type: 'evaluated', tag, results });
    return true;
  }
}
