// What: brings the place where a word is seen onto the screen and points at it for a while.
import { KNOBS } from '../../config/knobTable.ts';
import type { Term } from '../../glossary/terms.ts';
import { columnOf, selectorOf } from '../../lessons/targets.ts';
import type { Target } from '../../lessons/targets.ts';
import { say } from '../../store/actions.ts';
import type { StageName } from '../../training/protocol.ts';
import { goTo, openAtlas, openPanel, openStage, showColumn, showExpert } from '../../store/view.ts';
import { GLOSSARY } from '../texts/glossary.ts';
import './term.css';

/** How long it is pointed at. */
const POINT_MS = 6000;
/** A panel, a column or a chart may still have to be drawn. */
const [LOOKS, LOOK_MS] = [20, 100];

const nameIn = (target: Target) => target.slice(target.indexOf(':') + 1);
const onPage = (target: Target) => document.querySelector<HTMLElement>(selectorOf(target));
const rest = () => new Promise((resolve) => setTimeout(resolve, LOOK_MS));

/** A setting stands in its panel, whatever else is open; anything else is beside the panels. */
function layOut(target: Target): void {
  const isKnob = target.startsWith('knob:');
  if (isKnob && KNOBS.get(nameIn(target))?.knob.plain !== true) showExpert(true);
  openPanel(isKnob ? 'settings' : null);
  if (target.startsWith('stage:')) openStage(nameIn(target) as StageName);
  const column = columnOf(target);
  if (column) showColumn(column);
}

let pointed: HTMLElement | null = null;
function pointAt(element: HTMLElement): void {
  pointed?.removeAttribute('data-pointed');
  pointed = element;
  element.setAttribute('data-pointed', '');
  element.scrollIntoView({ block: 'center', inline: 'nearest' });
  const reachable = element.matches('button, input') ? element : element.querySelector<HTMLElement>('button, input');
  reachable?.focus({ preventScroll: true });
  setTimeout(() => element.removeAttribute('data-pointed'), POINT_MS);
}

export async function goToPlace({ name, places }: Term): Promise<void> {
  goTo(null);
  openAtlas(null);
  // What is there already is taken first: later places are for a page on which no run has begun.
  for (const target of [...places.filter((target) => target.startsWith('knob:') || onPage(target)), ...places]) {
    layOut(target);
    for (let look = 0; look < LOOKS; look++) {
      await rest();
      const element = onPage(target);
      if (element) return pointAt(element);
      // A curve that no step has made does not come by waiting.
      if (target.startsWith('curve:') && look > 3) break;
    }
  }
  say(GLOSSARY.notYet(name));
}
