// What: one prompt as a thumbnail of a list, with a handle to drag it by the keyboard.
import { Button, GridListItem } from 'react-aria-components';
import type { PromptDraft } from '../../store/prompts/promptDraft.ts';
import { promptProblem } from '../../store/prompts/promptProblem.ts';
import { PICTURES } from '../texts/pictures.ts';

export function PromptThumb({ prompt }: { readonly prompt: PromptDraft }) {
  const { id, name, images, question } = prompt;
  const incomplete = promptProblem(prompt) !== null;
  const spoken = `${name}${question ? `: ${question}` : ''}${incomplete ? ` (${PICTURES.incomplete})` : ''}`;
  return (
    <GridListItem id={id} textValue={spoken} className="thumb">
      {images[0] ? (
        <img src={images[0].thumb} alt="" title={spoken} draggable={false} />
      ) : (
        <span className="wordy" aria-hidden="true" title={spoken}>
          ?
        </span>
      )}
      {images.length > 1 && <b aria-hidden="true">{images.length}</b>}
      {incomplete && <i aria-hidden="true" />}
      <Button slot="drag" className="drag" aria-label={PICTURES.drag(name)}>
        ⠿
      </Button>
    </GridListItem>
  );
}
