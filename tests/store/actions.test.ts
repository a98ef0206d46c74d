// What: the page's actions against a scripted engine: what is sent and when, and what stays when the engine refuses or dies.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { evaluate, forgetSent, loadModel, play, reset, step } from '../../src/store/actions.ts';
import { addBox } from '../../src/store/prompts/boxActions.ts';
import { changeKnob, chooseRecipe, resetKnob } from '../../src/store/engine/configActions.ts';
import { connectEngine, listenToEngine, setStandIn } from '../../src/store/engine/engine.ts';
import type { EnginePort } from '../../src/store/engine/enginePort.ts';
import { emptyPrompt } from '../../src/store/prompts/promptDraft.ts';
import {
  addPrompts,
  removePrompt,
  selectGroup,
  selectPrompt,
  updatePrompt,
} from '../../src/store/prompts/promptActions.ts';
import { initialState, useStore } from '../../src/store/store.ts';
import type { CommandEnvelope, EngineEvent, StepMetrics } from '../../src/training/protocol.ts';
import { PROTOCOL_VERSION, STAGE_NAMES } from '../../src/training/protocol.ts';

let heard = 0;
listenToEngine(() => void heard++);

/** Answers every command at once; `refused` names those that fail. */
class ScriptedPort implements EnginePort {
  onmessage: EnginePort['onmessage'] = null;
  onerror: EnginePort['onerror'] = null;
  readonly commands: CommandEnvelope[] = [];
  refused: readonly string[] = [];
  terminated = false;

  postMessage(message: unknown): void {
    const command = message as CommandEnvelope;
    this.commands.push(command);
    const ok = !this.refused.includes(command.type);
    queueMicrotask(() => {
      if (ok && command.type === 'load') this.emit({ type: 'state', state: 'ready' });
      if (!ok) this.emit({ type: 'error', message: `No ${command.type}.`, fatal: false, where: command.type });
      this.emit({ type: 'done', id: command.id, ok });
    });
  }
  terminate(): void {
    this.terminated = true;
  }
  /** Comes back when the page has taken it. */
  async tell(event: EngineEvent): Promise<void> {
    const before = heard;
    this.emit(event);
    await vi.waitFor(() => expect(heard).toBeGreaterThan(before), { interval: 1 });
  }
  emit(event: EngineEvent): void {
    this.onmessage?.({ data: { version: PROTOCOL_VERSION, ...event } });
  }
  get sent(): string[] {
    return this.commands.map(({ type }) => type);
  }
}

const seconds = Object.fromEntries(STAGE_NAMES.map((name) => [name, 0])) as Record<
  (typeof STAGE_NAMES)[number],
  number
>;
const stepDone = (count: number): EngineEvent => {
  const point: StepMetrics = { step: count, metrics: { reward: 1 } };
  return { type: 'stepDone', point, groups: [], secondsPerStage: seconds };
};
const page = useStore.getState;
const texts = () => page().messages.map(({ text }) => text);
let port: ScriptedPort;

let count = 0;
function addPicture(name: string): string {
  const id = `picture-${++count}`;
  const image = new Blob([name], { type: 'image/png' });
  addPrompts([emptyPrompt(id, name, [{ id, name, image, url: '', thumb: '', width: 1, height: 1 }])], 'added');
  return id;
}
function addWhole(name: string): string {
  const id = addPicture(name);
  updatePrompt(id, { question: ' where? ' });
  addBox(id, [0.1, 0.1, 0.5, 0.5]);
  return id;
}

beforeEach(() => {
  useStore.setState(initialState(), true);
  port = new ScriptedPort();
  connectEngine(() => port);
  useStore.setState({ state: 'ready' });
});

