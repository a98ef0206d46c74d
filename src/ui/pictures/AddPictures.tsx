// What: the ways to add pictures: files, the camera, scenes that are made here.
import { Button, Dialog, DialogTrigger, FileTrigger, Popover } from 'react-aria-components';
import { useShown } from '../../store/access.ts';
import { pathFiles, takeFiles } from '../../store/takeFiles.ts';
import { PICTURES } from '../texts/pictures.ts';
import { Camera } from './Camera.tsx';
import { SceneMaker } from './SceneMaker.tsx';
import { useUsable } from './useUsable.ts';

export function AddPictures() {
  const usable = useUsable('add');
  const scenes = useShown('scenes');
  return (
    <div className="adders">
      <div className="row">
        <FileTrigger
          allowsMultiple
          onSelect={(files) => {
            if (files) void takeFiles(pathFiles(files));
          }}
        >
          <Button isDisabled={!usable}>{PICTURES.add}</Button>
        </FileTrigger>
        <Camera isDisabled={!usable} />
        {scenes && <Scenes />}
      </div>
      <p className="hint">{PICTURES.drop}</p>
    </div>
  );
}

function Scenes() {
  const usable = useUsable('scenes');
  return (
    <DialogTrigger>
      <Button isDisabled={!usable}>{PICTURES.scenes}</Button>
      <Popover placement="bottom start">
        <Dialog aria-label={PICTURES.scenesTitle} className="react-aria-Dialog scenes">
          <SceneMaker />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
