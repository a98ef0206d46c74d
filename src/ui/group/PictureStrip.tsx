// What: the pictures of a prompt that has several, as small copies: the chosen one is shown large.
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { PictureDraft } from '../../store/prompts/promptDraft.ts';
import { PICTURES } from '../texts/pictures.ts';

interface Props {
  readonly images: readonly PictureDraft[];
  readonly at: number;
  readonly onChange: (at: number) => void;
}

export function PictureStrip({ images, at, onChange }: Props) {
  return (
    <ToggleButtonGroup
      className="row tabs picture-strip"
      aria-label={PICTURES.pictures}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[String(at)]}
      onSelectionChange={([key]) => onChange(Number(key))}
    >
      {images.map(({ name, thumb }, i) => (
        <ToggleButton key={i} id={String(i)} aria-label={PICTURES.pictureOf(i, images.length, name)}>
          <img src={thumb} alt="" />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
