// What: how long the stage under way has taken. It ticks four times per second, so a quicker stage never appears.
import { useEffect, useState } from 'react';
import type { StageName } from '../../training/protocol.ts';

const TICK_MS = 250;

export interface StageClock {
  readonly stage: StageName;
  readonly seconds: number;
}

/** `since` = whatever is new with every stage that is done; null = nothing has taken long since the run began. */
export function useStageClock(running: boolean, since: unknown, stage: StageName): StageClock | null {
  const [clock, setClock] = useState<StageClock | null>(null);
  const [was, setWas] = useState(running);
  // What the run before was at is over.
  if (was !== running) {
    setWas(running);
    setClock(null);
  }
  useEffect(() => {
    if (!running) return;
    const begun = performance.now();
    const timer = setInterval(
      () => setClock({ stage, seconds: Math.max(0, performance.now() - begun) / 1000 }),
      TICK_MS,
    );
    return () => clearInterval(timer);
  }, [running, since, stage]);
  return running ? clock : null;
}
