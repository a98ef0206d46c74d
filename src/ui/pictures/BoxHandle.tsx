// What: one box upon the picture, with its corners to take hold of, and everything that the keyboard can do with it.
import type { KeyboardEvent, PointerEvent } from 'react';
import type { Box } from '../../1-image/types.ts';
import { removeBox, replaceBox } from '../../store/prompts/boxActions.ts';
import { CORNERS, moveBox, resizeBox } from '../../store/prompts/boxEdits.ts';
import type { BoxDrag } from '../../store/prompts/boxEdits.ts';
import { PICTURES } from '../texts/pictures.ts';

const STEP = 0.02;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};
const percent = (value: number) => `${value * 100}%`;

interface Props {
  readonly promptId: string;
  readonly index: number;
  readonly box: Box;
  readonly label: string;
  readonly usable: boolean;
  readonly onGrab: (event: PointerEvent, kind: BoxDrag['kind']) => void;
}

export function BoxHandle({ promptId, index, box, label, usable, onGrab }: Props) {
  const [x0, y0, x1, y1] = box;
  const onKey = (event: KeyboardEvent) => {
    if (!usable) return;
    const arrow = ARROWS[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') removeBox(promptId, index);
    else if (event.key === 'Enter') document.querySelector<HTMLElement>(`[data-box-label="${index}"]`)?.focus();
    else if (arrow) {
      const next = event.shiftKey ? resizeBox(box, arrow) : moveBox(box, arrow);
      replaceBox(promptId, index, next, 'key');
    } else return;
    event.preventDefault();
  };
  return (
    <div
      className="box"
      tabIndex={0}
      role="group"
      aria-label={PICTURES.box(index, label, box)}
      aria-describedby="box-help"
      style={{ left: percent(x0), top: percent(y0), width: percent(x1 - x0), height: percent(y1 - y0) }}
      onPointerDown={(event) => onGrab(event, 'move')}
      onKeyDown={onKey}
    >
      {label && <span className="box-label">{label}</span>}
      {usable &&
        CORNERS.map((corner) => (
          <span key={corner} className={`corner ${corner}`} onPointerDown={(event) => onGrab(event, corner)} />
        ))}
    </div>
  );
}
