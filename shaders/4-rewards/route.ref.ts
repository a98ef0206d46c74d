// What: twin of routeSections.wgsl, routeFacts.wgsl and route.wgsl, by the authors' splits and expressions over bytes as characters.
import type { Rollout } from './prelude.ref.ts';
import { trueName, writtenName } from './stationName.ref.ts';
import { writtenTriples } from './triples.ref.ts';

interface Section {
  readonly line: string | null;
  readonly from: string | null;
  readonly to: string;
}

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const trim = (text: string) => text.replace(/^[ \t-\r]+|[ \t-\r]+$/g, '');
const KEYS = ['Route Name:', 'Departure Stop:', 'Arrival Stop:'];
const MOST = 32;

function keyed(text: string, anyCase: boolean): Section[] {
  const lower = (words: string) => (anyCase ? words.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : words);
  return text
    .split('--')
    .filter((piece) => KEYS.every((key) => lower(piece).includes(lower(key))))
    .map((piece) => {
      const [line, from] = KEYS.map((key) => new RegExp(`${key} ([^\n]*)\n`).exec(piece)?.[1]);
      return {
        line: line === undefined ? null : trim(line),
        from: from === undefined ? null : trim(from),
        to: trim(piece.split(KEYS[2]!).at(-1)!),
      };
    });
}

const sectionsOf = (rollout: Rollout, anyCase: boolean): Section[] =>
  (rollout.knob('route_form') === 1
    ? writtenTriples(rollout).map(([from, line, to]) => ({ line, from, to }))
    : keyed(latin(rollout.spanBytes('completion')), anyCase)
  ).slice(0, MOST);

export function factOf(rollout: Rollout, kind: string): Uint8Array | null {
  const at = rollout.truthTexts('factKinds').findIndex((own) => latin(own) === kind);
  return at < 0 ? null : rollout.facts()[at]!;
}

/** Of a fact that is a number; 0 where there is none. */
export const numberOf = (rollout: Rollout, kind: string): number =>
  Number(latin(factOf(rollout, kind) ?? new Uint8Array())) || 0;

/** Line → names of its stations. */
function linesOf(rollout: Rollout): Map<string, (string | null)[]> {
  const texts = rollout.truthTexts('triples');
  const lines = new Map<string, (string | null)[]>();
  for (let t = 0; t + 2 < texts.length; t += 3) {
    const line = latin(texts[t + 1]!);
    lines.set(line, [...(lines.get(line) ?? []), trueName(texts[t]!), trueName(texts[t + 2]!)]);
  }
  return lines;
}

interface Leg {
  readonly lineExists: boolean;
  /** Both true end stations lie on the line. */
  readonly isDirect: boolean;
  /** Both stops lie on the line. */
  readonly isOnLine: boolean;
  /** The next section departs where this one arrives; true of the last. */
  readonly isJoined: boolean;
  readonly isLast: boolean;
}

const same = (a: string | null, b: string | null) => a !== null && a === b;

/** The sections against the map; null unless the route begins and ends where it shall. */
export function legsOf(rollout: Rollout, anyCase: boolean): Leg[] | null {
  const sections = sectionsOf(rollout, anyCase);
  const ends = ['from', 'to'].map((kind) => factOf(rollout, kind));
  const [begin, finish] = ends.map((name) => name && trueName(name));
  const [first, last] = [sections[0], sections.at(-1)];
  if (!first || !last || !same(writtenName(first.from), begin!) || !same(writtenName(last.to), finish!)) return null;
  const lines = linesOf(rollout);
  return sections.map(({ line, from, to }, i) => {
    const stations = (line === null ? undefined : lines.get(line)) ?? [];
    const next = sections[i + 1];
    return {
      lineExists: stations.length > 0,
      isDirect: [begin!, finish!].every((name) => name !== null && stations.includes(name)),
      isOnLine: [from, to].map(writtenName).every((name) => name !== null && stations.includes(name)),
      isJoined: !next || same(writtenName(to), writtenName(next.from)),
      isLast: !next,
    };
  });
}
