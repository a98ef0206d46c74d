// What: the boxes of a prompt with their labels; a box can be added and deleted here without a mouse.
import { Button, Input, TextField } from 'react-aria-components';
import type { Box } from '../../1-image/types.ts';
import { useShown } from '../../store/access.ts';
import { addBox, labelBox, removeBox } from '../../store/prompts/boxActions.ts';
import type { PromptDraft } from '../../store/prompts/promptDraft.ts';
import { PICTURES } from '../texts/pictures.ts';
import { useUsable } from './useUsable.ts';
import './boxList.css';

const NEW_BOX: Box = [0.3, 0.3, 0.7, 0.7];

export function BoxList({ prompt: { id, images, boxes, labels } }: { readonly prompt: PromptDraft }) {
  const shown = useShown('boxes');
  const usable = useUsable('boxes');
  if (!shown || (images.length === 0 && boxes.length === 0)) return null;
  return (
    <div className="box-list">
      <div className="box-list-head">
        <h3>{PICTURES.boxes}</h3>
        <Button isDisabled={!usable} onPress={() => addBox(id, NEW_BOX)}>
          {PICTURES.addBox}
        </Button>
      </div>
      {boxes.length > 0 && (
        <ol aria-label={PICTURES.boxes}>
          {boxes.map((_, i) => (
            <li key={i}>
              <span aria-hidden="true">{i + 1}</span>
              <TextField
                isReadOnly={!usable}
                aria-label={PICTURES.label(i)}
                value={labels[i] ?? ''}
                onChange={(label) => labelBox(id, i, label)}
              >
                <Input placeholder={PICTURES.labelExample} data-box-label={i} />
              </TextField>
              <Button
                className="quiet icon"
                isDisabled={!usable}
                aria-label={PICTURES.deleteBox(i)}
                onPress={() => removeBox(id, i)}
              >
                <span aria-hidden="true">×</span>
              </Button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
