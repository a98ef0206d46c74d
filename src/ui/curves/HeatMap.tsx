// What: how the advantages were spread at every step: steps across, advantage upwards, the more answers the stronger.
import { useEffect, useRef } from 'react';
import { BINS, REACH } from '../../store/advantageHistory.ts';
import type { Spread } from '../../store/advantageHistory.ts';
import type { StepRange } from '../../store/curveView.ts';
import { CHART_HEIGHT, PLOT } from './plotBox.ts';

interface Props {
  readonly spreads: readonly Spread[];
  readonly range: StepRange;
  readonly width: number;
}

/** One column of cells a pixel column at most: counts of the steps that fall into it are added. */
function paint(canvas: HTMLCanvasElement, spreads: readonly Spread[], [from, to]: StepRange): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d')!;
  context.clearRect(0, 0, width, height);
  context.fillStyle = getComputedStyle(canvas).color;
  const columns = Math.max(1, Math.min(Math.ceil(width / 2), to - from + 1));
  const sums = new Float32Array(columns * BINS);
  for (const { step, counts } of spreads) {
    if (step < from || step > to) continue;
    const column = Math.min(columns - 1, Math.floor(((step - from) / Math.max(1, to - from + 1)) * columns));
    counts.forEach((count, bin) => (sums[column * BINS + bin]! += count));
  }
  for (let column = 0; column < columns; column++) {
    const own = sums.subarray(column * BINS, (column + 1) * BINS);
    const most = own.reduce((a, b) => Math.max(a, b), 0);
    own.forEach((count, bin) => {
      if (count === 0) return;
      context.globalAlpha = 0.15 + 0.85 * (count / most);
      const x = (column / columns) * width;
      context.fillRect(x, (1 - (bin + 1) / BINS) * height, width / columns + 0.5, height / BINS);
    });
  }
}

export function HeatMap({ spreads, range, width }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const inner = Math.max(1, width - PLOT.left - PLOT.right);
  useEffect(() => {
    if (canvas.current) paint(canvas.current, spreads, range);
  }, [spreads, range, inner]);
  const height = CHART_HEIGHT - PLOT.top - PLOT.bottom;
  return (
    <div className="heat-map" style={{ height: CHART_HEIGHT }} aria-hidden="true">
      <span style={{ top: PLOT.top }}>+{REACH.toFixed(0)}</span>
      <span style={{ top: PLOT.top + height / 2 - 7 }}>0</span>
      <span style={{ top: PLOT.top + height - 12 }}>−{REACH.toFixed(0)}</span>
      <canvas ref={canvas} width={inner} height={height} style={{ left: PLOT.left, top: PLOT.top }} />
    </div>
  );
}
