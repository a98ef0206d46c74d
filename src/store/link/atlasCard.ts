// What: which card of the atlas an address opens.

/** '' = the atlas without a card; null = the page itself. */
export const atlasCard = (hash: string): string | null => {
  const found = /[#&]atlas(?:=(\w{0,60}))?(?:&|$)/.exec(hash);
  return found ? (found[1] ?? '') : null;
};
