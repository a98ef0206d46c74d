// What: draws one chart at a time, in idle moments, so that no task of the page is long however many charts there are.
import { useEffect, useRef, useState } from 'react';

/** A chart is drawn again at most this often. */
const REST_MS = 250;
/** Even a busy page draws one by then. */
const PATIENCE_MS = 400;

const waiting: (() => void)[] = [];
let scheduled = false;

const whenIdle = (work: () => void) =>
  'requestIdleCallback' in window
    ? window.requestIdleCallback(work, { timeout: PATIENCE_MS })
    : setTimeout(work, PATIENCE_MS / 20);

function next(): void {
  scheduled = false;
  waiting.shift()?.();
  if (waiting.length > 0) schedule();
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  // A frame between two charts: the browser paints, the pointer is answered.
  requestAnimationFrame(() => whenIdle(next));
}

function takeTurn(work: () => void): () => void {
  waiting.push(work);
  schedule();
  return () => {
    const at = waiting.indexOf(work);
    if (at >= 0) waiting.splice(at, 1);
  };
}

/** The value as it was at the last turn; the newest is always shown in the end. `active` = on the screen. */
export function useTurn<T>(value: T, active: boolean): T | null {
  const [shown, setShown] = useState<T | null>(null);
  const latest = useRef(value);
  const last = useRef(-Infinity);
  const leave = useRef<(() => void) | null>(null);
  useEffect(() => {
    latest.current = value;
    if (!active || leave.current) return;
    const rest = Math.min(REST_MS, Math.max(0, REST_MS - (performance.now() - last.current))); // clocks can be set back
    const timer = setTimeout(() => {
      leave.current = takeTurn(() => {
        leave.current = null;
        last.current = performance.now();
        setShown(() => latest.current);
      });
    }, rest);
    leave.current = () => clearTimeout(timer);
  }, [value, active]);
  useEffect(
    () => () => {
      leave.current?.();
      leave.current = null;
    },
    [active],
  );
  return shown;
}
