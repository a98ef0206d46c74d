// What: a blue–grey–orange scale for advantages, readable when colour-blind, and the line that goes with it as a second cue:
// better is drawn solid, worse dashed, equal dotted; the further from the group, the wider.
// Units: advantage in group standard deviations; ±2 is full colour and full width (pixels on the screen).
const LOW = [20, 92, 190];
const MIDDLE = [150, 150, 150];
const HIGH = [235, 98, 0];
/** Less than this is "as the group". */
const EQUAL = 0.1;

export function advantageColour(advantage: number): string {
  const share = Math.max(-1, Math.min(1, advantage / 2));
  const end = share < 0 ? LOW : HIGH;
  const weight = Math.abs(share) ** 0.6;
  const mixed = MIDDLE.map((value, i) => Math.round(value + (end[i]! - value) * weight));
  return `rgb(${mixed.join(' ')})`;
}

export interface Line {
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly strokeDasharray: string | undefined;
}

export function advantageLine(advantage: number): Line {
  const width = 2 + 1.5 * Math.min(1, Math.abs(advantage) / 2);
  const dashes = advantage > EQUAL ? undefined : advantage < -EQUAL ? '7 4' : '1.5 4';
  return { stroke: advantageColour(advantage), strokeWidth: width, strokeDasharray: dashes };
}
