// What: scenes of coloured shapes, drawn here. Difficulty is how many there are, how small they get, and how much they look
// alike. Skills: find (one box), count, colour, where (left, right, top, bottom).
// The same request always gives the same scene (dice.ts).
import type { Box } from '../../1-image/types.ts';
import { Dice } from '../dice.ts';
import { boxOf, drawShapes, KINDS } from '../drawShapes.ts';
import type { Shape, ShapeScene } from '../drawShapes.ts';
import type { Scene, SceneGenerator, SceneRequest } from '../types.ts';

const COLOURS: Readonly<Record<string, string>> = {
  red: '#d62728',
  blue: '#1f4fd8',
  green: '#2ca02c',
  yellow: '#f2c91a',
  orange: '#ff8c1a',
  purple: '#8e44ad',
};
const BACKGROUNDS = [
  ['#dfe7ee', '#b9c6d3'],
  ['#f3ead7', '#d9c7a0'],
  ['#3b4252', '#5a6478'],
  ['#e8f3ea', '#bcd9c3'],
  ['#8fc5ee', '#cfe8f7', '#f6efd9'],
  ['#27304f', '#6b5a86', '#e2a487'],
] as const;
const HILLS = ['#7fa66a', '#2d3350', '#8b7a55'] as const;
const SKILLS = ['find', 'count', 'colour', 'where'] as const;
type Skill = (typeof SKILLS)[number];

interface Thing {
  readonly shape: Shape;
  readonly kind: Shape['kind'];
  readonly colour: string;
  readonly box: Box;
}

const overlap = (a: Shape, b: Shape) =>
  Math.max(Math.abs(a.at[0] - b.at[0]), Math.abs(a.at[1] - b.at[1])) < a.at[2] + b.at[2] + 0.02;

/** Harder = more, smaller, and more often of the same kind or colour as the first; no two are the same in both. */
function placeThings(dice: Dice, difficulty: number): readonly Thing[] {
  const wanted = 1 + Math.round(dice.between(0.3, 1) * (1 + 4 * difficulty));
  const things: Thing[] = [];
  for (let tries = 0; tries < 60 && things.length < wanted; tries++) {
    const first = things[0];
    const alike = first !== undefined && dice.next() < 0.75 * difficulty;
    const sameKind = alike && dice.next() < 0.5;
    const kind = sameKind ? first.kind : dice.pick(KINDS);
    const colour = alike && !sameKind ? first.colour : dice.pick(Object.keys(COLOURS));
    const largest = 0.24 - 0.12 * difficulty;
    const half = dice.between(Math.max(0.06, largest - 0.08), largest);
    const at = [dice.between(half + 0.02, 0.98 - half), dice.between(half + 0.02, 0.98 - half), half] as const;
    const shape = { kind, colour: COLOURS[colour]!, at };
    const taken = things.some(
      (other) => overlap(other.shape, shape) || (other.kind === kind && other.colour === colour),
    );
    if (!taken) things.push({ shape, kind, colour, box: boxOf(shape) });
  }
  return things;
}

type Asked = Pick<Scene, 'question' | 'truth'>;
const nameOf = ({ colour, kind }: Thing) => `${colour} ${kind}`;
const about = (question: string, answer: string, things: readonly Thing[]): Asked => ({
  question,
  truth: { answer, boxes: things.map(({ box }) => box), labels: things.map(nameOf), facts: things.map(nameOf) },
});

const SIDES: readonly (readonly [side: string, axis: 0 | 1, sign: 1 | -1])[] = [
  ['left', 0, 1],
  ['right', 0, -1],
  ['top', 1, 1],
  ['bottom', 1, -1],
];

const QUESTIONS: Readonly<Record<Skill, (dice: Dice, things: readonly Thing[]) => Asked>> = {
  find: (dice, things) => {
    const thing = dice.pick(things);
    const wording = dice.pick(['where is the NAME?', 'find the NAME', 'show me the NAME']);
    return about(wording.replace('NAME', nameOf(thing)), nameOf(thing), [thing]);
  },
  count: (dice, things) => {
    const { kind } = dice.pick(things);
    const same = things.filter((thing) => thing.kind === kind);
    return about(`how many ${kind}s are there?`, String(same.length), same);
  },
  colour: (dice, things) => {
    const single = things.filter(({ kind }) => things.filter((other) => other.kind === kind).length === 1);
    if (single.length === 0) return QUESTIONS.find(dice, things);
    const thing = dice.pick(single);
    return about(`what colour is the ${thing.kind}?`, thing.colour, [thing]);
  },
  where: (dice, things) => {
    const [side, axis, sign] = dice.pick(SIDES);
    const along = ({ shape }: Thing) => sign * shape.at[axis];
    const thing = things.reduce((best, other) => (along(other) < along(best) ? other : best));
    return about(`which thing is at the ${side}?`, nameOf(thing), [thing]);
  },
};

/** Everything but the drawing. */
export function compose({
  skill,
  difficulty,
  seed,
  index,
}: SceneRequest): Omit<Scene, 'images'> & { drawing: ShapeScene } {
  const dice = new Dice(seed, index);
  const chosen = skill === 'mixed' ? dice.pick(SKILLS) : (skill as Skill);
  const ask = QUESTIONS[chosen];
  if (!ask) throw new Error(`The shapes have no skill '${skill}'; known are mixed, ${SKILLS.join(', ')}.`);
  const things = placeThings(dice, difficulty);
  const hills = dice.next() < 0.4 ? { hills: dice.pick(HILLS) } : {};
  const asked = ask(dice, things);
  const drawing = { background: dice.pick(BACKGROUNDS), ...hills, shapes: things.map(({ shape }) => shape) };
  return { name: `${chosen} ${index + 1}`, ...asked, drawing };
}

async function make(request: SceneRequest): Promise<Scene> {
  const { drawing, ...scene } = compose(request);
  return { ...scene, images: [await drawShapes(drawing)] };
}

export const generator: SceneGenerator = { name: 'shapes', title: 'Drawn shapes', skills: ['mixed', ...SKILLS], make };
