// What: panel "curve": nothing beside the curves that stand below every panel.
export function Panel() {
  return null;
}
