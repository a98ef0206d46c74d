// What: when the cards of the atlas are on the screen: a page that was opened for them loads the model only then, since the two would
// share the same cores.

/** A page whose atlas never comes (its file is gone) still loads the model. */
const LIMIT_MS = 3000;

let drawn: () => void = () => undefined;
const seen = new Promise<void>((resolve) => (drawn = resolve));

/** The atlas says so after it was drawn for the first time. */
export const cardsAreDrawn = () => requestAnimationFrame(() => setTimeout(drawn));

export const cardsDrawn = (): Promise<void> =>
  Promise.race([seen, new Promise<void>((resolve) => setTimeout(resolve, LIMIT_MS))]);
