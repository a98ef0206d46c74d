// What: how far a batch of files has got, and the sentences about them.
import { Button, ProgressBar } from 'react-aria-components';
import { dismissRefusals, useIntake } from '../../store/prompts/addPictures.ts';
import { PICTURES } from '../texts/pictures.ts';
import './intake.css';

export function Intake() {
  const reading = useIntake((state) => state.reading);
  const refused = useIntake((state) => state.refused);
  return (
    <>
      {reading && (
        <ProgressBar
          className="intake"
          aria-label={PICTURES.reading(reading.done, reading.total)}
          value={reading.done}
          maxValue={Math.max(1, reading.total)}
        >
          {({ percentage }) => (
            <>
              <span>{PICTURES.reading(reading.done, reading.total)}</span>
              <i style={{ width: `${percentage ?? 0}%` }} />
            </>
          )}
        </ProgressBar>
      )}
      <div role="alert">
        {refused.length > 0 && (
          <div className="refused">
            <div>
              <strong>{PICTURES.refused}</strong>
              <Button className="quiet icon" aria-label={PICTURES.dismiss} onPress={dismissRefusals}>
                ×
              </Button>
            </div>
            <ul>
              {refused.map(({ sentence }) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </>
  );
}
