// What: TeX as MathML, which browsers draw and screen readers read. The renderer is loaded when the first formula is shown.
import { useEffect, useRef, useState } from 'react';

export interface Renderer {
  render(tex: string, element: HTMLElement, options: object): void;
}
let loaded: Promise<Renderer> | null = null;
let ready: Renderer | null = null;

async function load(): Promise<Renderer> {
  loaded ??= import('temml').then((module) => module.default);
  return (ready = await loaded);
}

/** Null until it is there; formulas then stand as they were written. */
export function useRenderer(): Renderer | null {
  const [renderer, setRenderer] = useState(ready);
  useEffect(() => {
    let wanted = true;
    load().then(
      (made) => wanted && setRenderer(made),
      () => (loaded = null), // not loaded: the next formula tries again
    );
    return () => {
      wanted = false;
    };
  }, []);
  return renderer;
}

// Classes alone: our own TeX marks its symbols with them; nothing else that a formula could ask for is trusted.
const OPTIONS = {
  // A name in a stranger's recipe may be no TeX: it is set as text then, and the stage stays.
  throwOnError: false,
  wrap: 'tex',
  trust: ({ command }: { readonly command: string }) => command === '\\class',
};

export function Mathematics({ renderer, tex }: { readonly renderer: Renderer; readonly tex: string }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    renderer.render(`\\displaystyle ${tex}`, place.current!, OPTIONS);
  }, [renderer, tex]);
  return <span ref={place} />;
}
