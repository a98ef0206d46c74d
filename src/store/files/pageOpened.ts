// What: when samples and link are on the table: who is quicker than they are waits for them, or the link would be laid over what was
// pressed.

let opened: () => void = () => undefined;
/** Resolves once, however the link turned out. */
export const pageOpened = new Promise<void>((resolve) => (opened = resolve));
export const pageIsOpen = () => opened();
