// What: the scenes of the page's generator: the same request gives the same pixels, every skill yields at every difficulty, and what
// the truth says holds for what is shown.
import { describe, expect, test } from 'vitest';
import { packTruth } from '../../src/4-rewards/packTruth.ts';
import { Dice } from '../../src/scenes/dice.ts';
import { layOut, sceneOf, SIDE, WISH } from '../../src/scenes/pocket/compose.ts';
import { makeScene, SKILLS } from '../../src/scenes/pocket/makeScene.ts';
import type { MadeScene } from '../../src/scenes/pocket/makeScene.ts';
import { alsoCalled, caption, counted, plural } from '../../src/scenes/pocket/phrases.ts';
import { centre, hull } from '../../src/scenes/pocket/relations.ts';
import type { KnownScene, Pair, Thing } from '../../src/scenes/pocket/scene.ts';
import { NOUNS } from '../../src/scenes/pocket/tables.ts';
import { emptyPrompt } from '../../src/store/prompts/promptDraft.ts';
import { promptProblem } from '../../src/store/prompts/promptProblem.ts';
import { flatLibrary } from './flatLibrary.ts';

const library = flatLibrary();
const made = (skill: string, difficulty: number, count: number): MadeScene[] =>
  Array.from({ length: count }, (_, index) => makeScene(library, { skill, difficulty, seed: 7, index }));
const scenesOf = ({ shown }: MadeScene): readonly KnownScene[] =>
  'things' in shown ? [shown] : [shown.first, shown.second];
const thingsOf = (scene: MadeScene) => scenesOf(scene).flatMap(({ things }) => things);
const inside = ([x0, y0, x1, y1]: readonly number[]) =>
  x0! >= 0 && y0! >= 0 && x1! <= 1 && y1! <= 1 && x0! < x1! && y0! < y1!;

test('the same request gives the same pixels; another seed or index others', { timeout: 300_000 }, () => {
  const request = { skill: 'mixed', difficulty: 0.5, seed: 3, index: 5 };
  const once = makeScene(library, request);
  expect(makeScene(library, request)).toEqual(once);
  expect(makeScene(library, { ...request, seed: 4 }).pictures).not.toEqual(once.pictures);
  expect(makeScene(library, { ...request, index: 6 }).pictures).not.toEqual(once.pictures);
});

test('boxes are what can be seen, painted from back to front', () => {
  for (let k = 0; k < 12; k++) {
    const placed = layOut(library, { ...WISH, count: 5, most: 0.6 }, new Dice(2, k));
    const top = new Map<number, number>();
    const all = placed.map(({ picture, x, y }, depth) => {
      let solid = 0;
      for (let i = 0; i < picture.width * picture.height; i++) {
        if (picture.rgba[4 * i + 3]! <= 100) continue;
        top.set((y + Math.floor(i / picture.width)) * SIDE + x + (i % picture.width), depth);
        solid++;
      }
      return solid;
    });
    const { things } = sceneOf(placed, SIDE);
    expect(things).toHaveLength(placed.length);
    for (const { depth, box, hidden } of things) {
      const seen = [...top].flatMap(([pixel, owner]) =>
        owner === depth ? [[pixel % SIDE, Math.floor(pixel / SIDE)] as const] : [],
      );
      expect(hull(seen.map(([x, y]) => [x / SIDE, y / SIDE, (x + 1) / SIDE, (y + 1) / SIDE]))).toEqual(box);
      expect(hidden).toBeCloseTo(1 - seen.length / all[depth]!, 9);
    }
  }
});

test('harder scenes have more and smaller things', { timeout: 300_000 }, () => {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [easy, hard] = [made('presence', 0, 12), made('presence', 1, 12)].map((list) => ({
    count: mean(list.map((scene) => thingsOf(scene).length)),
    side: mean(list.flatMap(thingsOf).map(({ box }) => Math.max(box[2] - box[0], box[3] - box[1]))),
  }));
  expect(hard!.count).toBeGreaterThan(easy!.count + 1);
  expect(hard!.side).toBeLessThan(easy!.side / 1.4);
});

