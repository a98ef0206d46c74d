// What: questions about a drawn metro map, from perception to planning: is there such a line, does it stop there (task judge), what colour is the line of
// a station (colour), how many lines, stations of a line, stops in between (count), the way from one station to another (plan).
// Truth: triples (station, line, next station) of the whole map; facts of the kinds task, map (easy, middle, hard by 2, 3, 4 lines), and for a route from, to and
// transfers. The answer of a route lists its rides: station line station; …
import type { Truth } from '../../../4-rewards/types.ts';
import type { Dice } from '../../dice.ts';
import { drawNetwork } from '../../metro/drawNetwork.ts';
import { LINE_COLOURS, makeNetwork } from '../../metro/network.ts';
import type { Network } from '../../metro/network.ts';
import { between, linesWith, shortestRoute } from '../../metro/routes.ts';
import { asked } from '../asked.ts';
import { choice, withArticle } from '../phrases.ts';
import type { Asked, Skill } from '../skill.ts';
import type { Slots } from '../wordings.ts';

const HARD = ['easy', 'middle', 'hard'] as const;

/** A question without what is the same for all questions about the map. */
interface Question {
  readonly task: 'judge' | 'colour' | 'count' | 'plan';
  readonly kind: string;
  readonly slots: Slots;
  readonly think: string;
  readonly answer: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly truth?: Truth;
}
type Ask = (network: Network, dice: Dice) => Question | null;

const some = (words: string, count: number) => `${count} ${words}${count === 1 ? '' : 's'}`;
const yesOrNo = (isSo: boolean) => (isSo ? 'yes' : 'no');
const judged = (kind: string, slots: Slots, think: string, isSo: boolean): Question => ({
  ...{ task: 'judge', kind, slots, think, answer: yesOrNo(isSo), truth: choice(['yes', 'no'], yesOrNo(isSo)) },
});

const line: Ask = ({ lines }, dice) => {
  const isThere = dice.chance(0.5);
  const own = lines.map(({ colour }) => colour);
  const colour = dice.pick(isThere ? own : Object.keys(LINE_COLOURS).filter((other) => !own.includes(other)));
  const words = withArticle('line', colour);
  return judged('line', { a_line: words }, isThere ? `there is ${words}` : `there is no ${colour} line`, isThere);
};

const on: Ask = ({ lines, stations }, dice) => {
  const isOn = dice.chance(0.5);
  const { colour, stations: own } = dice.pick(lines);
  const others = stations.map(({ name }) => name).filter((name) => !own.includes(name));
  if (others.length === 0) return null;
  const station = dice.pick(isOn ? own : others);
  const think = `${station} is ${isOn ? '' : 'not '}on the ${colour} line`;
  return judged('on', { station, colour }, think, isOn);
};

const lines: Ask = ({ lines: all }) => {
  const think = `there are ${some('line', all.length)}`;
  return { task: 'count', kind: 'lines', slots: {}, think, answer: String(all.length) };
};

const stations: Ask = ({ lines: all }, dice) => {
  const { colour, stations: own } = dice.pick(all);
  const think = `the ${colour} line has ${some('station', own.length)}`;
  return { task: 'count', kind: 'stations', slots: { colour }, think, answer: String(own.length) };
};

const stopsBetween: Ask = (network, dice) => {
  const { stations: own } = dice.pick(network.lines);
  const [station, other] = dice.shuffled(own) as [string, string];
  const shared = linesWith(network, station, other);
  if (shared.length !== 1) return null;
  const count = between(shared[0]!, station, other);
  const think = count === 1 ? 'there is 1 stop' : `there are ${some('stop', count)}`;
  return { task: 'count', kind: 'between', slots: { station, other }, think, answer: String(count) };
};

const colour: Ask = (network, dice) => {
  const single = network.stations.filter(({ name }) => linesWith(network, name).length === 1);
  if (single.length === 0) return null;
  const station = dice.pick(single).name;
  const [{ colour: answer }] = linesWith(network, station) as [Network['lines'][number]];
  return { task: 'colour', kind: 'colour', slots: { station }, think: `${station} is on the ${answer} line`, answer };
};

const route: Ask = (network, dice) => {
  const [start, end] = dice.shuffled(network.stations.map(({ name }) => name)) as [string, string];
  const legs = shortestRoute(network, start, end);
  if (!legs) return null;
  const think = `take the ${legs.map((leg) => `${leg.line} line`).join(', then the ')}`;
  const answer = legs.map((leg) => `${leg.from} ${leg.line} ${leg.to}`).join('; ');
  const more = { from: start, to: end, transfers: String(legs.length - 1) };
  return { task: 'plan', kind: 'route', slots: { station: start, other: end }, think, answer, more };
};

const KINDS: readonly (readonly [share: number, ask: Ask])[] = [
  [2, line],
  [2, on],
  [2, lines],
  [1, stations],
  [1, stopsBetween],
  [2, colour],
  [3, route],
];

export function ask(network: Network, dice: Dice): Asked | null {
  const made = KINDS[dice.weighted(KINDS.map(([share]) => share))]![1](network, dice);
  if (!made) return null;
  const { task, kind, slots, think, answer, more = {}, truth = {} } = made;
  const named = { ...more, task, map: HARD[network.lines.length - 2]! };
  const facts = Object.entries(named).map(([name, text]) => ({ kind: name, text }));
  const triples = network.lines.flatMap((own) =>
    own.stations.slice(1).map((next, i) => [own.stations[i]!, own.colour, next] as const),
  );
  return asked('metro', kind, slots, dice, { think, answer, facts, triples, ...truth });
}

export const skill: Skill = {
  pictures: 1,
  draw(difficulty, dice) {
    const network = makeNetwork(dice.whole(2, 3 + Math.round(2 * difficulty)), dice);
    const question = network && ask(network, dice);
    return question && { picture: drawNetwork(network, dice), asked: question };
  },
};
