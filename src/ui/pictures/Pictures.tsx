// What: the left column: the visitor's prompts, the one that is edited, and the samples.
import { addPicture, addSample, selectPrompt } from '../../store/promptActions.ts';
import { useSamples } from '../../store/sampleChoice.ts';
import { useStore } from '../../store/store.ts';
import { PromptForm } from './PromptForm.tsx';
import { TEXTS } from '../texts.ts';

export function Pictures() {
  const prompts = useStore((state) => state.prompts);
  const selected = useStore((state) => state.selectedPrompt);
  const prompt = prompts.find(({ id }) => id === selected);
  return (
    <section className="pictures" aria-label={TEXTS.pictures}>
      <h2>{TEXTS.pictures}</h2>
      <Samples />
      <div className="thumbs" role="group" aria-label={TEXTS.prompts}>
        {prompts.map(({ id, images, name }) => (
          <button key={id} aria-pressed={id === selected} aria-label={name} onClick={() => selectPrompt(id)}>
            <img src={images[0]?.thumb} alt="" />
          </button>
        ))}
        <AddPicture />
      </div>
      {prompt ? <PromptForm key={prompt.id} prompt={prompt} /> : <p className="hint">{TEXTS.noPicture}</p>}
      <p className="hint">{TEXTS.drop}</p>
    </section>
  );
}

function AddPicture() {
  return (
    <label className="add">
      + {TEXTS.add}
      <input
        type="file"
        accept="image/*"
        multiple
        onChange={({ target }) => {
          [...(target.files ?? [])].forEach((file) => addPicture(file, file.name));
          target.value = '';
        }}
      />
    </label>
  );
}

function Samples() {
  const samples = useSamples((state) => state.samples);
  return (
    <div className="thumbs samples" role="group" aria-label={TEXTS.samples}>
      {samples.map((sample) => (
        <button
          key={sample.id}
          onClick={() => addSample(sample)}
          title={sample.question}
          aria-label={TEXTS.sample(sample.name, sample.question)}
        >
          <img src={sample.images[0]?.thumb} alt="" />
        </button>
      ))}
    </div>
  );
}
