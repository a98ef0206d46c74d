// What: which items of a list are wanted ones, each of which counts once.
// Formula: an item "title" or "title (year)" hits where a wanted item that is not used up has the same title, in whatever case and with any white
//   space as one blank, and a year at most `tolerance` away (the same year first, then the nearer ones, later before earlier); both without a
//   year fit, too. With a catalogue only items that stand in it count. A hit uses the wanted item up.
// Units: 0 or 1.
// Source: yaochenzhu/Rank-GRPO, libs/metrics_align.py: evaluate_direct_match_aligned (year_tolerance 2).

export interface ListedItem {
  readonly title: string;
  readonly year: number | null;
}

/** A year is four digits in brackets at the end. */
export function readItem(text: string): ListedItem {
  const [, title = text, year] = /^(.*?)(?:\((\d{4})\))?$/s.exec(text.trim())!;
  return { title: title.trim(), year: year === undefined ? null : Number(year) };
}

const key = ({ title }: ListedItem) => title.replace(/\s+/g, ' ').toLowerCase();

export interface HitSettings {
  readonly tolerance: number;
  /** As they are written; absent = every item may count. */
  readonly catalogue?: readonly string[];
}

export function itemHits(
  listed: readonly string[],
  wanted: readonly string[],
  { tolerance, catalogue }: HitSettings,
): number[] {
  const left = wanted.map(readItem);
  const known = catalogue && new Set(catalogue.map((text) => text.trim()));
  return listed.map((text) => {
    if (known && !known.has(text.trim())) return 0;
    const own = readItem(text);
    const distance = (other: ListedItem) => {
      if (own.year === null || other.year === null) return own.year === other.year ? 0 : Infinity;
      // Half a year less for a later one: it comes before an earlier one that is as far away.
      return Math.abs(other.year - own.year) - (other.year > own.year ? 0.5 : 0);
    };
    const fitting = left
      .filter((other) => key(other) === key(own) && distance(other) <= tolerance)
      .sort((a, b) => distance(a) - distance(b));
    if (fitting.length === 0) return 0;
    left.splice(left.indexOf(fitting[0]!), 1);
    return 1;
  });
}
