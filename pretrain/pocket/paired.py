"""Two policies on the same prompts: `python -m pocket.paired BEFORE.jsonl AFTER.jsonl`, both written by `npm run eval -- --json`.

A share of 60 prompts is uncertain by 0.06; whether a skill was lost shows sooner in the pairs: how many answers became right, and how many wrong. p is the chance that as uneven a split or a more
uneven one comes of flips that go either way (sign test, two-sided).
"""
import json
import sys
from collections import defaultdict
from math import comb
from pathlib import Path


def passed(path: Path) -> dict[str, bool]:
    """By the prompt's id. Raises ValueError where there are none."""
    if not path.is_file():
        raise ValueError(f"There is no file {path}; npm run eval -- --json {path} writes it.")
    try:
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        return {row["promptId"]: row["passed"] is True for row in rows}
    except (KeyError, TypeError, json.JSONDecodeError):
        raise ValueError(f"{path} holds no answers: write it with npm run eval -- --json {path}") from None


def sign_test(won: int, lost: int) -> float:
    n = won + lost
    return min(1.0, 2 * sum(comb(n, k) for k in range(min(won, lost) + 1)) / 2**n)


def table(before: dict[str, bool], after: dict[str, bool]) -> str:
    groups: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for identity in before.keys() & after.keys():
        for group in (identity.split("/")[0], "all"):
            groups[group].append((before[identity], after[identity]))
    rows = ["| skill | prompts | before | after | became right | became wrong | p |", "|---|---:|---:|---:|---:|---:|---:|"]
    for name in [*dict.fromkeys(identity.split("/")[0] for identity in before if identity in after), "all"]:
        pairs = groups[name]
        if not pairs:
            continue
        won, lost = sum(b and not a for a, b in pairs), sum(a and not b for a, b in pairs)
        shares = " | ".join(f"{sum(pair[k] for pair in pairs) / len(pairs):.2f}" for k in (0, 1))
        rows.append(f"| {name} | {len(pairs)} | {shares} | {won} | {lost} | {sign_test(won, lost):.2f} |")
    return "\n".join(rows)


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit("Give two files of answers: python -m pocket.paired BEFORE.jsonl AFTER.jsonl")
    try:
        print(table(*(passed(Path(name)) for name in sys.argv[1:])))
    except ValueError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
