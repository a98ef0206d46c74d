// What: the picture with the visitor's boxes: draw, move and resize by mouse or touch, or by the keyboard.
// Units: boxes are fractions of the picture, so the drawing does not depend on the size on screen.
import { useRef, useState } from 'react';
import type { PointerEvent, KeyboardEvent } from 'react';
import type { Box } from '../1-image/types.ts';
import { setBoxes } from '../store/actions.ts';
import { clampBox, dragBox, moveBox, resizeBox } from '../store/boxEdits.ts';
import type { BoxDrag } from '../store/boxEdits.ts';
import type { PromptDraft } from '../store/store.ts';
import { TEXTS } from './texts.ts';

const STEP = 0.02;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

export function BoxEditor({ prompt }: { readonly prompt: PromptDraft }) {
  const frame = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<BoxDrag | null>(null);
  const { boxes, id } = prompt;
  const replace = (index: number, box: Box | null) =>
    setBoxes(id, box ? boxes.map((old, i) => (i === index ? box : old)) : boxes.filter((_, i) => i !== index));

  const place = (event: PointerEvent): readonly [number, number] => {
    const { left, top, width, height } = frame.current!.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  };
  const begin = (event: PointerEvent, kind: BoxDrag['kind'], index: number, box: Box) => {
    event.preventDefault();
    event.stopPropagation();
    frame.current!.setPointerCapture(event.pointerId);
    setDrag({ kind, index, start: place(event), box, current: box });
  };
  const onMove = (event: PointerEvent) => drag && setDrag({ ...drag, current: dragBox(drag, place(event)) });
  const onEnd = () => {
    if (!drag) return;
    const box = clampBox(drag.current);
    const tiny = box[2] - box[0] < 0.01 || box[3] - box[1] < 0.01;
    if (drag.kind === 'draw') {
      if (!tiny) setBoxes(id, [...boxes, box]);
    } else if (!tiny) replace(drag.index, box);
    setDrag(null);
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    const arrow = ARROWS[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') replace(index, null);
    else if (arrow) replace(index, event.shiftKey ? resizeBox(boxes[index]!, arrow) : moveBox(boxes[index]!, arrow));
    else return;
    event.preventDefault();
  };

  const shown =
    drag?.kind === 'draw' ? [...boxes, drag.current] : boxes.map((box, i) => (drag?.index === i ? drag.current : box));
  return (
    <>
      <div
        ref={frame}
        className="frame"
        data-testid="box-editor"
        onPointerDown={(event) => begin(event, 'draw', -1, [...place(event), ...place(event)] as unknown as Box)}
        onPointerMove={onMove}
        onPointerUp={onEnd}
        onPointerCancel={() => setDrag(null)}
      >
        <img src={prompt.url} alt={prompt.name} draggable={false} />
        {shown.map(([x0, y0, x1, y1], i) => (
          <div
            key={i}
            className="box truth"
            tabIndex={0}
            role="group"
            aria-label={`Box ${i + 1}: from ${Math.round(x0 * 100)}, ${Math.round(y0 * 100)} to ${Math.round(x1 * 100)}, ${Math.round(y1 * 100)} percent`}
            aria-describedby="box-help"
            style={{
              left: `${Math.min(x0, x1) * 100}%`,
              top: `${Math.min(y0, y1) * 100}%`,
              width: `${Math.abs(x1 - x0) * 100}%`,
              height: `${Math.abs(y1 - y0) * 100}%`,
            }}
            onPointerDown={(event) => boxes[i] && begin(event, 'move', i, boxes[i])}
            onKeyDown={(event) => onKey(event, i)}
          >
            <span className="corner" onPointerDown={(event) => boxes[i] && begin(event, 'resize', i, boxes[i])} />
          </div>
        ))}
      </div>
      <p id="box-help" className="hint">
        {TEXTS.boxHelp}
      </p>
      <div className="row">
        <button onClick={() => setBoxes(id, [...boxes, [0.3, 0.3, 0.7, 0.7]])}>{TEXTS.addBox}</button>
        <button disabled={boxes.length === 0} onClick={() => replace(boxes.length - 1, null)}>
          {TEXTS.deleteBox}
        </button>
      </div>
    </>
  );
}
