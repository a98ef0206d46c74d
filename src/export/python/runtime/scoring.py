"""What a trainer calls: columns of all rewards for a batch of completions, and their weighted sum."""

import json

from .completions import Parsed, column
from .uses import REWARDS


def text_of(completion):
    """A completion as a trainer gives it: a string, or messages with their content."""
    if isinstance(completion, str):
        return completion
    parts = [message.get("content") or "" for message in completion if message.get("role", "assistant") == "assistant"]
    return "".join(part if isinstance(part, str) else "".join(item.get("text", "") for item in part) for part in parts)


def truth_of(value):
    """The truth of a prompt: a dict, or the JSON text that the data files hold."""
    return json.loads(value) if isinstance(value, str) else value


def groups_of(truths):
    """How many answers each prompt has: equal neighbours are one group; groups of unequal size are an error."""
    sizes = []
    before = object()
    for truth in truths:
        if truth != before:
            sizes.append(0)
        sizes[-1] += 1
        before = truth
    if len(set(sizes)) > 1:
        raise ValueError(f"Groups of {sorted(set(sizes))} answers came together; a reward that compares a group needs whole ones of one size.")
    return sizes[0] if sizes else 1


def columns(texts, truths, sizes=None, tokens=None, truncated=None, only=None):
    """Column of each reward by its name, in order; None where a completion is not scored.

    truths: one per completion, as in the data files. only: the name of one reward; those that it reads come with it.
    """
    told = [truth_of(truth) for truth in truths]
    parsed = Parsed(texts, sizes, tokens, truncated)
    made = {}
    for reward in _wanted(only):
        generations = groups_of(told) if reward["group"] else 1
        made[reward["name"]] = column(reward, parsed, told[::generations], generations, made)
    return made


def _wanted(only):
    if only is None:
        return REWARDS
    by_name = {reward["name"]: reward for reward in REWARDS}
    names, todo = set(), [only]
    while todo:
        name = todo.pop()
        if name not in names:
            names.add(name)
            todo += by_name[name]["columns"]
    return [reward for reward in REWARDS if reward["name"] in names]


def total(made):
    """The weighted sum for each completion; a reward that did not score one adds nothing to it."""
    weights = [(made[reward["name"]], reward["weight"]) for reward in REWARDS]
    count = len(weights[0][0]) if weights else 0
    return [sum(weight * (values[r] or 0.0) for values, weight in weights) for r in range(count)]
