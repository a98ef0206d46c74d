// What: the ways to add pictures: files, the camera, scenes that are made here.
import { Button, Dialog, DialogTrigger, FileTrigger, Popover } from 'react-aria-components';
import { pathFiles, takeFiles } from '../../store/takeFiles.ts';
import { PICTURES } from '../texts/pictures.ts';
import { Camera } from './Camera.tsx';
import { SceneMaker } from './SceneMaker.tsx';

export function AddPictures() {
  return (
    <div className="adders">
      <div className="row">
        <FileTrigger
          allowsMultiple
          onSelect={(files) => {
            if (files) void takeFiles(pathFiles(files));
          }}
        >
          <Button>{PICTURES.add}</Button>
        </FileTrigger>
        <Camera />
        <DialogTrigger>
          <Button>{PICTURES.scenes}</Button>
          <Popover placement="bottom start">
            <Dialog aria-label={PICTURES.scenesTitle} className="react-aria-Dialog scenes">
              <SceneMaker />
            </Dialog>
          </Popover>
        </DialogTrigger>
      </div>
      <p className="hint">{PICTURES.drop}</p>
    </div>
  );
}
