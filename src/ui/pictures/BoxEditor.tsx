// What: the first picture of a prompt with its boxes: draw, move and resize by mouse, pen or touch.
// Units: boxes are fractions of the picture, so the drawing does not depend on the size on screen.
import { useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import type { Box } from '../../1-image/types.ts';
import { addBox, replaceBox } from '../../store/prompts/boxActions.ts';
import { clampBox, dragBox } from '../../store/prompts/boxEdits.ts';
import type { BoxDrag } from '../../store/prompts/boxEdits.ts';
import { refuseImage } from '../../store/prompts/imageActions.ts';
import type { PromptDraft } from '../../store/prompts/promptDraft.ts';
import { PICTURES } from '../texts/pictures.ts';
import { BoxHandle } from './BoxHandle.tsx';
import { Picture } from './Picture.tsx';
import { useUsable } from './useUsable.ts';
import './boxes.css';

export function BoxEditor({ prompt }: { readonly prompt: PromptDraft }) {
  const frame = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<BoxDrag | null>(null);
  const { boxes, labels, id, images } = prompt;
  const image = images[0];
  const usable = useUsable('boxes');

  const place = (event: PointerEvent): readonly [number, number] => {
    const { left, top, width, height } = frame.current!.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / height];
  };
  const begin = (event: PointerEvent, kind: BoxDrag['kind'], index: number, box: Box) => {
    if (!usable || event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    event.stopPropagation();
    frame.current!.setPointerCapture(event.pointerId);
    frame.current!.querySelectorAll<HTMLElement>('.box')[index]?.focus();
    setDrag({ kind, index, start: place(event), box, current: box });
  };
  /** The place of the event counts: the last move may not have been drawn yet. */
  const end = (event: PointerEvent) => {
    if (!drag) return;
    const at = place(event);
    const moved = at[0] !== drag.start[0] || at[1] !== drag.start[1];
    if (drag.kind === 'draw') addBox(id, dragBox(drag, at));
    else if (moved) replaceBox(id, drag.index, dragBox(drag, at), 'pointer');
    setDrag(null);
  };

  if (!image) return <p className="hint">{PICTURES.questionOnly}</p>;
  const shown =
    drag?.kind === 'draw' ? [...boxes, drag.current] : boxes.map((b, i) => (drag?.index === i ? drag.current : b));
  return (
    <>
      <Picture
        ref={frame}
        url={image.url}
        alt={image.name}
        onRefused={() => refuseImage(id, 0)}
        className="edit"
        data-testid="box-editor"
        onPointerDown={(event) => {
          const [x, y] = place(event);
          begin(event, 'draw', -1, [x, y, x, y]);
        }}
        onPointerMove={(event) => drag && setDrag({ ...drag, current: dragBox(drag, place(event)) })}
        onPointerUp={end}
        onPointerCancel={() => setDrag(null)}
      >
        {shown.map(clampBox).map((box, i) => (
          <BoxHandle
            key={i}
            promptId={id}
            index={i}
            box={box}
            label={labels[i] ?? ''}
            usable={usable}
            onGrab={(event, kind) => boxes[i] && begin(event, kind, i, boxes[i])}
          />
        ))}
      </Picture>
      <p id="box-help" className="hint">
        {usable ? PICTURES.boxHelp : PICTURES.locked}
      </p>
    </>
  );
}
