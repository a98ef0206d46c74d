// What: the reward sandbox and “Reachable?” on the page: what is asked and when, what an answer changes, which presets cheat, how long a change
// takes, and that the number of groups that this is told from is what the recorded runs say.
import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { forgetSent } from '../../src/store/actions.ts';
import { connectEngine } from '../../src/store/engine/engine.ts';
import type { EnginePort } from '../../src/store/engine/enginePort.ts';
import { emptyPrompt } from '../../src/store/prompts/promptDraft.ts';
import { hacksOf } from '../../src/store/sandbox/hacks.ts';
import { estimate, GROUPS_TO_SEE, probeReach, stopReach, useReach } from '../../src/store/sandbox/reach.ts';
import { closeSandbox, editRollout, lookedAt, openSandbox, triedNow, typeAnswer, useSandbox } from '../../src/store/sandbox/sandbox.ts'; // prettier-ignore
import { initialState, useStore } from '../../src/store/store.ts';
import type { CommandEnvelope, EngineEvent, RolloutView } from '../../src/training/protocol.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import type { ReadAnswer, Reached } from '../../src/training/sandbox/sandboxTypes.ts';

const answer = (from: ReadAnswer['from'], text: string, reward: number): ReadAnswer => ({
  ...{ from, text, pieces: [], tokens: 1, boxes: [], spans: {} },
  ...{ rewards: { boxIou: reward }, reward },
});
const spread = { positive: 0.5, mean: 0.5, std: 0.5 };
const reached = (change: Partial<Reached> = {}): Reached => ({
  ...{ promptIds: ['a'], samples: 64, reward: spread, columns: [], generations: 8 },
  ...{ flatShare: 0.5, seconds: 16, leftOut: [], ...change },
});
const rollout = (text: string): RolloutView => ({
  ...{ text, tokens: [], boxes: [], answer: null, rewards: {}, reward: 0, advantage: 0, truncated: false },
});

/** Answers as the engine would. */
class Port implements EnginePort {
  onmessage: EnginePort['onmessage'] = null;
  onerror: EnginePort['onerror'] = null;
  readonly commands: CommandEnvelope[] = [];
  terminate(): void {}
  sent = (type: string) => this.commands.filter((command) => command.type === type);
  tell(event: EngineEvent): void {
    this.onmessage?.({ data: { version: PROTOCOL_VERSION, ...event } });
  }
  postMessage(message: unknown): void {
    const command = message as CommandEnvelope;
    this.commands.push(command);
    if (command.type === 'tryAnswers') {
      const { promptId, texts, presets, greedy } = command;
      const all = [
        ...(greedy ? [answer('greedy', 'bird', 0.5)] : []),
        ...(presets ? [answer('empty', '', 0), answer('perfect', 'p', 1)] : []),
        ...texts.map((text) => answer('typed', text, text.length)),
      ];
      this.tell({ type: 'answersTried', promptId, answers: all, mostTokens: 64, leftOut: [] });
    }
    if (command.type === 'editAnswer') {
      const { step, group, rollout: at, text } = command;
      const rows = { before: [], after: [], unsure: [] };
      this.tell({ type: 'answerEdited', edited: { step, group, rollout: at, ...rows, answer: answer('typed', text, 7) } }); // prettier-ignore
    }
    if (command.type === 'probeReach') this.tell({ type: 'reached', reached: reached() });
    this.tell({ type: 'done', id: command.id, ok: true });
  }
}

