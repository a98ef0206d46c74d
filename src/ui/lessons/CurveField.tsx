// What: a curve that is drawn: with the pointer across the field, or with the arrow keys on its points. Without `onChange` it only shows.
// Beside it a curve of the run (`made`), where there is one.
import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { say } from '../../lessons/numbers.ts';
import { LESSON } from '../texts/lessons.ts';

const WIDTH = 260;
const HEIGHT = 120;
const PAD = 14;
/** Of the range, an arrow key; Page keys go five times as far. */
const KEY_STEP = 0.05;

interface Props {
  readonly values: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly made?: readonly number[];
  readonly onChange?: (values: readonly number[]) => void;
}

export function CurveField({ values, min, max, unit, made, onChange }: Props) {
  const field = useRef<SVGSVGElement>(null);
  const count = values.length;
  const x = (i: number) => PAD + (count < 2 ? 0 : (i * (WIDTH - 2 * PAD)) / (count - 1));
  const y = (value: number) => PAD + (1 - (value - min) / (max - min)) * (HEIGHT - 2 * PAD);
  const line = (of: readonly number[]) =>
    of.map((value, i) => `${x(i)},${y(Math.min(max, Math.max(min, value)))}`).join(' ');
  const put = (i: number, value: number) =>
    onChange?.(values.map((old, at) => (at === i ? Math.min(max, Math.max(min, value)) : old)));
  const onPointer = (event: PointerEvent<SVGSVGElement>) => {
    if (!onChange || (event.type === 'pointermove' && event.buttons === 0)) return;
    const { left, top, width, height } = field.current!.getBoundingClientRect();
    const across = ((event.clientX - left) / width) * WIDTH;
    const down = ((event.clientY - top) / height) * HEIGHT;
    const i = Math.round(((across - PAD) / (WIDTH - 2 * PAD)) * (count - 1));
    if (event.type === 'pointerdown') field.current!.setPointerCapture(event.pointerId);
    put(Math.min(count - 1, Math.max(0, i)), min + (1 - (down - PAD) / (HEIGHT - 2 * PAD)) * (max - min));
  };
  const onKey = (event: KeyboardEvent, i: number) => {
    const step = KEY_STEP * (max - min);
    const by = {
      ArrowUp: step,
      ArrowRight: step,
      ArrowDown: -step,
      ArrowLeft: -step,
      PageUp: 5 * step,
      PageDown: -5 * step,
    }[event.key];
    const to = by !== undefined ? values[i]! + by : event.key === 'Home' ? min : event.key === 'End' ? max : null;
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    put(i, to);
  };
  return (
    <svg
      ref={field}
      className={onChange ? 'curve-field drawing' : 'curve-field'}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role={onChange ? 'group' : 'img'}
      aria-label={LESSON.drawn}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
    >
      <line className="axis" x1={PAD} x2={WIDTH - PAD} y1={HEIGHT - PAD} y2={HEIGHT - PAD} />
      <text x={2} y={PAD - 3}>
        {LESSON.pointValue(say(max), unit)}
      </text>
      <text x={2} y={HEIGHT - 2}>
        {say(min)}
      </text>
      <polyline className="expected" points={line(values)} />
      {made && <polyline className="made" points={line(made.slice(0, count))} />}
      {onChange &&
        values.map((value, i) => (
          <circle
            key={i}
            cx={x(i)}
            cy={y(value)}
            r={6}
            tabIndex={0}
            role="slider"
            aria-orientation="vertical"
            aria-label={LESSON.point(i + 1)}
            aria-valuemin={min}
            aria-valuemax={max}
            aria-valuenow={value}
            aria-valuetext={LESSON.pointValue(say(value), unit)}
            onKeyDown={(event) => onKey(event, i)}
          />
        ))}
    </svg>
  );
}
