// What: a blue–grey–orange scale for advantages, readable when colour-blind; strong colours on both themes.
// Units: advantage in group standard deviations; ±2 is full colour.
const LOW = [20, 92, 190];
const MIDDLE = [150, 150, 150];
const HIGH = [235, 98, 0];

export function advantageColour(advantage: number): string {
  const share = Math.max(-1, Math.min(1, advantage / 2));
  const end = share < 0 ? LOW : HIGH;
  const weight = Math.abs(share) ** 0.6;
  const mixed = MIDDLE.map((value, i) => Math.round(value + (end[i]! - value) * weight));
  return `rgb(${mixed.join(' ')})`;
}
