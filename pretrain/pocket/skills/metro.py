"""Questions about a drawn metro map: is there such a line, does it stop there, what colour is the line of a station, how many lines, stations of a line, stops
in between, and the way from one station to another. The answer of a route lists its rides: `station line station; …`.
"""
import numpy as np

from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.metro import Network, between, draw, lines_with, make_network, shortest_route, table
from pocket.phrases import a
from pocket.wordings import Rng, canonical, pick, question, weighted

PICTURES = 1


def own_picture(rng: Rng) -> tuple[np.ndarray, Network]:
    """Pixels and what they show; a scene of things has no such questions."""
    network = make_network(int(rng.integers(2, 5)), rng)
    return draw(network, rng), network


def some(words: str, count: int) -> str:
    return f"{count} {words}{'' if count == 1 else 's'}"


def draft(kind: str, slots: dict[str, str], think: str, answer: str, rng: Rng) -> Draft:
    return Draft("metro", question("metro", kind, slots, rng), think, answer, facts=(think,), asked=canonical("metro", kind, slots))


def line(network: Network, rng: Rng) -> Draft:
    own = [one.colour for one in network.lines]
    there = rng.random() < 0.5
    colour = pick(own if there else [name for name in table()["colours"] if name not in own], rng)
    think = f"there is {a('line', colour)}" if there else f"there is no {colour} line"
    return draft("line", {"a_line": a("line", colour)}, think, "yes" if there else "no", rng)


def on(network: Network, rng: Rng) -> Draft | None:
    there, one = rng.random() < 0.5, pick(network.lines, rng)
    others = [s.name for s in network.stations if s.name not in one.stations]
    if not others:
        return None
    station = pick(one.stations if there else others, rng)
    think = f"{station} is {'' if there else 'not '}on the {one.colour} line"
    return draft("on", {"station": station, "colour": one.colour}, think, "yes" if there else "no", rng)


def lines(network: Network, rng: Rng) -> Draft:
    count = len(network.lines)
    return draft("lines", {}, f"there are {some('line', count)}", str(count), rng)


def stations(network: Network, rng: Rng) -> Draft:
    one = pick(network.lines, rng)
    count = len(one.stations)
    return draft("stations", {"colour": one.colour}, f"the {one.colour} line has {some('station', count)}", str(count), rng)


def stops_between(network: Network, rng: Rng) -> Draft | None:
    own = pick(network.lines, rng).stations
    station, other = (own[i] for i in rng.permutation(len(own))[:2])
    shared = lines_with(network, station, other)
    if len(shared) != 1:
        return None
    count = between(shared[0], station, other)
    return draft("between", {"station": station, "other": other}, f"there {'is' if count == 1 else 'are'} {some('stop', count)}", str(count), rng)


def colour(network: Network, rng: Rng) -> Draft | None:
    single = [s.name for s in network.stations if len(lines_with(network, s.name)) == 1]
    if not single:
        return None
    station = pick(single, rng)
    answer = lines_with(network, station)[0].colour
    return draft("colour", {"station": station}, f"{station} is on the {answer} line", answer, rng)


def route(network: Network, rng: Rng) -> Draft | None:
    start, end = (network.stations[i].name for i in rng.permutation(len(network.stations))[:2])
    legs = shortest_route(network, start, end)
    if legs is None:
        return None
    think = "take the " + ", then the ".join(f"{leg.line} line" for leg in legs)
    return draft("route", {"station": start, "other": end}, think, "; ".join(f"{leg.start} {leg.line} {leg.end}" for leg in legs), rng)


KINDS = {"line": 2, "on": 2, "lines": 2, "stations": 1, "between": 1, "colour": 2, "route": 3}
ASKS = {"line": line, "on": on, "lines": lines, "stations": stations, "between": stops_between, "colour": colour, "route": route}


def drafted(network: Network, rng: Rng) -> Draft | None:
    return ASKS[weighted(KINDS, rng)](network, rng)


def examples(network: Network, rng: Rng) -> Example | None:
    made = drafted(network, rng)
    return finished(made, None, rng) if made else None
