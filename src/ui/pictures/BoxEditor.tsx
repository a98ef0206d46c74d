// What: the picture with the visitor's boxes: draw, move and resize by mouse or touch, or by the keyboard.
// Units: boxes are fractions of the picture, so the drawing does not depend on the size on screen.
import { useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { Box } from '../../1-image/types.ts';
import { clampBox, dragBox, hasArea, moveBox, resizeBox } from '../../store/boxEdits.ts';
import type { BoxDrag } from '../../store/boxEdits.ts';
import { refusePicture, removePrompt, sayEmptyBox, setBoxes } from '../../store/promptActions.ts';
import type { PromptDraft } from '../../store/promptDraft.ts';
import { Picture } from './Picture.tsx';
import { TEXTS } from '../texts.ts';

const STEP = 0.02;
const NEW_BOX: Box = [0.3, 0.3, 0.7, 0.7];
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};
const percent = (value: number) => `${value * 100}%`;

export function BoxEditor({ prompt }: { readonly prompt: PromptDraft }) {
  const frame = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<BoxDrag | null>(null);
  const [chosen, setChosen] = useState(0);
  const { boxes, id } = prompt;
  const replace = (index: number, box: Box) => setBoxes(id, boxes.with(index, box));
  const remove = (index: number) =>
    setBoxes(
      id,
      boxes.filter((_, i) => i !== index),
    );

  const place = (event: PointerEvent): readonly [number, number] => {
    const { left, top, width, height } = frame.current!.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  };
  const begin = (event: PointerEvent, kind: BoxDrag['kind'], index: number, box: Box) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    frame.current!.setPointerCapture(event.pointerId);
    frame.current!.querySelectorAll<HTMLElement>('.box')[index]?.focus();
    setDrag({ kind, index, start: place(event), box, current: box });
  };
  const onEnd = () => {
    if (!drag) return;
    const box = clampBox(drag.current);
    if (!hasArea(box)) sayEmptyBox();
    else if (drag.kind === 'draw') setBoxes(id, [...boxes, box]);
    else replace(drag.index, box);
    setDrag(null);
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    const arrow = ARROWS[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') remove(index);
    else if (arrow) replace(index, event.shiftKey ? resizeBox(boxes[index]!, arrow) : moveBox(boxes[index]!, arrow));
    else return;
    event.preventDefault();
  };

  const shown =
    drag?.kind === 'draw' ? [...boxes, drag.current] : boxes.map((b, i) => (drag?.index === i ? drag.current : b));
  return (
    <>
      <Picture
        ref={frame}
        url={prompt.images[0]?.url ?? ''}
        alt={prompt.name}
        onRefused={() => refusePicture(id)}
        className="edit"
        data-testid="box-editor"
        onPointerDown={(event) => {
          const [x, y] = place(event);
          begin(event, 'draw', -1, [x, y, x, y]);
        }}
        onPointerMove={(event) => drag && setDrag({ ...drag, current: dragBox(drag, place(event)) })}
        onPointerUp={onEnd}
        onPointerCancel={() => setDrag(null)}
      >
        {shown.map(clampBox).map((box, i) => (
          <div
            key={i}
            className="box"
            tabIndex={0}
            role="group"
            aria-label={TEXTS.box(i, box)}
            aria-describedby="box-help"
            style={{
              left: percent(box[0]),
              top: percent(box[1]),
              width: percent(box[2] - box[0]),
              height: percent(box[3] - box[1]),
            }}
            onFocus={() => setChosen(i)}
            onPointerDown={(event) => boxes[i] && begin(event, 'move', i, boxes[i])}
            onKeyDown={(event) => onKey(event, i)}
          >
            <span className="corner" onPointerDown={(event) => boxes[i] && begin(event, 'resize', i, boxes[i])} />
          </div>
        ))}
      </Picture>
      <p id="box-help" className="hint">
        {TEXTS.boxHelp}
      </p>
      <div className="row small">
        <button onClick={() => setBoxes(id, [...boxes, NEW_BOX])}>{TEXTS.addBox}</button>
        <button disabled={boxes.length === 0} onClick={() => remove(Math.min(chosen, boxes.length - 1))}>
          {TEXTS.deleteBox}
        </button>
        <button onClick={() => removePrompt(id)}>{TEXTS.remove}</button>
      </div>
    </>
  );
}
