// What: what the step points at lights up, and comes into sight when the step or its phase begins. A style sheet does it, so that what is
// drawn later (the answers of a step) is lit as well.
import { useEffect } from 'react';
import { columnOf, selectorOf } from '../../lessons/targets.ts';
import type { Target } from '../../lessons/targets.ts';
import { showColumn } from '../../store/view.ts';

export function PointOut({ targets, phase }: { readonly targets: readonly Target[]; readonly phase: string }) {
  const selectors = targets.map(selectorOf).join(', ');
  useEffect(() => {
    const column = targets.map(columnOf).find((one) => one !== null);
    if (column) showColumn(column);
  }, [targets]);
  useEffect(() => {
    if (selectors === '') return;
    const frame = requestAnimationFrame(() => {
      document.querySelector(selectors)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    return () => cancelAnimationFrame(frame);
  }, [selectors, phase]);
  useEffect(() => {
    if (selectors === '') return;
    // Made by a script, which the page's policy allows; a style element would need its nonce.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${selectors} { outline: 3px solid var(--lit); outline-offset: 2px; border-radius: 6px; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    };
  }, [selectors]);
  return null;
}
