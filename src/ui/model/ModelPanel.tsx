// What: which model is loaded, those that the page brings, and another one: first whether it will train, then loading it.
import { Button } from 'react-aria-components';
import { hasStandIn } from '../../store/engine/engine.ts';
import { loadModelAt } from '../../store/model/estimate.ts';
import { useStore } from '../../store/store.ts';
import { MODEL } from '../texts/model.ts';
import { AnotherModel } from './AnotherModel.tsx';
import './model.css';

export function ModelPanel() {
  const model = useStore((page) => page.model);
  const address = useStore(({ config }) => config.engine.model);
  const recorded = hasStandIn();
  const busy = useStore(({ state }) => state === 'running' || state === 'loading') || recorded;
  return (
    <div className="model-panel">
      <section aria-label={MODEL.loaded}>
        <h3>{MODEL.loaded}</h3>
        <p>{model ? MODEL.facts(model.name, (model.parameters / 1e6).toFixed(1), model.trainable) : MODEL.none}</p>
        {busy && <p className="hint">{recorded ? MODEL.recorded : MODEL.runs}</p>}
      </section>
      <section aria-label={MODEL.builtIn}>
        <h3>{MODEL.builtIn}</h3>
        <ul className="built-in">
          {MODEL.known.map(({ address: own, name, about }) => (
            <li key={own}>
              <p>
                <strong>{name}</strong> {about}
              </p>
              {own === address && model?.name === own.split('/').at(-2) ? (
                <span className="is-loaded">{MODEL.isLoaded}</span>
              ) : (
                <Button isDisabled={busy} aria-label={MODEL.loadNamed(name)} onPress={() => void loadModelAt(own)}>
                  {MODEL.load}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <AnotherModel busy={busy} />
    </div>
  );
}
