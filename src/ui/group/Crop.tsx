// What: a part of a picture, cut out by a box, as large as its place allows.
import type { Box } from '../../1-image/types.ts';
import type { PictureDraft } from '../../store/prompts/promptDraft.ts';
import './crop.css';

interface Props {
  readonly box: Box;
  readonly picture: PictureDraft;
  readonly label: string;
}

/** The part of the picture in the box; pixels of the picture are the units of the drawing. */
export function Crop({ box: [x0, y0, x1, y1], picture: { url, width, height }, label }: Props) {
  const [w, h] = [width || 1, height || 1];
  const part = `${x0 * w} ${y0 * h} ${(x1 - x0) * w} ${(y1 - y0) * h}`;
  return (
    <svg className="crop" viewBox={part} role="img" aria-label={label}>
      <image href={url} width={w} height={h} preserveAspectRatio="none" />
    </svg>
  );
}
