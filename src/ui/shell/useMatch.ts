// What: whether a media query holds now; and whether the window has little room, so that the frame has to be small.
import { useSyncExternalStore } from 'react';

export function useMatch(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** A low window (a laptop at 200 % zoom, a phone on its side) or a narrow one; layout.css lets the page scroll below it. */
export const useCompact = () => useMatch('(max-height: 619px), (max-width: 599px)');
