// What: links of a class: lessons in order, set-up and locks there and back, however the link was mended; locks that hold in a lesson but for
// what it needs; addresses of the teacher's page and of worksheets; bad lists in one sentence;
// the run of the page as a result.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { withLeaf } from '../../../src/config/setLeaf.ts';
import { defaultConfig } from '../../../src/config/validateConfig.ts';
import { LESSONS } from '../../../src/lessons/lessons.ts';
import type { Step } from '../../../src/lessons/lesson.ts';
import { keepOpened, NO_PLAN, openedClass, usePlan } from '../../../src/store/class/currentPlan.ts';
import { classLink, moveLesson, toggleLesson, useClassMaker } from '../../../src/store/class/classMaker.ts';
import { planText, readPlan } from '../../../src/store/class/planText.ts';
import { greedyReward, runResult, watchedMetric } from '../../../src/store/class/runResult.ts';
import { takePlan } from '../../../src/store/class/takePlan.ts';
import { pageIsOpen } from '../../../src/store/files/pageOpened.ts';
import { applyLayout, readLayout } from '../../../src/store/layout/layoutChoices.ts';
import { accessIn } from '../../../src/store/lessons/lessonAccess.ts';
import { decodeLink } from '../../../src/store/link/decodeLink.ts';
import { encodeLink } from '../../../src/store/link/encodeLink.ts';
import { firstPage } from '../../../src/store/link/firstPage.ts';
import { emptyLink } from '../../../src/store/link/linkState.ts';
import { initialState, useStore } from '../../../src/store/store.ts';
import { goTo, useView } from '../../../src/store/view.ts';

vi.stubGlobal('location', { href: 'https://example.org/a/#class' });
pageIsOpen();
const IDS = [...LESSONS.keys()];
const LOCKS = { hidden: ['share'], locked: ['editor', 'learning_rate'] };

beforeEach(() => {
  useStore.setState(initialState(), true);
  usePlan.setState(NO_PLAN);
});

describe('the list of lessons', () => {
  test('numbers in the order of the teacher, each once', () => {
    expect(planText([IDS[2]!, IDS[0]!])).toBe('3-1');
    expect(readPlan('3-1-3', IDS)).toEqual({ lessons: [IDS[2], IDS[0]], unknown: [] });
    expect(readPlan('0', IDS)).toEqual({ lessons: [], unknown: [] });
    expect(readPlan('1-77', IDS)).toEqual({ lessons: [IDS[0]], unknown: [77] });
    for (const bad of ['', 'one', '1,2', '1-', '<b>', '1-'.repeat(200) + '1']) expect(readPlan(bad, IDS)).toBeNull();
  });

  test('what cannot be meant is said in one sentence', async () => {
    const said = () => useStore.getState().messages.map(({ text }) => text);
    await takePlan('1-77');
    expect(usePlan.getState()).toEqual({ on: true, lessons: [IDS[0]], text: '1' });
    await takePlan('<b>x');
    expect(usePlan.getState()).toEqual({ on: true, lessons: [], text: '0' });
    expect(said()).toEqual([
      'There is no lesson 77 here; the link’s other lessons can be used.',
      'The link lists its lessons as “<b>x”, which is not a list of numbers such as 1-2-5; all lessons are in the panel Lessons.',
    ]);
  });
});

describe('the link', () => {
  const choice = { lessons: [IDS[1]!, IDS[0]!], setUp: 'recipe', recipe: 'papo', access: LOCKS } as const;
  const hashOf = (address: string) => address.slice(address.indexOf('#'));

  test('is short, readable, and says what was chosen', async () => {
    const { address } = await classLink(choice);
    expect(address).toBe(
      'https://example.org/a/#recipe=papo&lessons=2-1&begin=task&hide=share&lock=editor,learning_rate',
    );
    const usual = await classLink({ ...choice, setUp: 'usual', access: { hidden: [], locked: [] } });
    expect(hashOf(usual.address)).toBe('#lessons=2-1');
  });

  test.each([
    ['as it is', (text: string) => text],
    ['at the end of a sentence', (text: string) => `${text}.`],
    ['in brackets', (text: string) => `${text})`],
    ['encoded once more', (text: string) => `#${encodeURIComponent(text.slice(1))}`],
    ['encoded twice more', (text: string) => `#${encodeURIComponent(encodeURIComponent(text.slice(1)))}`],
    ['out of the source of a page', (text: string) => text.replaceAll('&', '&amp;')],
  ])('%s', async (_how, damage) => {
    const { address } = await classLink(choice);
    const state = await decodeLink(damage(hashOf(address)));
    expect(state.layout).toEqual({ lessons: '2-1', begin: 'task' });
    expect(state.access).toEqual(LOCKS);
    expect(state.config.recipe).toBe('papo');
  });

  test('of the page as it is takes its settings', async () => {
    const { config } = useStore.getState();
    useStore.setState({ config: { ...config, data: { ...config.data, seed: 9 } } });
    const { address } = await classLink({ ...choice, setUp: 'page' });
    expect((await decodeLink(hashOf(address))).config.data.seed).toBe(9);
    const usual = await classLink({ ...choice, setUp: 'usual' });
    expect((await decodeLink(hashOf(usual.address))).config.data.seed).toBe(0);
  });

  test('lessons are chosen and moved', () => {
    for (const id of [IDS[0]!, IDS[1]!, IDS[2]!]) toggleLesson(id);
    moveLesson(IDS[2]!, -1);
    moveLesson(IDS[0]!, -1);
    toggleLesson(IDS[1]!);
    expect(useClassMaker.getState().lessons).toEqual([IDS[0], IDS[2]]);
  });
});

