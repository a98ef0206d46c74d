// What: how the advantages were spread at every step: steps across, advantage upwards, the more answers the stronger.
import { useEffect, useRef } from 'react';
import { BINS, REACH } from '../../store/records/spreads.ts';
import type { Spread } from '../../store/records/spreads.ts';
import type { StepRange } from '../../store/curves/curveView.ts';
import { heatCells, opacityOf } from './heatCells.ts';
import { CHART_HEIGHT, PLOT } from './plotBox.ts';

interface Props {
  readonly spreads: readonly Spread[];
  readonly range: StepRange;
  readonly width: number;
}

/** One column of cells for two pixels at most. */
function paint(canvas: HTMLCanvasElement, spreads: readonly Spread[], range: StepRange): void {
  const { width, height } = canvas;
  const context = canvas.getContext('2d')!;
  context.clearRect(0, 0, width, height);
  context.fillStyle = getComputedStyle(canvas).color;
  const { columns, cells } = heatCells(spreads, range, width / 2);
  for (const { column, bin, strength } of cells) {
    context.globalAlpha = opacityOf(strength);
    const x = (column / columns) * width;
    context.fillRect(x, (1 - (bin + 1) / BINS) * height, width / columns + 0.5, height / BINS);
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
