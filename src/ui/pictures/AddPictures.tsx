// What: the ways to add prompts: files, the camera, scenes that are made here, a question without a picture.
import { Button, Dialog, DialogTrigger, FileTrigger, Popover, Tooltip, TooltipTrigger } from 'react-aria-components';
import { useShown } from '../../store/access.ts';
import { addQuestion } from '../../store/prompts/promptActions.ts';
import { pathFiles, takeFiles } from '../../store/files/takeFiles.ts';
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
        <Question />
        <p className="hint">{PICTURES.drop}</p>
      </div>
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

/** What is asked comes next; on a low screen its field may be out of sight. */
function askQuestion(): void {
  addQuestion();
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-field=question]')?.focus());
}

function Question() {
  const usable = useUsable('add');
  return (
    <TooltipTrigger delay={400}>
      <Button isDisabled={!usable} onPress={askQuestion}>
        {PICTURES.addQuestion}
      </Button>
      <Tooltip>{PICTURES.addQuestionHelp}</Tooltip>
    </TooltipTrigger>
  );
}
