// What: an engine that only plays its part: runs inside the page in place of the worker and answers every command with a
// plausible stream of events. The answers get better with the steps. It is one function, because it is sent as text.
import type { Checkpoint } from '../../src/training/checkpoint.ts';
import type { CommandEnvelope, EngineEvent, GroupView, PromptInput } from '../../src/training/protocol.ts';
import type { StageName, StepMetrics } from '../../src/training/protocol.ts';

export interface ScriptOptions {
  readonly stageMs: number;
  readonly version: number;
  /** Stages that take long, and tell how far they are. */
  readonly longMs?: Readonly<Partial<Record<StageName, number>>>;
}

export function installScriptedEngine({ stageMs, version, longMs = {} }: ScriptOptions): void {
  const names = '1-image 2-policy 3-rollouts 4-rewards 5-advantages 6-loss 7-gradient 8-update 9-curves'.split(' ');
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  class ScriptedWorker {
    onmessage: ((message: { data: unknown }) => void) | null = null;
    onerror: ((error: { message: string }) => void) | null = null;
    private prompts: readonly PromptInput[] = [];
    private config: Checkpoint['config'] | null = null;
    private history: StepMetrics[] = [];
    private step = 0;
    private stage = 0;
    private mode: 'hold' | 'stage' | 'step' | 'run' = 'hold';
    private busy = false;
    private groups: readonly GroupView[] = [];
    private watching = false;
    private left: number | null = null;

    constructor(name = '') {
      (globalThis as unknown as { scriptedWorker: ScriptedWorker }).scriptedWorker = this;
      if (name !== '') void navigator.locks.request(name, () => new Promise(() => undefined)); // it lives
    }

    terminate(): void {
      this.mode = 'hold';
    }

    postMessage(command: CommandEnvelope): void {
      void this.carryOut(command).then(() => this.emit({ type: 'done', id: command.id, ok: true }));
    }

    private emit(event: EngineEvent): void {
      setTimeout(() => this.onmessage?.({ data: { version, ...event } }), 0);
    }

    private async carryOut(command: CommandEnvelope): Promise<void> {
      if (command.type === 'load') return this.load();
      if (command.type === 'setPrompts') this.prompts = command.prompts;
      if (command.type === 'configure') this.config = command.config;
      if (command.type === 'checkpoint') this.checkpoint();
      if (command.type === 'restore') this.restore(command.checkpoint);
      if (command.type === 'reset') this.reset();
      if (command.type === 'goBack') this.goBack(command.step);
      if (command.type === 'evaluate') this.evaluate(command.tag);
      if (command.type === 'inspect') this.inspect(command.step, command.group, command.rollout);
      if (command.type === 'inspectGroup') this.inspectGroup(command.step, command.group);
      if (command.type === 'watch') this.watching = command.views;
      if (command.type === 'pause') this.mode = 'hold';
      if (command.type === 'start') [this.mode, this.left] = ['run', command.steps];
      if (command.type === 'step' || command.type === 'stage') this.mode = command.type;
      if (['start', 'step', 'stage'].includes(command.type)) void this.advance();
    }

    private async load(): Promise<void> {
      this.emit({ type: 'state', state: 'loading' });
      for (let part = 1; part <= 4; part++) {
        this.emit({ type: 'progress', what: 'model', done: part * 5e5, total: 2e6, unit: 'bytes' });
        await wait(stageMs);
      }
      const notes = ['There is no hardware GPU here: the network runs on WASM and the shaders on a software adapter.'];
      this.emit({ type: 'device', provider: 'wasm', description: 'CPU (WASM, 2 threads)', notes });
      this.emit({ type: 'modelLoaded', name: 'scripted', parameters: 2.3e6, trainable: 217088, bytes: 2e6 });
      this.reset();
    }

    private checkpoint(): void {
      const { step, history } = this;
      const vector = () => new Float32Array(8).fill(step);
      const optimizer = { firstMoment: vector(), secondMoment: vector(), stepCount: step };
      const vectors = { policy: { theta: vector(), optimizer } };
      const kept = { version: 2, config: this.config!, step, vectors, blocks: {}, history };
      this.emit({ type: 'checkpointed', checkpoint: kept });
    }

    private restore({ config, step, history }: Checkpoint): void {
      this.reset();
      Object.assign(this, { config, step, history: [...history] });
    }

    private reset(): void {
      Object.assign(this, { mode: 'hold', step: 0, stage: 0, history: [] });
      this.emit({ type: 'state', state: 'ready' });
    }

    private tellKept(): void {
      const adapters = [0, 5, 10].filter((step) => step <= this.step).map((step) => ({ step, why: 'every' as const }));
      this.emit({ type: 'kept', adapters, bytes: 868_352 * adapters.length });
    }

    private goBack(step: number): void {
      Object.assign(this, { mode: 'hold', stage: 0, step, history: this.history.slice(0, step) });
      this.emit({ type: 'wentBack', step, history: [...this.history] });
      this.tellKept();
      this.emit({ type: 'state', state: 'ready' });
    }

    private group(prompt: PromptInput): GroupView {
      const skill = 1 - Math.exp(-this.step / 12);
      const [x0, y0, x1, y1] = prompt.truth.boxes?.[0] ?? [0.2, 0.2, 0.6, 0.6];
      const drafts = Array.from({ length: 8 }, () => {
        const shift = () => (random() - 0.5) * (1.05 - skill) * 0.7;
        const [dx, dy] = [shift(), shift()];
        const place = (value: number) => Math.min(1, Math.max(0, value));
        const box = [place(x0 + dx), place(y0 + dy), place(x1 + dx), place(y1 + dy)] as const;
        const boxIou = Math.max(0, 1 - 2.2 * Math.hypot(dx, dy));
        const answerFolded = random() < 0.3 + 0.6 * skill ? 1 : 0;
        const format = random() < 0.8 + 0.2 * skill ? 1 : 0;
        return { box, rewards: { boxIou, format, answerFolded }, reward: boxIou + 0.2 * format + 0.5 * answerFolded };
      });
      const mean = drafts.reduce((sum, { reward }) => sum + reward, 0) / 8;
      const std = Math.sqrt(drafts.reduce((sum, { reward }) => sum + (reward - mean) ** 2, 0) / 7);
      const rollouts = drafts.map(({ box, rewards, reward }) => {
        const numbers = box.map((value) => Math.round(value * 99)).join(' ');
        const text = `<think>the red circle is right of the blue square</think><box>${numbers}</box><answer>red circle</answer>`;
        const tokens = text.split(/(?<=[> ])/).map((part) => {
          const entropy = (/\d/.test(part) ? 2.6 : 0.5) * random() * (1.1 - skill * 0.5);
          return { text: part, logProb: -entropy * 0.8, entropy };
        });
        const advantage = (reward - mean) / (std + 1e-4);
        const spans = { think: 'the red circle is right of the blue square', box: numbers, answer: 'red circle' };
        const per = (value: number) => new Float32Array(tokens.length).fill(value);
        // Two signals that the page has no file for: one with both signs, one above 0.
        const each = (of: (t: number) => number) => Float32Array.from(tokens, (_, t) => of(t));
        const look = { 'look/sway': each((t) => Math.sin(t) * 0.5), 'look/reach': each((t) => 2 + t) };
        const signals = { coef: per(-advantage / tokens.length / 8), weight: per(1), ...look };
        // The reasoning, and what is after it.
        const end = tokens.findIndex((token) => token.text.includes('</think>')) + 1;
        const of = Int32Array.from(tokens, (_, t) => (t < end ? 0 : 1));
        const units = [{ kind: 'turn' as const, of, values: { gain: Float32Array.of(-0.25, 0.5) } }];
        const found = { boxes: [box], answer: 'red circle', spans, signals, units };
        return { text, tokens, ...found, rewards, reward, advantage, truncated: false };
      });
      return { promptId: prompt.id, rollouts };
    }

    private metrics(groups: readonly GroupView[]): Record<string, number> {
      const all = groups.flatMap(({ rollouts }) => rollouts);
      const mean = (of: (rollout: (typeof all)[number]) => number) => all.reduce((s, r) => s + of(r), 0) / all.length;
      const column = (name: string) => mean(({ rewards }) => rewards[name]!);
      return {
        reward: mean(({ reward }) => reward),
        reward_std: 0.1 + 0.3 * Math.exp(-this.step / 20) + 0.05 * random(),
        'rewards/boxIou/mean': column('boxIou'),
        'rewards/format/mean': column('format'),
        'rewards/answerFolded/mean': column('answerFolded'),
        entropy: 0.25 + 0.9 * Math.exp(-this.step / 15) + 0.05 * random(),
        grad_norm: 0.3 + 0.5 * random(),
        'completions/mean_length': 32 + 4 * random(),
        'look/reach/mean': 3 + random(),
        num_tokens: 1000 * this.step,
        step_time: Object.values(longMs).reduce((sum, ms) => sum + ms, 9 * stageMs) / 1000,
        ...this.heldOut(),
      };
    }

    private heldOut(): Record<string, number> {
      const asked = this.prompts.some(({ split }) => split === 'heldOut') && (this.step === 1 || this.step % 10 === 0);
      if (!asked) return {};
      const skill = 1 - Math.exp(-this.step / 20);
      return { eval_reward: 0.4 + skill, 'eval/pass@1': 0.1 + 0.8 * skill, 'eval/pass@G': 0.5 + 0.5 * skill };
    }

    private async advance(): Promise<void> {
      if (this.busy) return;
      this.busy = true;
      this.emit({ type: 'state', state: 'running' });
      while (this.mode !== 'hold') await this.oneStage();
      this.busy = false;
      this.emit({ type: 'state', state: this.stage === 0 ? 'ready' : 'paused' });
    }

    private async takeLong(stage: StageName): Promise<void> {
      const total = 48;
      for (let done = 1; longMs[stage] && done <= total; done++) {
        await wait(longMs[stage] / total);
        this.emit({ type: 'stageProgress', step: this.step + 1, stage, done, total });
      }
    }

    private async oneStage(): Promise<void> {
      const stage = names[this.stage] as StageName;
      await wait(stageMs);
      await this.takeLong(stage);
      const summaries: Partial<Record<StageName, Record<string, number>>> = {
        '3-rollouts': { rollouts: 32, tokens: 1064, 'completions/clipped_ratio': 0.03 },
        '4-rewards': { reward: 1.24, boxIou: 0.61, format: 0.97, answerFolded: 0.88 },
        '5-advantages': { reward_std: 0.31, min: -1.9, max: 1.7 },
        '6-loss': { loss: 0, entropy: 0.62 },
        '7-gradient': { 'sampling/sampling_logp_difference/mean': 3.7e-7 },
        '8-update': { grad_norm: 0.41, update_norm: 0.013, learning_rate: 5e-4 },
        '9-curves': {},
      };
      // One group of eight by hand: mean 1, standard deviation (n − 1) 0.378.
      const examples: Partial<Record<StageName, Record<string, readonly number[] | readonly string[]>>> = {
        '3-rollouts': { text: ['<box>1 2 3 4</box>'], logProbs: [-0.1, -0.7], entropies: [0.3, 1.2] },
        '4-rewards': {
          columns: ['boxIou', 'format', 'answerFolded'],
          columnsOfFirst: [0.3, 1, 1],
          rewards: [1.5, 1, 0.5, 1, 1.5, 1, 0.5, 1],
        },
        '5-advantages': { advantages: [1.3223, 0, -1.3223, 0], groupMean: [1], groupStd: [0.37796] },
      };
      const summary = summaries[stage] ?? { prompts: 4 };
      const seconds = (stageMs + (longMs[stage] ?? 0)) / 1000;
      const example = examples[stage] ?? {};
      const ran = { axis: 'view', block: 'patchDrop', as: 'masked', seconds: 0.012, numbers: { passes: 2 } };
      const blocks = stage === '1-image' ? [ran] : [];
      this.emit({ type: 'stageDone', step: this.step + 1, stage, seconds, summary, example, blocks });
      this.stage = (this.stage + 1) % names.length;
      if (this.mode === 'stage') this.mode = 'hold';
      if (this.stage !== 0) return;
      this.step++;
      if (this.mode === 'run' && this.left !== null && --this.left <= 0) this.mode = 'hold';
      const groups = [0, 1, 2, 3].map((i) => this.group(this.prompts[i % this.prompts.length]!));
      const point = { step: this.step, metrics: this.metrics(groups) };
      this.history.push(point);
      const secondsPerStage = Object.fromEntries(names.map((name) => [name, seconds])) as Record<StageName, number>;
      this.groups = groups;
      this.emit({ type: 'stepDone', point, groups, secondsPerStage });
      const views = () => groups.map(() => [this.painted('patchDrop', 'masked')]);
      if (this.step % 5 === 0) this.tellKept();
      if (this.watching) this.emit({ type: 'viewed', step: this.step, views: views() });
      if (this.mode === 'step') this.mode = 'hold';
    }

    /** What came, what came close, and the rest; what was better than the group gains. */
    private inspect(step: number, group: number, rollout: number): void {
      const view = this.groups[group]!.rollouts[rollout]!;
      const tokens = view.tokens.map(({ text, logProb }, id) => {
        const before = Math.exp(logProb);
        const after = Math.exp(logProb + Math.min(-0.01 - logProb, view.advantage * 0.1));
        const other = (name: string, share: number, k: number) => {
          return { id: 1000 + k, text: name, before: (1 - before) * share, after: (1 - after) * share };
        };
        const others = [other('17', 0.5, 1), other('18', 0.3, 2), other(' blue', 0.1, 3), other('<box>', 0.05, 4)];
        const alternatives = [{ id, text, before, after }, ...others].sort((a, b) => b.before - a.before);
        return { id, logProbBefore: logProb, logProbAfter: Math.log(after), alternatives };
      });
      this.emit({ type: 'inspected', step, group, rollout, tokens, unavailable: null });
    }

    private painted(kind: string, name: string) {
      const size = 16;
      const rgba = new Uint8ClampedArray(4 * size * size).map((_, i) => {
        if (i % 4 === 3) return 255;
        const dark = kind !== 'clean' && ((i >> 4) + (i >> 8)) % 3 === 0;
        return dark ? 0 : 120 + (i % 97);
      });
      return { name, kind, picture: 0, size, rgba };
    }

    private inspectGroup(step: number, group: number): void {
      const { rollouts } = this.groups[group]!;
      const numbers = (of: (advantage: number, logProb: number) => number) =>
        rollouts.map(({ tokens, advantage }) => Float32Array.from(tokens, ({ logProb }) => of(advantage, logProb)));
      this.emit({
        type: 'groupInspected',
        step,
        group,
        logProbsAfter: numbers((advantage, logProb) => logProb + advantage * 0.1),
        viewLogProbs: numbers((_, logProb) => logProb * 2),
        views: [this.painted('clean', 'drawn'), this.painted('patchDrop', 'masked')],
        unavailable: null,
      });
    }

    private evaluate(tag: string): void {
      const results = this.prompts.map((prompt) => {
        const { text, boxes, answer, rewards } = this.group(prompt).rollouts[0]!;
        return { promptId: prompt.id, text, boxes, answer, rewards, passed: null };
      });
      this.emit({ type: 'evaluated', tag, results });
    }
  }
  // Only the engine is played; the workers that look at pictures, draw scenes and pack files are the real ones.
  const RealWorker = globalThis.Worker;
  const isEngine = (url: string | URL) => /\/worker[^/]*$/.test(String(url).split('?')[0]!);
  globalThis.Worker = function (url: string | URL, options?: WorkerOptions) {
    return isEngine(url) ? new ScriptedWorker(options?.name) : new RealWorker(url, options);
  } as unknown as typeof Worker;
}
