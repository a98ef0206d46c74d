// What: gives the focus to an element by its id once React has drawn the change; nothing where it is not there.

export const focusSoon = (id: string): void => {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
};
