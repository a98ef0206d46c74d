// What: which card of the atlas an address opens; it is read before the rest of the link, so it bears what mendLink.ts undoes.

/** '' = the atlas without a card; null = the page itself. */
export const atlasCard = (hash: string): string | null => {
  const found = /[#&](?:amp;)*atlas(?:(?:=|%3D)(\w{0,60}))?(?:&|[\s.,;:!?)\]}>'"’”»*]*$)/i.exec(hash);
  return found ? (found[1] ?? '') : null;
};
