// What: the drawn-shapes scenes are a pure function of their request, and what they say is true of what they draw.
import { describe, expect, test } from 'vitest';
import { boxOf } from '../../src/scenes/drawShapes.ts';
import { compose, generator } from '../../src/scenes/generators/shapes.ts';
import { promptProblem } from '../../src/store/prompts/promptProblem.ts';
import { emptyPrompt } from '../../src/store/prompts/promptDraft.ts';

const scenes = (skill: string, difficulty: number, count = 60) =>
  Array.from({ length: count }, (_, index) => compose({ skill, difficulty, seed: 7, index }));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('the same request gives the same scene; another seed or index another one', () => {
  const request = { skill: 'mixed', difficulty: 0.5, seed: 3, index: 5 };
  expect(compose(request)).toEqual(compose(request));
  expect(compose({ ...request, seed: 4 })).not.toEqual(compose(request));
  expect(compose({ ...request, index: 6 })).not.toEqual(compose(request));
});

test('difficulty means more and smaller shapes', () => {
  const [easy, hard] = [scenes('find', 0), scenes('find', 1)];
  const counts = (list: typeof easy) => mean(list.map(({ drawing }) => drawing.shapes.length));
  const sizes = (list: typeof easy) => mean(list.flatMap(({ drawing }) => drawing.shapes.map(({ at }) => at[2])));
  expect(counts(hard)).toBeGreaterThan(counts(easy) + 1);
  expect(sizes(hard)).toBeLessThan(sizes(easy) / 1.5);
});

describe.each(generator.skills)('%s', (skill) => {
  test.each([0, 0.5, 1])(
    'difficulty %d: whole prompts, boxes of shapes inside the picture, nothing overlaps',
    (difficulty) => {
      for (const { question, truth, drawing } of scenes(skill, difficulty)) {
        const { answer = '', boxes = [], labels = [], facts = [] } = truth;
        const picture = { id: 'p', name: 'p', image: new Blob(['x']), url: '', thumb: '', width: 1, height: 1 };
        const draft = { ...emptyPrompt('p', 'p', [picture]), question, answer, boxes, facts };
        expect(promptProblem(draft)).toBeNull();
        expect(labels).toHaveLength(boxes.length);
        const drawn = drawing.shapes.map(boxOf);
        for (const box of boxes) expect(drawn).toContainEqual(box);
        for (const [x0, y0, x1, y1] of drawn) expect(x0 >= 0 && y0 >= 0 && x1 <= 1 && y1 <= 1).toBe(true);
        for (const [i, a] of drawn.entries())
          for (const b of drawn.slice(i + 1))
            expect(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]).toBe(true);
      }
    },
  );
});

test('a count is the number of shapes of that kind', () => {
  for (const { question, truth, drawing } of scenes('count', 1)) {
    const kind = /how many (\w+)s are there/.exec(question)![1];
    const same = drawing.shapes.filter((shape) => shape.kind === kind);
    expect(truth.answer).toBe(String(same.length));
    expect(truth.boxes).toHaveLength(same.length);
  }
});

test('what is found is the only one of its kind and colour', () => {
  for (const { truth, drawing } of scenes('find', 1)) {
    const { labels = [] } = truth;
    const kinds = drawing.shapes.map(({ kind, colour }) => `${colour} ${kind}`);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(labels[0]).toMatch(/^\w+ (circle|square|triangle|star)$/);
  }
});

test('the outermost thing is meant by left, right, top and bottom', () => {
  for (const { question, truth, drawing } of scenes('where', 1)) {
    const side = /at the (\w+)\?/.exec(question)![1]!;
    const axis = side === 'left' || side === 'right' ? 0 : 1;
    const sign = side === 'left' || side === 'top' ? 1 : -1;
    const best = drawing.shapes.reduce((a, b) => (sign * b.at[axis] < sign * a.at[axis] ? b : a));
    expect(truth.boxes).toEqual([boxOf(best)]);
  }
});

test('an unknown skill is refused by name', () => {
  expect(() => compose({ skill: 'sing', difficulty: 0, seed: 1, index: 0 })).toThrow(/no skill 'sing'/);
});
