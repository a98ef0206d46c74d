// What: the left column: samples, ways to add pictures, the two lists of prompts, and the prompt that is edited.
import { useShown } from '../../store/access.ts';
import { useStore } from '../../store/store.ts';
import { PICTURES } from '../texts/pictures.ts';
import { AddPictures } from './AddPictures.tsx';
import { DataMenu } from './DataMenu.tsx';
import { Intake } from './Intake.tsx';
import { PromptForm } from './PromptForm.tsx';
import { PromptLists } from './PromptLists.tsx';
import { Samples } from './Samples.tsx';
import { UndoButtons } from './UndoButtons.tsx';
import './pictures.css';

export function Pictures() {
  const prompt = useStore((state) => state.prompts.find(({ id }) => id === state.selectedPrompt));
  const [samples, add, data] = [useShown('samples'), useShown('add'), useShown('data')];
  return (
    <section className="pictures" aria-label={PICTURES.region}>
      <div className="pictures-head">
        <h2>{PICTURES.title}</h2>
        <UndoButtons />
        {data && <DataMenu />}
      </div>
      {samples && <Samples />}
      {add && <AddPictures />}
      <Intake />
      <PromptLists />
      {prompt ? <PromptForm key={prompt.id} prompt={prompt} /> : <p className="hint">{PICTURES.noPicture}</p>}
    </section>
  );
}
