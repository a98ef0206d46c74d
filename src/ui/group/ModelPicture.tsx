// What: a picture as the model got it, drawn pixel by pixel, in a frame on which boxes can lie.
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { ModelView } from '../../training/protocol.ts';

interface Props {
  readonly view: ModelView;
  readonly label: string;
  /** Width to height of the picture that it was made of: the model sees a square. */
  readonly ratio: number;
  readonly children?: ReactNode;
}

const TALLEST = 360;

export function ModelPicture({ view: { size, rgba }, label, ratio, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(rgba, size, size), 0, 0);
  }, [rgba, size]);
  return (
    <div className="frame model" style={{ maxWidth: ratio * TALLEST }}>
      <canvas ref={canvas} role="img" aria-label={label} width={size} height={size} style={{ aspectRatio: ratio }} />
      {children}
    </div>
  );
}
