// What: every edit of the data can be undone and redone, keystrokes together; lists, splits, boxes and pictures stay sound.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { addBox, labelBox, removeBox, replaceBox } from '../../src/store/prompts/boxActions.ts';
import { removeImage, shiftImage } from '../../src/store/prompts/imageActions.ts';
import { emptyPrompt } from '../../src/store/prompts/promptDraft.ts';
import {
  addPrompts,
  duplicatePrompt,
  movePrompts,
  removeAllPrompts,
  removePrompts,
  selectPrompt,
  setSplit,
  shiftPrompt,
  updatePrompt,
} from '../../src/store/prompts/promptActions.ts';
import { forgetHistory, redo, undo, useHistory } from '../../src/store/prompts/promptHistory.ts';
import { initialState, useStore } from '../../src/store/store.ts';

const page = useStore.getState;
const ids = () =>
  page()
    .prompts.map(({ id }) => id)
    .join('');
const held = () =>
  page()
    .prompts.filter(({ split }) => split === 'heldOut')
    .map(({ id }) => id)
    .join('');
const prompt = (id: string) => page().prompts.find((other) => other.id === id)!;
const picture = (id: string) => ({
  id,
  name: `${id}.png`,
  image: new Blob([id]),
  url: '',
  thumb: '',
  width: 9,
  height: 9,
});

beforeEach(() => {
  useStore.setState(initialState(), true);
  addPrompts(
    [...'abcd'].map((id) => emptyPrompt(id, `${id}.png`, [picture(id)])),
    'filled',
  );
  forgetHistory();
});

describe('undo and redo', () => {
  test('every kind of edit goes back and comes again', () => {
    const edits: readonly (() => void)[] = [
      () => updatePrompt('a', { question: 'where?' }),
      () => addBox('a', [0.1, 0.1, 0.4, 0.4]),
      () => replaceBox('a', 0, [0.2, 0.2, 0.5, 0.5], 'pointer'),
      () => labelBox('a', 0, 'dog'),
      () => removeBox('a', 0),
      () => setSplit('b', 'heldOut'),
      () => shiftPrompt('a', 1),
      () => duplicatePrompt('c'),
      () => removePrompts(new Set(['a', 'd'])),
      () => removeAllPrompts(),
    ];
    const states = edits.map((edit) => {
      const before = page().prompts;
      edit();
      expect(page().prompts).not.toBe(before);
      return before;
    });
    const last = page().prompts;
    for (const before of states.toReversed()) {
      undo();
      expect(page().prompts).toBe(before);
    }
    expect(useHistory.getState().past).toEqual([]);
    for (const after of [...states.slice(1), last]) {
      redo();
      expect(page().prompts).toBe(after);
    }
    expect(useHistory.getState().future).toEqual([]);
  });

  test('a new edit forgets what was undone', () => {
    setSplit('a', 'heldOut');
    undo();
    setSplit('b', 'heldOut');
    redo();
    expect(held()).toBe('b');
  });

  test('keystrokes in one field are one edit; a pause or another field begins a new one', () => {
    vi.useFakeTimers();
    for (const text of ['w', 'wh', 'who']) updatePrompt('a', { question: text });
    vi.advanceTimersByTime(5000);
    updatePrompt('a', { question: 'who?' });
    updatePrompt('a', { answer: 'me' });
    vi.useRealTimers();
    expect(useHistory.getState().past).toHaveLength(3);
    undo();
    undo();
    expect(prompt('a')).toMatchObject({ question: 'who', answer: '' });
    undo();
    expect(prompt('a').question).toBe('');
  });

  test('a clock that is set back does not make one edit of all that follow', () => {
    vi.useFakeTimers();
    updatePrompt('a', { question: 'w' });
    vi.setSystemTime(Date.now() - 3_600_000);
    updatePrompt('a', { question: 'wh' });
    vi.useRealTimers();
    expect(useHistory.getState().past).toHaveLength(2);
  });

  test('what was chosen is chosen again, and a removed one gives its place to its neighbour', () => {
    selectPrompt('b');
    removePrompts(new Set(['b']));
    expect(page().selectedPrompt).toBe('c');
    undo();
    expect(page().selectedPrompt).toBe('b');
    removeAllPrompts();
    expect(page().selectedPrompt).toBeNull();
  });

  test('a hundred edits are kept, not more', () => {
    for (let i = 0; i < 130; i++) setSplit('a', i % 2 ? 'train' : 'heldOut');
    expect(useHistory.getState().past).toHaveLength(100);
  });
});

describe('the lists', () => {
  test('prompts move together, before or after another, and keep their order', () => {
    movePrompts(new Set(['d', 'a']), { split: 'train', beside: 'c', side: 'before' });
    expect(ids()).toBe('badc');
    movePrompts(new Set(['b']), { split: 'train', beside: 'c', side: 'after' });
    expect(ids()).toBe('adcb');
  });

  test('into the other split, at a place or at the end', () => {
    setSplit('c', 'heldOut');
    movePrompts(new Set(['a']), { split: 'heldOut', beside: 'c', side: 'before' });
    movePrompts(new Set(['d']), { split: 'heldOut', beside: null, side: 'after' });
    expect(held()).toBe('acd');
  });

  test('earlier and later count within the split', () => {
    setSplit('b', 'heldOut');
    shiftPrompt('c', -1);
    expect(ids().replace('b', '')).toBe('cad');
    shiftPrompt('c', -1);
    expect(ids().replace('b', '')).toBe('cad');
  });
});

describe('boxes and pictures', () => {
  test('labels go with their boxes', () => {
    for (const x of [0, 0.2, 0.4]) addBox('a', [x, 0, x + 0.1, 0.1], `at ${x}`);
    removeBox('a', 1);
    expect(prompt('a').labels).toEqual(['at 0', 'at 0.4']);
    expect(prompt('a').boxes).toHaveLength(2);
  });

  test('a click and a seventeenth box are refused in a sentence', () => {
    expect(addBox('a', [0.5, 0.5, 0.5, 0.5])).toBe(false);
    for (let i = 0; i < 16; i++) expect(addBox('a', [0, 0, 0.5, 0.5])).toBe(true);
    expect(addBox('a', [0, 0, 0.5, 0.5])).toBe(false);
    expect(page().messages.at(-1)!.text).toMatch(/at most 16 boxes/);
  });

  test('another first picture takes the boxes away; undo brings them back', () => {
    useStore.setState({ prompts: [{ ...prompt('a'), images: [picture('a'), picture('x'), picture('y')] }] });
    addBox('a', [0, 0, 0.5, 0.5], 'dog');
    shiftImage('a', 1, 1);
    expect(prompt('a').images.map(({ id }) => id)).toEqual(['a', 'y', 'x']);
    expect(prompt('a').boxes).toHaveLength(1);
    removeImage('a', 0);
    expect(prompt('a')).toMatchObject({ boxes: [], labels: [], name: 'y.png' });
    expect(page().messages.at(-1)!.text).toMatch(/undo brings them back/);
    undo();
    expect(prompt('a')).toMatchObject({ labels: ['dog'], name: 'a.png' });
  });
});
