// What: writes the recorded runs of lessons: what the engine told the page in a step, kept as the page plays it.
import { statSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { Recorder } from '../../src/headless/recorder.ts';
import { ROOT } from '../../src/headless/project.mjs';
import type { Step } from '../../src/lessons/lesson.ts';
import type { RolloutView } from '../../src/training/protocol.ts';
import type { HostEvent } from '../../src/headless/hostMessages.ts';

interface Heard {
  heard: unknown[];
}

/** Runs in the page, before its own scripts: everything that the engine's worker says is kept, arrays as plain lists. */
function listenToWorkers(): void {
  const heard: unknown[] = [];
  (globalThis as unknown as Heard).heard = heard;
  const Real = globalThis.Worker;
  globalThis.Worker = class extends Real {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (!/\/worker[^/]*$/.test(String(url).split('?')[0]!)) return;
      this.addEventListener('message', ({ data }: MessageEvent) => void heard.push(data));
    }
  };
}

export const startRecord = (page: Page) => page.addInitScript(listenToWorkers);

export interface Recording {
  /** From here on it is the run of that step; the one before ends. */
  begin(step: Step): void;
  /** Writes it, where one has begun. */
  end(page: Page): Promise<void>;
}

const KEPT = ['device', 'modelLoaded', 'evaluated', 'stageDone', 'stepDone'];

const LEFT_OUT = ['ids', 'signals', 'units', 'numbers'];

const rounded = (value: number) => Math.round(value * 1e4) / 1e4;

/** Tokens keep what the page shades by itself and the signals, of tokens and of parts, that the step names; the others would be most of the file. */
export function slim(event: HostEvent, { recordedSignals = [] }: Pick<Step, 'recordedSignals'>): HostEvent {
  if (event.type !== 'stepDone') return event;
  const kept = ({ signals }: RolloutView) => {
    const found = recordedSignals.flatMap((name) => {
      const values = signals?.[name];
      return values ? [[name, Array.from(values, rounded)] as const] : [];
    });
    // As lists, which the file keeps shorter than the arrays that they stand for.
    return found.length > 0 ? { signals: Object.fromEntries(found) as unknown as RolloutView['signals'] } : {};
  };
  // As arrays, which is what the page draws the bars of parts from.
  const parts = ({ units }: RolloutView) => {
    const found = (units ?? []).flatMap(({ kind, of, values }) => {
      const named = Object.entries(values).filter(([name]) => recordedSignals.includes(name));
      const numbers = named.map(([name, list]) => [name, Float32Array.from(list, rounded)] as const);
      return numbers.length > 0 ? [{ kind, of: Int32Array.from(of), values: Object.fromEntries(numbers) }] : [];
    });
    return found.length > 0 ? { units: found } : {};
  };
  const groups = event.groups.map((group) => ({
    ...group,
    rollouts: group.rollouts.map((rollout) => ({
      ...rollout,
      tokens: rollout.tokens.map(({ text, logProb, entropy }) => {
        return { text, logProb: rounded(logProb), entropy: rounded(entropy) };
      }),
      ...Object.fromEntries(LEFT_OUT.map((name) => [name, undefined])),
      ...kept(rollout),
      ...parts(rollout),
    })),
  }));
  return { ...event, groups };
}

export function recordingOf(commit: string | null, say: (line: string) => void): Recording {
  let recorded: Step | null = null;
  return {
    begin: (step) => void (recorded = step),
    end: async (page) => {
      if (recorded?.recorded === undefined) return;
      const step = recorded;
      const { recorded: name, setUp: { recipe = 'grpo', set = [] } = {} } = step;
      recorded = null;
      const text = await page.evaluate((kept) => {
        const all = (globalThis as unknown as Heard).heard as { type: string }[];
        // Of the run that is on the page: since the last reset.
        const from = all.findLastIndex(
          (event) => event.type === 'stepDone' && (event as never as { point: { step: number } }).point.step === 1,
        );
        const first =
          from < 0
            ? 0
            : all
                .slice(0, from)
                .findLastIndex(
                  (event) => event.type === 'stageDone' && (event as never as { stage: string }).stage === '1-image',
                );
        const facts = all.filter(({ type }) => type === 'device' || type === 'modelLoaded');
        const before = all
          .slice(0, first)
          .filter(({ type }) => type === 'evaluated')
          .slice(-1);
        const events = [
          ...facts,
          ...before,
          ...all.slice(Math.max(0, first)).filter(({ type }) => kept.includes(type)),
        ];
        return JSON.stringify(events, (_key, value: unknown) =>
          ArrayBuffer.isView(value) ? Array.from(value as never as number[]) : value,
        );
      }, KEPT);
      const recorder = new Recorder({ examples: true, about: { recipe, set: ['seed=0', ...set], commit } });
      for (const event of JSON.parse(text) as HostEvent[]) recorder.receive(slim(event, step));
      const path = join(ROOT, 'public', 'recorded', 'lessons', `${name}.rollscope`);
      mkdirSync(dirname(path), { recursive: true });
      await recorder.write(path, []);
      say(`  ${name}.rollscope: ${(statSync(path).size / 1000).toFixed(0)} kB`);
    },
  };
}
