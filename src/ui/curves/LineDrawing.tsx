// What: the lines of one chart, drawn by recharts. It is drawn again only when its data change: pointer, captions and zoom
// selection lie in a layer of their own (ChartFigure), so hovering over all charts costs no drawing.
import { memo } from 'react';
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts';
import type { Row } from '../../9-curves/thin.ts';
import { shortNumber } from '../shortNumber.ts';
import type { Drawing } from './drawing.ts';
import { PLOT } from './plotBox.ts';

const MARGIN = { top: PLOT.top, right: PLOT.right, bottom: 0, left: 0 } as const;
const TICK = { fontSize: '0.67rem', fill: 'var(--soft)' } as const;
const step = (row: Row) => row.step;
/** Air above and below, so that a line on the edge is whole; its share of the height. */
const AIR = 0.06;

function padded([low, high]: Drawing['y'], log: boolean): [number, number] {
  if (log) return [low * (low / high) ** AIR, high * (high / low) ** AIR];
  return [low - AIR * (high - low), high + AIR * (high - low)];
}

/** Whole steps inside the range, at its ends. */
const endTicks = ([from, to]: Drawing['x']) => [...new Set([Math.ceil(from), Math.floor(to)])];

interface Props {
  readonly drawing: Drawing;
  readonly width: number;
  readonly height: number;
}

export const LineDrawing = memo(function LineDrawing({ drawing, width, height }: Props) {
  const { lines, rows, x, y, log } = drawing;
  return (
    <LineChart data={rows as Row[]} width={width} height={height} margin={MARGIN} accessibilityLayer={false}>
      <CartesianGrid stroke="var(--line)" strokeOpacity={0.6} vertical={false} />
      <XAxis
        dataKey={step}
        type="number"
        domain={x as [number, number]}
        allowDataOverflow
        ticks={endTicks(x)}
        interval={0}
        tick={TICK}
        height={PLOT.bottom}
        stroke="var(--line)"
      />
      <YAxis
        domain={padded(y, log)}
        scale={log ? 'log' : 'linear'}
        allowDataOverflow
        ticks={[y[0], y[1]]}
        interval={0}
        tick={TICK}
        width={PLOT.left}
        tickFormatter={shortNumber}
        stroke="var(--line)"
      />
      {lines.map((line, i) => (
        <Line
          key={`${line.run}\n${line.metric}\n${line.faint}`}
          dataKey={(row: Row) => row.values[i]}
          stroke={`var(--curve-${line.colour})`}
          strokeOpacity={line.faint ? 0.3 : 1}
          strokeWidth={line.faint ? 1.2 : 2}
          strokeDasharray={line.faint ? undefined : line.dash}
          dot={rows.length < 3}
          connectNulls
          type="linear"
          isAnimationActive={false}
          activeDot={false}
          legendType="none"
        />
      ))}
    </LineChart>
  );
});
