// What: what a word means, and the ways on: to the place where it is seen, and to all words.
import { Button } from 'react-aria-components';
import { termById } from '../../glossary/terms.ts';
import { closeDetail } from '../../store/group/groupView.ts';
import { openPanel } from '../../store/view.ts';
import { GLOSSARY } from '../texts/glossary.ts';
import { goToPlace } from './goToPlace.ts';

export function TermCard({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const term = termById(id);
  if (!term) return <p>{GLOSSARY.unknown}</p>;
  const leave = (then: () => void) => () => {
    onDone();
    closeDetail();
    then();
  };
  return (
    <>
      <p>
        <strong>{term.name}</strong>: {term.sentence}
      </p>
      <p className="row">
        <Button aria-label={GLOSSARY.showOf(term.name)} onPress={leave(() => void goToPlace(term))}>
          {GLOSSARY.show}
        </Button>
        <Button onPress={leave(() => openPanel('glossary'))}>{GLOSSARY.all}</Button>
      </p>
    </>
  );
}
