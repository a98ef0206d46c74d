// What: lies over a chart: shows the step under the pointer in every chart at once; a drag zooms, a double click shows all.
import { useState } from 'react';
import type { PointerEvent } from 'react';
import type { StepRange } from '../../store/curves/curveView.ts';
import { hoverStep, useHover, zoomTo } from '../../store/curves/curveView.ts';
import { PLOT } from './plotBox.ts';

const LEAST_DRAG_PX = 8;

export function PointerLayer({ range: [from, to] }: { readonly range: StepRange }) {
  const step = useHover((hover) => hover.step);
  const [drag, setDrag] = useState<{ readonly at: number; readonly step: number } | null>(null);
  const stepAt = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const share = (clientX - left - PLOT.left) / Math.max(1, width - PLOT.left - PLOT.right);
    return Math.round(from + Math.min(1, Math.max(0, share)) * (to - from));
  };
  const release = (event: PointerEvent) => {
    if (drag && Math.abs(event.clientX - drag.at) >= LEAST_DRAG_PX) {
      const ends = [drag.step, stepAt(event)].sort((a, b) => a - b);
      zoomTo([ends[0]!, ends[1]!]);
    }
    setDrag(null);
  };
  const share = (value: number) => (value - from) / Math.max(1, to - from);
  const place = (value: number) => `calc(${PLOT.left}px + (100% - ${PLOT.left + PLOT.right}px) * ${share(value)})`;
  const inside = step !== null && step >= from && step <= to;
  return (
    <div
      className="pointer-layer"
      onPointerMove={(event) => hoverStep(stepAt(event))}
      onPointerLeave={() => {
        hoverStep(null);
        setDrag(null);
      }}
      onPointerDown={(event) => event.button === 0 && setDrag({ at: event.clientX, step: stepAt(event) })}
      onPointerUp={release}
      onDoubleClick={() => zoomTo(null)}
    >
      {inside && <span className="hovered" style={{ left: place(step) }} />}
      {drag && step !== null && step !== drag.step && (
        <span
          className="selected"
          style={{ left: place(Math.min(step, drag.step)), right: `calc(100% - ${place(Math.max(step, drag.step))})` }}
        />
      )}
    </div>
  );
}
