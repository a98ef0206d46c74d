// What: the width of an element and whether it is on the screen: what is scrolled away is not drawn.
import { useEffect, useRef, useState } from 'react';

export function useBox() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const size = new ResizeObserver(([entry]) => setWidth(Math.round(entry!.contentRect.width)));
    const sight = new IntersectionObserver((entries) => setVisible(entries.at(-1)!.isIntersecting), {
      rootMargin: '80px',
    });
    size.observe(element);
    sight.observe(element);
    return () => {
      size.disconnect();
      sight.disconnect();
    };
  }, []);
  return { ref, width, visible };
}
