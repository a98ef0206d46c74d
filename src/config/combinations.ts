// What: combinations of blocks that cannot work (SYSTEMS §5.7), read off what the blocks say of themselves: where on its axis a
// composition stands, and by which signal a block ranks. A rule about one block and the settings around it is in that block (`problem`).
import { blocksIn } from '../blocks/registry.ts';
import { COMPOSE_PLACES } from '../blocks/seams.ts';
import type { ComposePlace } from '../blocks/seams.ts';
import type { Config } from './config.ts';
import { leafOfAxis } from './knobTable.ts';
import { ownOf, usesOf } from './uses.ts';

/** Why a composition of that place comes before those of later ones. */
const WHY: Readonly<Record<ComposePlace, string>> = {
  gate: 'what closes a reward must do so before rewards are compared or taken apart',
  peers: 'what compares rollouts reads raw rewards, not normalised ones',
  apart: '',
};

function* orderProblems(config: Config): Generator<string> {
  const leaf = leafOfAxis('composition').name;
  const placed = usesOf(config, 'composition').flatMap(({ as, block }) => {
    const place = blocksIn('composition').get(block)?.place;
    return place ? [{ as, place, at: COMPOSE_PLACES.indexOf(place) }] : [];
  });
  for (const [i, one] of placed.entries()) {
    const early = placed.slice(0, i).find(({ at }) => at > one.at);
    if (early) yield `${leaf}: put ${one.as} before ${early.as}; ${WHY[one.place]}.`;
    const twin = one.place === 'apart' && placed.slice(0, i).find(({ place }) => place === 'apart');
    if (twin) yield `${leaf}: ${twin.as} and ${one.as} both take the weighted reward apart; leave one of them out.`;
  }
}

/** What ranks tokens and what ranks answers must go by one signal: it is computed once, under the θ that sampled. */
function* rankProblems(config: Config): Generator<string> {
  const ranked = (['tokenWeight', 'advantage'] as const).map((axis) =>
    usesOf(config, axis).flatMap((use) => {
      const own = ownOf(axis, use);
      const signal = blocksIn(axis).get(use.block)?.ranksBy?.(own);
      return signal === undefined ? [] : [{ as: own.as, signal }];
    }),
  );
  const [weights = [], shapers = []] = ranked;
  for (const one of weights) {
    const other = shapers.find(({ signal }) => signal !== one.signal);
    if (other)
      yield `${one.as} ranks tokens by ${one.signal} and ${other.as} answers by ${other.signal}; give both the same signal.`;
  }
}

export function* combinationProblems(config: Config): Generator<string> {
  yield* orderProblems(config);
  yield* rankProblems(config);
}
