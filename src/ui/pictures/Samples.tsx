// What: the gallery of samples; one press puts a sample on the table.
import { Button } from 'react-aria-components';
import { addSample } from '../../store/prompts/promptActions.ts';
import { useSamples } from '../../store/prompts/sampleChoice.ts';
import { PICTURES } from '../texts/pictures.ts';
import { useUsable } from './useUsable.ts';
import './samples.css';

export function Samples() {
  const samples = useSamples((state) => state.samples);
  const usable = useUsable('samples');
  return (
    <div className="samples" role="group" aria-label={PICTURES.samples}>
      {samples.map((sample) => (
        <Button
          key={sample.id}
          isDisabled={!usable}
          onPress={() => addSample(sample)}
          aria-label={PICTURES.sample(sample.name, sample.question)}
        >
          <img src={sample.images[0]?.thumb} alt="" title={sample.question} />
        </Button>
      ))}
    </div>
  );
}
