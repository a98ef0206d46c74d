// What: the pictures of one prompt in the order in which the policy sees them: add, reorder, take away.
import { Button, FileTrigger } from 'react-aria-components';
import { addPicturesTo } from '../../store/prompts/addPictures.ts';
import { removeImage, shiftImage } from '../../store/prompts/imageActions.ts';
import type { PromptDraft } from '../../store/prompts/promptDraft.ts';
import { PICTURES } from '../texts/pictures.ts';
import { useUsable } from './useUsable.ts';

const namedFiles = (files: FileList) => [...files].map((file) => ({ name: file.name, file }));

export function PromptPictures({ prompt: { id, images } }: { readonly prompt: PromptDraft }) {
  const several = images.length > 1;
  const usable = useUsable('add');
  return (
    <div className="own-pictures">
      {several && (
        <ol aria-label={PICTURES.pictures}>
          {images.map((image, i) => (
            <li key={`${image.id}-${i}`}>
              <img src={image.thumb} alt={PICTURES.pictureOf(i, images.length, image.name)} />
              <Mover
                icon="←"
                label={PICTURES.earlierPicture}
                able={usable && i > 0}
                onPress={() => shiftImage(id, i, -1)}
              />
              <Mover
                icon="→"
                label={PICTURES.laterPicture}
                able={usable && i < images.length - 1}
                onPress={() => shiftImage(id, i, 1)}
              />
              <Mover icon="×" label={PICTURES.removePicture} able={usable} onPress={() => removeImage(id, i)} />
            </li>
          ))}
        </ol>
      )}
      {several && <p className="hint">{PICTURES.boxesOnFirst}</p>}
      <div className="row small">
        <FileTrigger
          allowsMultiple
          acceptedFileTypes={['image/*']}
          onSelect={(files) => {
            if (files) void addPicturesTo(id, namedFiles(files));
          }}
        >
          <Button isDisabled={!usable}>{PICTURES.addToPrompt}</Button>
        </FileTrigger>
      </div>
    </div>
  );
}

interface MoverProps {
  readonly icon: string;
  readonly label: string;
  readonly able: boolean;
  readonly onPress: () => void;
}
function Mover({ icon, label, able, onPress }: MoverProps) {
  return (
    <Button className="quiet icon" aria-label={label} isDisabled={!able} onPress={onPress}>
      <span aria-hidden="true">{icon}</span>
    </Button>
  );
}
