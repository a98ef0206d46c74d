// What: every lesson as data: its fields, what it points at, its recipes, settings and tasks, and that it speaks about any run without failing.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { metricDefinition } from '../../src/9-curves/metrics.ts';
import { KNOBS } from '../../src/config/knobTable.ts';
import { leavesOf } from '../../src/config/leaves.ts';
import { getLeaf, setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import type { Facts, Lesson, Step } from '../../src/lessons/lesson.ts';
import { LESSONS } from '../../src/lessons/lessons.ts';
import { paragraphsOf, plain } from '../../src/lessons/markup.ts';
import { selectorOf } from '../../src/lessons/targets.ts';
import { linesOf, piecesOf } from '../../src/ui/formulas/formulaLines.ts';
import { unknownNames } from '../../src/store/link/accessNames.ts';
import { configOfSetUp } from '../../src/store/lessons/configOfSetUp.ts';
import { listFiles, readSource } from '../structureFiles.ts';

const emptyFacts = (lesson: Lesson, at: number): Facts => {
  const { setUp = {} } = lesson.steps.slice(0, at + 1).findLast((step) => step.setUp) ?? {};
  return {
    config: configOfSetUp(defaultConfig(), setUp),
    ...{ points: [], history: [], groups: [], steps: [], stages: {}, runs: {}, prediction: null, predictions: {} },
    ...{ evaluations: {}, rewards: [], recorded: false },
  };
};

const skills = listFiles('src/scenes/pocket/skills').map((path) => path.split('/').at(-1)!.replace('.ts', ''));
const { samples } = JSON.parse(readFileSync('public/samples/samples.json', 'utf8')) as { samples: { name: string }[] };

function checkPrediction({ predict, check }: Step): void {
  if (!predict) return;
  expect(check, 'a prediction is answered').toBeDefined();
  const { right, wrong } = predict.walk;
  expect(right).not.toEqual(wrong);
  if (predict.kind === 'choice') {
    const ids = predict.options.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([right, wrong]));
  }
  if (predict.kind === 'number') {
    expect(predict.tolerance).toBeGreaterThan(0);
    for (const value of [right, wrong] as number[]) {
      expect(value).toBeGreaterThanOrEqual(predict.min);
      expect(value).toBeLessThanOrEqual(predict.max);
    }
  }
  if (predict.kind === 'curve')
    for (const values of [right, wrong] as (readonly number[])[]) expect(values).toHaveLength(predict.points);
}

describe.each([...LESSONS])('%s', (id, lesson) => {
  const { title, minutes, knows, steps } = lesson;

  test('has a name, minutes, and a first step that makes its run; ids are its own', () => {
    expect(id).toMatch(/^\d\d-[a-z0-9-]+$/);
    expect(title).not.toBe('');
    expect(knows).toMatch(/\.$/);
    expect(minutes).toBeGreaterThanOrEqual(5);
    expect(minutes).toBeLessThanOrEqual(12);
    expect(steps[0]?.setUp?.task).toBeDefined();
    expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
  });

  test('ends with something that the learner changes', () => {
    const kinds = steps.at(-1)!.act?.map(({ kind }) => kind) ?? [];
    expect(kinds.some((kind) => kind === 'knob' || kind === 'reward')).toBe(true);
  });

  test.each(steps.map((step, at) => [step.id, step, at] as const))('%s', (_id, step, at) => {
    const { setUp, show = [], act = [] } = step;
    for (const target of show) {
      expect(selectorOf(target)).toContain(target);
      // What else is pointed at is looked for on the page (tests/browser/lessons.test.ts).
      const metric = /^curve:(?!advantages$)(.*)$/.exec(target)?.[1];
      if (metric !== undefined) expect(metricDefinition(metric).doc, metric).not.toBe('');
    }
    checkPrediction(step);
    for (const line of step.formula ? linesOf(step.formula.text) : [])
      expect(
        piecesOf(line).filter((piece) => 'tex' in piece),
        `'${line}' is mathematics`,
      ).not.toEqual([]);
    expect(unknownNames((setUp?.hide ?? []).join(','), (setUp?.unlock ?? []).join(','))).toEqual([]);
    const task = setUp?.task;
    if (task && 'samples' in task)
      for (const { name } of task.samples) expect(samples.map((sample) => sample.name)).toContain(name);
    if (task && 'skill' in task) expect(skills).toContain(task.skill);
    const { config } = emptyFacts(lesson, at);
    for (const one of act) {
      expect(one.say).not.toBe('');
      if (one.kind !== 'knob') continue;
      expect(leavesOf(config).has(one.name), `${one.name} is a setting`).toBe(true);
      expect(one.fits(getLeaf(config, one.name), config), 'the act is not done before it is done').toBe(false);
      const changed = validateConfig(setLeaf(config, one.name, one.walk));
      expect(one.fits(getLeaf(changed, one.name), changed), 'what the walk types does it').toBe(true);
      if (!setUp) expect(KNOBS.get(one.name)?.knob.needs, 'the run goes on').toBeUndefined();
    }
  });

  test('speaks about a run that has not begun', () => {
    for (const [at, step] of steps.entries()) {
      const facts = emptyFacts(lesson, at);
      const text = typeof step.text === 'string' ? step.text : step.text(facts);
      expect(plain(text)).not.toBe('');
      expect(paragraphsOf(text).length).toBeGreaterThan(0);
      if (step.check) expect(typeof step.check(facts).says).toBe('string');
    }
  });

  test('no result stands in a text: what a sentence tells was computed', () => {
    const texts: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
        texts.push(node.text);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(id, readSource(`src/lessons/${id}.ts`).text, ts.ScriptTarget.ESNext, true));
    // Sentences, and of their numbers those with two decimals or more; the epsilon of the formula is no result.
    const sentences = texts.filter((text) => text.includes(' '));
    const numbers = sentences.flatMap((text) => text.match(/\d+\.\d{2,}/g) ?? []);
    expect(numbers.filter((number) => number !== '0.0001')).toEqual([]);
  });
});

test('there are lessons', () => expect(LESSONS.size).toBeGreaterThanOrEqual(4));

test('recorded runs of the lessons stay under 3 MB together, and each is one that a lesson names', () => {
  const files = listFiles('public/recorded/lessons');
  const named = [...LESSONS.values()].flatMap(({ steps }) => steps.map(({ recorded }) => `${recorded}.rollscope`));
  expect(files.map((path) => path.split('/').at(-1)).filter((name) => !named.includes(name!))).toEqual([]);
  const bytes = files.reduce((sum, path) => sum + readFileSync(path).length, 0);
  expect(bytes).toBeLessThan(3e6);
});
