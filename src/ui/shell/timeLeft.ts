// What: speed and time left of something long, from its progress events.
import { useEffect, useRef, useState } from 'react';

export interface ProgressSeen {
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

export interface Pace {
  /** Units per second since it began; null while it is unknown. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

const UNKNOWN: Pace = { rate: null, secondsLeft: null };
const LEAST_SECONDS = 0.7;

export function useTimeLeft({ what, done, total }: ProgressSeen): Pace {
  const start = useRef({ what: '', at: 0, done: 0 });
  const [pace, setPace] = useState(UNKNOWN);
  useEffect(() => {
    const now = performance.now();
    if (start.current.what !== what || done < start.current.done || now < start.current.at)
      start.current = { what, at: now, done };
    const seconds = (now - start.current.at) / 1000;
    const made = done - start.current.done;
    const rate = seconds >= LEAST_SECONDS && made > 0 ? made / seconds : null;
    setPace(rate === null ? UNKNOWN : { rate, secondsLeft: Math.max(0, total - done) / rate });
  }, [what, done, total]);
  return pace;
}