describe('on the learner’s page', () => {
  test('the plan is layout: it comes, stays in the address, and goes with a link that does not name it', async () => {
    applyLayout({ lessons: '2-1' });
    expect(readLayout()).toMatchObject({ lessons: '2-1' });
    await vi.waitFor(() => expect(usePlan.getState().lessons).toEqual([IDS[1], IDS[0]]));
    keepOpened({ ...emptyLink(), access: LOCKS, layout: { lessons: '2-1' } });
    expect(openedClass()?.access).toEqual(LOCKS);
    applyLayout({});
    expect(readLayout()).not.toHaveProperty('lessons');
    expect(openedClass()).toBeNull();
  });

  const play: Step = { id: 'a', title: '', text: '', act: [{ kind: 'play', steps: 1, say: '' }] };
  const knob: Step = { ...play, act: [{ kind: 'knob', name: 'epsilon', fits: () => true, walk: '1', say: '' }] };
  const teacher = { hidden: ['share', 'curves', 'lessons'], locked: ['settings', 'epsilon', 'play'] };

  test('locks hold in a lesson, but for what the act needs', () => {
    const during = (step: Step, phase: 'predict' | 'act' | 'done') =>
      accessIn(step, phase, 0, ['epsilon', 'beta'], teacher);
    expect(during(play, 'predict').locked).toEqual(expect.arrayContaining(['settings', 'play']));
    expect(during(play, 'act').locked).not.toContain('play');
    expect(during(play, 'act').locked).toContain('settings');
    const setting = during(knob, 'act').locked;
    expect(setting).not.toContain('epsilon');
    expect(setting).not.toContain('settings');
    expect(setting).toEqual(expect.arrayContaining(['beta', 'play']));
    // Behind the last step the run is the learner's, within what the teacher allows.
    expect(during(play, 'done').locked).toEqual(expect.arrayContaining(['settings', 'epsilon', 'play']));
    expect(during(play, 'done').locked).not.toContain('beta');
  });

  test('what a lesson points at is shown, whoever hid it', () => {
    const { hidden } = accessIn(play, 'act', 0, [], teacher);
    expect(hidden).toEqual(expect.arrayContaining(['share', 'lessons']));
    expect(hidden).not.toContain('curves');
  });

  test('without a teacher a lesson locks what it did before', () => {
    expect(accessIn(play, 'done', 0, ['beta']).locked).not.toContain('beta');
    expect(accessIn(play, 'act', 0, ['beta']).locked).toEqual(expect.arrayContaining(['beta', 'stage', 'recipe']));
    expect(accessIn(play, 'act', 0, ['beta']).hidden).toEqual(['pictures']);
  });
});

describe('addresses', () => {
  test.each([
    ['#class', { id: 'class', of: '' }],
    ['#recipe=dapo&class.', { id: 'class', of: '' }],
    ['#class)', { id: 'class', of: '' }],
    ['#worksheet=01-one-step', { id: 'worksheet', of: '01-one-step' }],
    ['#worksheet%3D01-one-step', { id: 'worksheet', of: '01-one-step' }],
    ['#worksheet%253D01-one-step.', { id: 'worksheet', of: '01-one-step' }],
    ['#lessons=1-2', null],
    ['#classes', null],
    ['#worksheet=<b>', null],
    ['', null],
  ])('%s', (hash, page) => expect(firstPage(hash)).toEqual(page));

  test('written and read as layout', async () => {
    for (const hash of ['class', 'recipe=dapo&class', 'worksheet=01-one-step'])
      expect(await encodeLink(await decodeLink(`#${hash}`))).toBe(hash);
    goTo(null);
    expect(readLayout()).not.toHaveProperty('class');
    applyLayout({ class: '' });
    expect([useView.getState().page?.id, readLayout()['class']]).toEqual(['class', '']);
    applyLayout({ worksheet: '01-one-step' });
    expect(useView.getState().page).toEqual({ id: 'worksheet', of: '01-one-step' });
    applyLayout({});
    expect(useView.getState().page).toBeNull();
  });
});

describe('the run of the page', () => {
  const config = withLeaf(defaultConfig(), 'reward_funcs', [{ block: 'boxIou', weight: 2 }, { block: 'format' }]);
  const answer = (boxIou: number, format: number) => ({
    ...{ promptId: 'a', text: '', boxes: [], answer: null, passed: null },
    rewards: { boxIou, format },
  });

  test('greedy answers: the mean of the weighted sums', () => {
    expect(greedyReward(config, { step: 0, results: [answer(0.5, 1), answer(0, 0.5)] })).toBe(1.25);
    expect([greedyReward(config, undefined), greedyReward(config, { step: 0, results: [] })]).toEqual([null, null]);
  });

  test('nothing before the first step; then what the page has', () => {
    useStore.setState({ config, points: [] });
    expect(runResult('Ana')).toBeNull();
    const points = [0.5, 0.75].map((reward, i) => ({ step: i + 1, metrics: { reward } }));
    useStore.setState({ points, evaluations: { before: { step: 0, results: [answer(0.5, 0)] } } });
    expect(runResult('Ana')).toMatchObject({
      ...{ name: 'Ana', recipe: 'grpo', steps: 2, lesson: '', metric: 'reward', before: 1, after: null },
      curve: [
        { step: 1, value: 0.5 },
        { step: 2, value: 0.75 },
      ],
    });
  });

  test('a recipe’s own metric, where the run has it', () => {
    const papo = { ...config, recipe: 'papo' };
    expect(watchedMetric({ config: papo, points: [] })).toBe('reward');
  });
});