describe('the run', () => {
  test('commands carry the version and ids of their own', async () => {
    addWhole('a');
    await step();
    expect(port.sent).toEqual(['setPrompts', 'evaluate', 'step']);
    expect(new Set(port.commands.map(({ id }) => id)).size).toBe(3);
    expect(port.commands.every(({ version }) => version === PROTOCOL_VERSION)).toBe(true);
  });

  test('prompts go once, and again after a change', async () => {
    const id = addWhole('b');
    await port.tell(stepDone(1));
    await step();
    await step();
    updatePrompt(id, { answer: 'dog' });
    await step();
    expect(port.sent).toEqual(['setPrompts', 'step', 'step', 'setPrompts', 'step']);
    expect(port.commands[3]).toMatchObject({ prompts: [{ question: 'where?', truth: { answer: 'dog' } }] });
  });

  test('play asks for the greedy answer before the first step only', async () => {
    addWhole('c');
    await play();
    await port.tell(stepDone(1));
    await play();
    await evaluate();
    expect(port.sent.filter((type) => type !== 'setPrompts')).toEqual(['evaluate', 'start', 'start', 'evaluate']);
    expect(port.commands.filter(({ type }) => type === 'evaluate')).toMatchObject([
      { tag: 'before' },
      { tag: 'after' },
    ]);
  });

  test('an incomplete prompt is named, chosen, and nothing is sent', async () => {
    const id = addPicture('d.png');
    addWhole('e');
    await play();
    expect(port.sent).toEqual([]);
    expect(texts()[0]).toMatch(/“d\.png” has no question/);
    expect(page().selectedPrompt).toBe(id);
  });

  test('prompts that the engine refuses do not start a run, and are tried again', async () => {
    addWhole('f');
    await port.tell(stepDone(1));
    port.refused = ['setPrompts'];
    await step();
    port.refused = [];
    await step();
    expect(port.sent).toEqual(['setPrompts', 'setPrompts', 'step']);
    expect(page().prompts).toHaveLength(1);
  });

  test('an edit in mid-run reaches the engine after a rest; an incomplete one waits', async () => {
    vi.useFakeTimers();
    const id = addWhole('live');
    useStore.setState({ state: 'running' });
    updatePrompt(id, { question: '' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(port.sent).toEqual([]);
    updatePrompt(id, { question: 'a' });
    updatePrompt(id, { question: 'ab' });
    await vi.advanceTimersByTimeAsync(2000);
    vi.useRealTimers();
    expect(port.commands).toMatchObject([{ type: 'setPrompts', prompts: [{ question: 'ab' }] }]);
    expect(texts()).toEqual([]);
  });

  test('reset empties curves and groups, and keeps the prompts', async () => {
    addWhole('g');
    await port.tell(stepDone(1));
    await reset();
    expect(page()).toMatchObject({ points: [], groups: [], evaluations: {} });
    expect(page().prompts).toHaveLength(1);
  });

  test('an engine that dies answers nobody, speaks no more, and comes back by one press', async () => {
    addWhole('h');
    const waiting = step();
    port.onerror!({ message: 'out of memory' });
    await waiting;
    const late = port.onmessage;
    expect([late, port.terminated, page().state]).toEqual([null, true, 'failed']);
    expect(texts()[0]).toMatch(/out of memory.*Load the model/);
    const second = new ScriptedPort();
    await loadModel(() => second);
    await step();
    expect(second.sent).toEqual(['configure', 'load', 'setPrompts', 'evaluate', 'step']);
  });
});

describe('settings', () => {
  test('a value out of range is refused and the old one stays', async () => {
    await changeKnob('temperature', '99');
    expect(texts()[0]).toMatch(/temperature is 99/);
    expect(page().config.sampling.temperature).toBe(1);
    expect(port.sent).toEqual([]);
  });

  test('a change that starts the run anew empties the curves; any other does not', async () => {
    await port.tell(stepDone(1));
    await changeKnob('learning_rate', '0.002');
    expect(page().points).toHaveLength(1);
    await changeKnob('lora_r', '8');
    expect(page().points).toHaveLength(0);
    await resetKnob('lora_r');
    expect(page().config).toMatchObject({ adapter: { lora_r: 16 }, optimizer: { learning_rate: 0.002 } });
    expect(port.sent).toEqual(['configure', 'configure', 'configure']);
  });

  test('a recipe keeps the seed and where the run happens', async () => {
    await changeKnob('seed', '7');
    await changeKnob('provider', 'wasm');
    await chooseRecipe('dapo');
    expect(page().config).toMatchObject({ recipe: 'dapo', data: { seed: 7 }, engine: { provider: 'wasm' } });
  });
});

describe('events', () => {
  test('those that come together change the page once, in their order, and their listeners hear them after that', async () => {
    const seen: (number | undefined)[] = [];
    let changes = 0;
    const leave = useStore.subscribe(() => void changes++);
    listenToEngine(({ type }) => void (type === 'stepDone' && seen.push(page().points.at(-1)?.step)));
    for (let i = 1; i <= 400; i++) port.emit(stepDone(i));
    await vi.waitFor(() => expect(seen).toHaveLength(400));
    leave();
    expect(changes).toBe(1);
    expect(page().points.map(({ step: number }) => number)).toEqual(Array.from({ length: 400 }, (_, i) => i + 1));
    expect(new Set(seen)).toEqual(new Set([400]));
  });

  test('those of an engine that is gone change nothing', async () => {
    port.emit(stepDone(1));
    const other = new ScriptedPort();
    connectEngine(() => other);
    port = other;
    await port.tell({ type: 'state', state: 'ready' });
    expect(page().points).toEqual([]);
  });
});

describe('a recording in the engine’s place', () => {
  test('goes on playing while the engine behind it is started', async () => {
    addWhole('a');
    const recorded = new ScriptedPort();
    setStandIn(recorded);
    const playing = play();
    const other = new ScriptedPort();
    connectEngine(() => other);
    await playing;
    setStandIn(null);
    expect(recorded.sent).toEqual(['setPrompts', 'evaluate', 'start']);
    expect(other.sent).toEqual([]);
  });

  test('left while it is asked: nothing is started behind it, and play works again', async () => {
    addWhole('b');
    const recorded = new ScriptedPort();
    setStandIn(recorded);
    const playing = play();
    setStandIn(null);
    await playing;
    expect(port.sent).toEqual([]);
    forgetSent();
    await play();
    expect(port.sent).toEqual(['setPrompts', 'evaluate', 'start']);
  });
});

describe('pictures', () => {
  test('removing the chosen one chooses its neighbour', () => {
    const [a, b, c] = [addWhole('a'), addWhole('b'), addWhole('c')];
    selectPrompt(b);
    removePrompt(b);
    expect(page().selectedPrompt).toBe(c);
    removePrompt(c);
    expect(page().selectedPrompt).toBe(a);
  });

  test('a chosen group brings its prompt along, and the other way round', async () => {
    const [a, b] = [addWhole('a'), addWhole('b')];
    const groups = [a, a, b, b].map((promptId) => ({ promptId, rollouts: [] }));
    await port.tell({ type: 'stepDone', point: { step: 1, metrics: {} }, groups, secondsPerStage: seconds });
    selectGroup(1);
    expect(page().selectedPrompt).toBe(a);
    selectPrompt(b);
    expect(page().selectedGroup).toBe(2);
  });
});
