// What: what follows from a network: which lines a station lies on, what lies between two stations, and the shortest route. The twin of
// pretrain/pocket/metro.py.
import type { Line, Network } from './network.ts';

/** A ride on one line. */
export interface Leg {
  readonly from: string;
  readonly line: string;
  readonly to: string;
}

/** The lines on which all of these stations lie. */
export const linesWith = ({ lines }: Network, ...names: readonly string[]): Line[] =>
  lines.filter(({ stations }) => names.every((name) => stations.includes(name)));

/** Stations strictly between two stations of a line. */
export const between = ({ stations }: Line, from: string, to: string): number =>
  Math.abs(stations.indexOf(from) - stations.indexOf(to)) - 1;

const rides = (legs: readonly Leg[], { lines }: Network) =>
  legs.reduce(
    (sum, { from, line, to }) =>
      sum +
      1 +
      between(
        lines.find(({ colour }) => colour === line)!,
        from,
        to,
      ),
    0,
  );

/** With the fewest transfers, and of those the fewest rides from station to station; the first found of equals. null where more than two are needed. */
export function shortestRoute(network: Network, from: string, to: string): Leg[] | null {
  let open: (readonly Leg[])[] = [[]];
  for (let transfers = 0; transfers <= 2; transfers++) {
    const longer = open.flatMap((legs) => {
      const here = legs.at(-1)?.to ?? from;
      const lines = linesWith(network, here).filter(({ colour }) => legs.every(({ line }) => line !== colour));
      return lines.flatMap(({ colour, stations }) =>
        stations.filter((stop) => stop !== here).map((stop) => [...legs, { from: here, line: colour, to: stop }]),
      );
    });
    const arrived = longer.filter((legs) => legs.at(-1)!.to === to);
    const least = Math.min(...arrived.map((legs) => rides(legs, network)));
    const best = arrived.find((legs) => rides(legs, network) === least);
    if (best) return best;
    open = longer;
  }
  return null;
}
