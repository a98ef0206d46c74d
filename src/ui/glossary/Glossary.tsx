// What: all words with their sentences and the way to the place where each is seen.
import { Button, Heading } from 'react-aria-components';
import { TERMS } from '../../glossary/terms.ts';
import { GLOSSARY } from '../texts/glossary.ts';
import { goToPlace } from './goToPlace.ts';
import './glossary.css';

const sorted = [...TERMS].sort((a, b) => a.name.localeCompare(b.name, 'en', { sensitivity: 'base' }));

export function Glossary() {
  return (
    <>
      <p className="hint">{GLOSSARY.intro}</p>
      <ul className="word-list">
        {sorted.map((term) => (
          <li key={term.id}>
            <Heading level={3}>{term.name}</Heading>
            <Button aria-label={GLOSSARY.showOf(term.name)} onPress={() => void goToPlace(term)}>
              {GLOSSARY.show}
            </Button>
            <p>{term.sentence}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