describe.each(Object.keys(SKILLS))('%s', (skill) => {
  test.each([0, 0.5, 1])(
    'difficulty %d: whole prompts whose boxes lie in the picture',
    { timeout: 240_000 },
    (difficulty) => {
      for (const scene of made(skill, difficulty, 2)) {
        const { question, truth, pictures, asked } = scene;
        const { answer = '', boxes = [], labels = [], facts = [] } = truth;
        const picture = { id: 'p', name: 'p', image: new Blob(['x']), url: '', thumb: '', width: 1, height: 1 };
        expect(promptProblem({ ...emptyPrompt('p', 'p', [picture]), question, answer, boxes, facts })).toBeNull();
        expect(`${question} ${asked.plain}`).not.toMatch(/[{}[\]|]| {2}/);
        expect(labels).toHaveLength(boxes.length);
        expect(() => packTruth([truth])).not.toThrow();
        if (truth.options) expect(truth.options[truth.answerOption!]).toBe(answer);
        expect(truth.acceptedAnswers ?? []).not.toContain(answer);
        expect(pictures).toHaveLength(SKILLS[skill]!.pictures);
        expect(pictures.every(({ rgba }) => rgba.every((value, i) => i % 4 !== 3 || value === 255))).toBe(true);
        const things = thingsOf(scene);
        for (const { box } of things) expect(inside(box)).toBe(true);
        const own = things.map(({ box }) => box);
        if (!['count', 'presence'].includes(skill)) for (const box of boxes) expect(own).toContainEqual(box);
        for (const box of boxes) expect(inside(box)).toBe(true);
      }
    },
  );
});

const scene = (one: MadeScene): KnownScene => one.shown as KnownScene;
const find = (things: readonly Thing[], noun: string) => things.filter((thing) => thing.noun === noun);

test('a captioned question asks for a caption, which is part of the truth, and is not among mixed ones', () => {
  for (const one of made('captioned', 0.4, 8)) {
    expect(one.question).toMatch(/caption first|first a caption|describe the picture first/i);
    expect(one.truth.captions).toEqual([caption(scene(one))]);
    expect(one.truth.boxes).toHaveLength(1);
  }
  expect(made('caption', 0.4, 4).map(({ truth }) => truth.captions)).toEqual(made('caption', 0.4, 4).map(({ truth }) => [truth.answer])); // prettier-ignore
  expect(made('mixed', 0.4, 40).map(({ skill }) => skill)).not.toContain('captioned');
});

test('counts are the number of such things', { timeout: 240_000 }, () => {
  let checked = 0;
  for (const one of made('count', 0.7, 16)) {
    const words = /^how many (.+) are there\?$/.exec(one.asked.plain)![1]!;
    const noun = NOUNS.find((row) => plural(row.noun) === words)?.noun;
    const { things } = scene(one);
    const group =
      /^(animals|vehicles|toys|tools)$/.test(words) && things.filter(({ category }) => `${category}s` === words);
    const coloured = / things$/.test(words) && things.filter(({ colour }) => words.startsWith(`${colour} `));
    const same = words === 'things' ? things : group || coloured || find(things, noun!);
    expect(one.truth.answer, one.question).toBe(String(same.length));
    if (noun && same.length > 0) expect(one.truth.facts).toContain(counted(noun, same.length));
    expect(one.truth.boxes ?? []).toEqual(same.length > 0 ? [hull(same.map(({ box }) => box))] : []);
    checked++;
  }
  expect(checked).toBe(16);
});

