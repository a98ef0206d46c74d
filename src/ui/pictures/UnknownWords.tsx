// What: words of a prompt that Pocket was not taught, and the way to the model that repeats any word.
import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { readKnownWords, unknownWords, useKnownWords } from '../../store/prompts/knownWords.ts';
import type { PromptDraft } from '../../store/prompts/promptDraft.ts';
import { useStore } from '../../store/store.ts';
import { openPanel } from '../../store/view.ts';
import { PICTURES } from '../texts/pictures.ts';

/** The model that this is about. */
const MODEL = 'models/pocket/';

export function UnknownWords({ prompt }: { readonly prompt: PromptDraft }) {
  const model = useStore(({ config }) => config.engine.model);
  const known = useKnownWords((state) => state.known);
  useEffect(() => void readKnownWords(), []);
  const unknown = known && model === MODEL ? unknownWords(prompt, known) : [];
  if (unknown.length === 0) return null;
  return (
    <p className="hint unknown-words" role="status">
      {PICTURES.unknownWords(unknown)}{' '}
      <Button className="quiet" onPress={() => openPanel('model')}>
        {PICTURES.otherModel}
      </Button>
    </p>
  );
}
