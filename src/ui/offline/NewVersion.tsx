// What: a new version of the page is ready: a button, never by itself, never in a run.
import { Button } from 'react-aria-components';
import { takeNewVersion, useOffline } from '../../store/offline.ts';
import { useStore } from '../../store/store.ts';
import { OFFLINE } from '../texts/offline.ts';
import './offline.css';

export function NewVersion() {
  const waiting = useOffline((state) => state.waiting);
  const running = useStore((state) => state.state === 'running');
  if (!waiting) return null;
  return (
    <p className="new-version" role="status">
      {running ? OFFLINE.readyInRun : OFFLINE.ready}
      <Button isDisabled={running} onPress={takeNewVersion}>
        {OFFLINE.take}
      </Button>
    </p>
  );
}
