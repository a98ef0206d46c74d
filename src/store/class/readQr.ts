// What: one QR code in a picture, read by the library `qr`.
// Shapes: data [height, width, 4] bytes, RGBA.
import decodeQR from 'qr/decode.js';

/** Null where it finds none; `milliseconds` bound its second tries. */
export function readQr(image: Pick<ImageData, 'width' | 'height' | 'data'>, milliseconds: number): string | null {
  try {
    return decodeQR(image, { format: 'RGBA', timeLimit: milliseconds });
  } catch {
    return null;
  }
}
