// What: in the list of runs: the earlier steps that the present run can go back to, and the memory that they take.
import { Button } from 'react-aria-components';
import { useLocked } from '../../store/access.ts';
import { goBack, useKeptAdapters } from '../../store/run/goBack.ts';
import { hasStandIn } from '../../store/engine/engine.ts';
import { useStore } from '../../store/store.ts';
import { VERDICTS } from '../texts/verdicts.ts';

export function KeptSteps() {
  const { adapters, bytes } = useKeptAdapters();
  const last = useStore((state) => state.points.at(-1)?.step ?? 0);
  const locked = useLocked('reset');
  const earlier = adapters.filter(({ step }) => step < last);
  if (hasStandIn() || earlier.length === 0) return null;
  return (
    <div className="kept-steps" role="group" aria-label={VERDICTS.kept}>
      <h4>{VERDICTS.kept}</h4>
      <div className="kept-step-list">
        {earlier.map(({ step, why }) => (
          <Button key={step} onPress={() => void goBack(step)} isDisabled={locked}>
            {VERDICTS.goBack(step)}
            {why === 'best' && <small> {VERDICTS.best}</small>}
          </Button>
        ))}
      </div>
      <p className="hint">
        {VERDICTS.goBackHelp} {VERDICTS.keptHelp((bytes / 1e6).toFixed(1))}
      </p>
    </div>
  );
}
