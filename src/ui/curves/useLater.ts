// What: a value as it was up to `delay` ms ago. Values that come faster are skipped, the newest is always shown in the end.
import { useEffect, useRef, useState } from 'react';

export function useLater<T>(value: T, delay: number): T {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  const timer = useRef(0);
  useEffect(() => {
    latest.current = value;
    timer.current ||= window.setTimeout(() => {
      timer.current = 0;
      setShown(latest.current);
    }, delay);
  }, [value, delay]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = 0;
    },
    [],
  );
  return shown;
}
