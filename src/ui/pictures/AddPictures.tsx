// What: the ways to add pictures: files, the camera, scenes that are made here.
import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { pathFiles, takeFiles } from '../../store/takeFiles.ts';
import { PICTURES } from '../texts/pictures.ts';
import { Camera } from './Camera.tsx';
import { SceneMaker } from './SceneMaker.tsx';

export function AddPictures() {
  const [scenes, setScenes] = useState(false);
  return (
    <div className="adders">
      <div className="row">
        <FileTrigger
          allowsMultiple
          onSelect={(files) => {
            if (files) void takeFiles(pathFiles(files));
          }}
        >
          <Button>
            <span aria-hidden="true">＋</span> {PICTURES.add}
          </Button>
        </FileTrigger>
        <Camera />
        <Button aria-expanded={scenes} onPress={() => setScenes(!scenes)}>
          {PICTURES.scenes}
        </Button>
      </div>
      {scenes && <SceneMaker />}
      <p className="hint">{PICTURES.drop}</p>
    </div>
  );
}
