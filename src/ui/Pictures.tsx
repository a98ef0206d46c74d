// What: the left column: samples, own pictures, question and answer, and the picture on which boxes are drawn.
import { addPicture, removePrompt, selectPrompt, updatePrompt } from '../store/actions.ts';
import { addSample, useSamples } from '../store/sampleChoice.ts';
import { useStore } from '../store/store.ts';
import type { PromptDraft } from '../store/store.ts';
import { BoxEditor } from './BoxEditor.tsx';
import { TEXTS } from './texts.ts';

export function Pictures() {
  const prompts = useStore((state) => state.prompts);
  const selected = useStore((state) => state.selectedPrompt);
  const prompt = prompts.find(({ id }) => id === selected);
  return (
    <section className="pictures" aria-label={TEXTS.pictures}>
      <h2>{TEXTS.pictures}</h2>
      <div className="thumbs" role="group" aria-label="Your prompts">
        {prompts.map(({ id, url, name }) => (
          <button key={id} aria-pressed={id === selected} aria-label={name} onClick={() => selectPrompt(id)}>
            <img src={url} alt="" />
          </button>
        ))}
        <label className="add">
          + {TEXTS.add}
          <input
            type="file"
            accept="image/*"
            multiple
            onChange={(event) => {
              [...(event.target.files ?? [])].forEach((file) => addPicture(file, file.name));
              event.target.value = '';
            }}
          />
        </label>
      </div>
      {prompt && <PromptForm key={prompt.id} prompt={prompt} />}
      <p className="hint">{TEXTS.drop}</p>
      <Samples />
    </section>
  );
}

function PromptForm({ prompt }: { readonly prompt: PromptDraft }) {
  return (
    <>
      <BoxEditor prompt={prompt} />
      <label>
        {TEXTS.question}
        <input
          value={prompt.question}
          placeholder="where is the dog?"
          onChange={(event) => updatePrompt(prompt.id, { question: event.target.value })}
        />
      </label>
      <label>
        {TEXTS.answer}
        <input
          value={prompt.answer}
          placeholder="dog"
          onChange={(event) => updatePrompt(prompt.id, { answer: event.target.value })}
        />
      </label>
      <button className="quiet" onClick={() => removePrompt(prompt.id)}>
        {TEXTS.remove}
      </button>
    </>
  );
}

function Samples() {
  const samples = useSamples((state) => state.samples);
  return (
    <div className="samples" role="group" aria-label={TEXTS.samples}>
      <h3>{TEXTS.samples}</h3>
      {samples.map((sample) => (
        <button key={sample.id} onClick={() => addSample(sample)} title={sample.question}>
          <img src={sample.url} alt={`Sample: ${sample.name}, ${sample.question}`} />
        </button>
      ))}
    </div>
  );
}
