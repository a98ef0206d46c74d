// What: twin of letters.wgsl: white space, as an expression over the bytes of a UTF-8 text.

/** One character of white space, as Python's \s and str.strip() see it. */
export const SPACE = String.raw`(?:[\t-\r\x1c-\x20]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)`;

/** Bytes as characters. */
export const asText = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