test('left, right, above and below agree with the centres; colours with the things', { timeout: 240_000 }, () => {
  for (const one of [...made('where', 0.5, 10), ...made('colour', 0.5, 5)]) {
    const { things } = scene(one);
    const only = (noun: string | undefined) =>
      noun && find(things, noun).length === 1 ? find(things, noun)[0]! : null;
    const [, a, tells, b] =
      /^the (.+) (?:is|are) (left of|right of|above|below) the (.+)$/.exec(one.truth.facts![0]! as string) ?? [];
    const [first, second] = [only(a), only(b)];
    if (first && second) {
      const [dx, dy] = [0, 1].map((k) => centre(first.box)[k as 0] - centre(second.box)[k as 0]);
      expect({ 'left of': -dx!, 'right of': dx!, above: -dy!, below: dy! }[tells!]).toBeGreaterThan(0);
    }
    const asks = /^what colour is the (.+)\?$/.exec(one.asked.plain);
    if (asks) expect(one.truth.answer).toBe(only(asks[1])!.colour);
  }
});

test('in two pictures one thing differs', { timeout: 240_000 }, () => {
  for (const one of made('changed', 0.5, 5)) {
    const { first, second, change } = one.shown as Pair;
    const [before, after] = [first.things, second.things].map((things) =>
      things.map(({ noun, colour }) => `${noun} ${colour}`),
    );
    const came = after!.filter((name) => !before!.includes(name)).length;
    const went = before!.filter((name) => !after!.includes(name)).length;
    const expected = { added: [1, 0], removed: [0, 1], noun: [1, 1], colour: [1, 1], moved: [0, 0], size: [0, 0] };
    expect([came, went], change!.attribute).toEqual(expected[change!.attribute]);
    expect(one.pictures[0]).not.toEqual(one.pictures[1]);
  }
});

/** Fields beyond answer, boxes, labels, facts, steps and expert text, by skill: what it knows. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  better: ['answerOption', 'options'],
  caption: ['captions'],
  changed: ['triples'],
  colour: ['triples'],
  draw: ['program'],
  facts: ['captions', 'triples'],
  judge: ['answerOption', 'options'],
  name: ['triples'],
  point: ['points', 'triples'],
  presence: ['answerOption', 'options'],
  quality: ['quality'],
};
test.each(Object.entries(KNOWN))('%s gives the truth that it knows', { timeout: 240_000 }, (skill, fields) => {
  for (const { truth, asked } of made(skill, 0.5, 3)) {
    for (const field of fields) expect(truth, field).toHaveProperty(field);
    if (asked.think !== truth.answer) expect(truth.referenceSteps!.join('. ')).toBe(asked.think);
  }
});

test('a quality is what the answer says of it; a triple says what the thought says', { timeout: 240_000 }, () => {
  for (const { truth, asked } of made('quality', 0.5, 4))
    if (/^\d$/.test(asked.answer)) expect(truth.quality).toBe(Number(asked.answer));
  for (const { truth, asked } of made('where', 0.5, 8)) {
    const [subject, , object] = truth.triples![0]!;
    const words = `${subject} ${object}`.split(' ');
    for (const word of words) expect(asked.think).toContain(word);
  }
});

test('synonyms are accepted: of the noun, with its colour where the answer has it', () => {
  const thing = {
    noun: 'dog',
    category: 'animal',
    colour: 'red',
    box: [0, 0, 1, 1],
    style: '',
    depth: 0,
    hidden: 0,
  } as const;
  expect(alsoCalled(thing, 'dog')).toEqual({ acceptedAnswers: ['puppy'] });
  expect(alsoCalled(thing, 'red dog')).toEqual({ acceptedAnswers: ['red puppy'] });
  expect(alsoCalled(thing, 'puppy')).toEqual({ acceptedAnswers: ['dog'] });
  expect(alsoCalled(thing, 'animal')).toEqual({ acceptedAnswers: ['dog', 'puppy'] });
  expect(alsoCalled({ ...thing, noun: 'grapes' }, 'grapes')).toEqual({});
});
