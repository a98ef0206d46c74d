// What: files that systems and tools add on their own: nobody means them, nobody wants a sentence about them.
const JUNK =
  /(^|\/)(__MACOSX\/|\.|(thumbs\.db|desktop\.ini|ehthumbs\.db|icon\r)$)|(^|\/)(@eaDir|\$RECYCLE\.BIN|System Volume Information)\//i;

export const isJunk = (path: string): boolean => JUNK.test(path);
