// What: the data as files: open, save; a model from a folder; an empty table.
import { useRef } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { loadModelFiles } from '../../store/actions.ts';
import { exportData } from '../../store/files/dataFiles.ts';
import { useDroppedModel } from '../../store/files/droppedModel.ts';
import { removeAllPrompts } from '../../store/prompts/promptActions.ts';
import { pathFiles, takeFiles } from '../../store/files/takeFiles.ts';
import { FOLDER } from '../folderInput.ts';
import { PICTURES } from '../texts/pictures.ts';
import { useUsable } from './useUsable.ts';

export function DataMenu() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const usable = useUsable('data');
  const dropped = useDroppedModel((state) => state.files !== null);
  const take = (input: HTMLInputElement) => {
    void takeFiles(pathFiles(input.files ?? []));
    input.value = '';
  };
  return (
    <>
      <MenuTrigger>
        <Button isDisabled={!usable}>{PICTURES.data}</Button>
        <Popover placement="bottom end">
          <Menu aria-label={PICTURES.data}>
            <MenuItem onAction={() => files.current?.click()}>{PICTURES.open}</MenuItem>
            <MenuItem onAction={() => void exportData('jsonl')}>{PICTURES.saveJsonl}</MenuItem>
            <MenuItem onAction={() => void exportData('coco')}>{PICTURES.saveCoco}</MenuItem>
            <MenuItem onAction={() => folder.current?.click()}>{PICTURES.openModel}</MenuItem>
            {dropped && <MenuItem onAction={() => void loadModelFiles(null)}>{PICTURES.builtInModel}</MenuItem>}
            <MenuItem onAction={removeAllPrompts}>{PICTURES.removeAll}</MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <input ref={files} type="file" multiple hidden data-testid="open-data" onChange={({ target }) => take(target)} />
      <input
        ref={folder}
        type="file"
        hidden
        {...FOLDER}
        data-testid="open-model"
        onChange={({ target }) => take(target)}
      />
    </>
  );
}