let port: Port;
/** Longer than the rest after a keystroke. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 320));

beforeEach(() => {
  closeSandbox();
  forgetSent();
  port = new Port();
  connectEngine(() => port);
  const picture = { id: 'i', name: 'a', image: new Blob(['1']), url: '', thumb: '', width: 8, height: 8 };
  const prompt = { ...emptyPrompt('a', 'a', [picture]), question: 'where?', answer: 'bird', boxes: [[0, 0, 0.5, 0.5]] as const }; // prettier-ignore
  const model = { name: 'tiny', parameters: 1, trainable: 1, bytes: 1 };
  useStore.setState({ ...initialState(), prompts: [prompt], selectedPrompt: 'a', model, state: 'ready' }, true);
  useSandbox.setState({
    text: '',
    rollout: null,
    chosen: 'greedy',
    given: [],
    typed: null,
    edited: null,
    promptId: null,
  });
  useReach.setState({ running: false, reached: null, stopped: false, config: null });
});

describe('the sandbox', () => {
  test('asks for presets and the greedy answer once, for what is typed after a rest', async () => {
    openSandbox();
    await rest();
    expect(port.sent('tryAnswers')).toMatchObject([{ promptId: 'a', texts: [], presets: true, greedy: true }]);
    expect(triedNow().map(({ from }) => from)).toEqual(['greedy', 'empty', 'perfect']);
    expect(lookedAt()?.from).toBe('greedy');
    for (const text of ['a', 'ab', 'abc']) typeAnswer(text);
    await rest();
    expect(port.sent('tryAnswers').slice(1)).toMatchObject([{ texts: ['abc'], presets: false, greedy: false }]);
    expect([triedNow().length, lookedAt()?.reward]).toEqual([4, 3]);
  });

  test('another setting asks anew; a closed sandbox asks nothing', async () => {
    openSandbox();
    await rest();
    useStore.setState(({ config }) => ({ config: { ...config } }));
    await rest();
    expect(port.sent('tryAnswers').map((command) => 'presets' in command && command.presets)).toEqual([true, true]);
    closeSandbox();
    useStore.setState(({ config }) => ({ config: { ...config } }));
    await rest();
    expect(port.sent('tryAnswers')).toHaveLength(2);
  });

  test('while a run goes on it waits, and asks when the run holds', async () => {
    useStore.setState({ state: 'running' });
    openSandbox();
    await rest();
    expect(port.commands).toEqual([]);
    useStore.setState({ state: 'paused' });
    await rest();
    expect(port.sent('tryAnswers')).toHaveLength(1);
  });

  test('an edited answer stands in the group of the selected prompt until the next step', async () => {
    const groups = [{ promptId: 'b', rollouts: [] }, { promptId: 'a', rollouts: [rollout('x'), rollout('y')] }]; // prettier-ignore
    useStore.setState({ groups, points: [{ step: 4, metrics: {} }] });
    openSandbox();
    editRollout(1);
    await rest();
    expect(port.sent('editAnswer')).toMatchObject([{ step: 4, group: 1, rollout: 1, text: 'y' }]);
    typeAnswer('better');
    await rest();
    expect(port.sent('editAnswer').at(-1)).toMatchObject({ text: 'better' });
    expect([useSandbox.getState().edited?.rollout, lookedAt()?.reward]).toEqual([1, 7]);
    useStore.setState({ groups: [...groups], points: [{ step: 5, metrics: {} }] });
    expect(useSandbox.getState()).toMatchObject({ rollout: null, edited: null, given: [] });
  });
});

test('presets that get more than a perfect answer, as much, and less', () => {
  const paid = [
    ['perfect', 1],
    ['empty', 0],
    ['wholePicture', 1 - 1e-7],
    ['allLabels', 1.2],
  ] as const;
  const found = hacksOf(paid.map(([name, value]) => ({ name, value })));
  expect(found?.perfect).toBe(1);
  expect(found?.more.map(({ name }) => name)).toEqual(['allLabels']);
  expect(found?.equal.map(({ name }) => name)).toEqual(['wholePicture']);
  expect(hacksOf([{ name: 'empty', value: 0 }])).toBeNull();
});

describe('reachable?', () => {
  test('is asked for a prompt or for all, and can be stopped', async () => {
    await probeReach('a');
    await probeReach(null);
    expect(port.sent('probeReach')).toMatchObject([{ promptId: 'a', samples: 64 }, { promptId: null, samples: 64 }]); // prettier-ignore
    expect(useReach.getState()).toMatchObject({ running: false, stopped: false, reached: { samples: 64 } });
    stopReach();
    expect(port.sent('stopReach')).toHaveLength(1);
  });

  const config = (() => {
    const { config: own } = initialState();
    const { data, sampling } = own;
    return { ...own, data: { ...data, generation_batch_size: 32 }, sampling: { ...sampling, num_generations: 8 } };
  })();

  test('how long: groups that are not flat, at the time a step took', () => {
    const points = [9, 2, 1, 3, 2, 8].map((step_time, i) => ({ step: i + 1, metrics: { step_time } }));
    const made = estimate(reached(), config, points);
    // 4 groups a step, half of them flat.
    expect(made).toEqual({ steps: GROUPS_TO_SEE / 2, perStep: 2, measured: 'steps', seconds: GROUPS_TO_SEE });
    expect(estimate(reached({ flatShare: 0 }), config, []).measured).toBe('samples');
    expect(estimate(reached(), config, []).perStep).toBe(8); // 16 s for 64 answers, 32 a step
    expect(estimate(reached({ flatShare: 1 }), config, points).steps).toBe(Infinity);
  });

  /** Groups with a spread until the mean of three steps has risen by half a standard deviation; null = it never did. */
  function groupsOf(name: string): number | null {
    const { series, settings = {} } = JSON.parse(readFileSync(`tests/verdicts/histories/${name}`, 'utf8')) as {
      series: Record<string, number[]>;
      settings?: Record<string, string>;
    };
    const { reward = [], reward_std: [std = NaN] = [], frac_reward_zero_std: flat = [] } = series;
    const places = Number(settings['generation_batch_size'] ?? 32) / Number(settings['num_generations'] ?? 8);
    const mean = (to: number) => (reward[to]! + reward[to - 1]! + reward[to - 2]!) / 3;
    let groups = 0;
    for (let i = 0; i < reward.length; i++) {
      groups += places * (1 - (flat[i] ?? 0));
      if (i >= 4 && mean(i) > mean(2) + std / 2) return groups;
    }
    return null;
  }

  test('the groups after which a change shows are the median of the recorded runs', () => {
    const found = readdirSync('tests/verdicts/histories').map(groupsOf).filter((groups) => groups !== null); // prettier-ignore
    expect(found.length).toBeGreaterThan(15);
    const sorted = found.sort((a, b) => a - b);
    expect(Math.round(sorted[Math.floor(sorted.length / 2)]!)).toBe(GROUPS_TO_SEE);
  });
});
