// What: pictures of QR codes as a camera gives them, and a film of one for Chromium's camera that is none.
import { encode } from 'uqr';

/** The same on every machine: a linear congruential generator (Numerical Recipes, section 7.1). */
function randomFloats(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Shot {
  /** Pixels of a dot. */
  readonly dot: number;
  /** Radians. */
  readonly turn?: number;
  /** How much smaller the far edge is. */
  readonly lean?: number;
  /** Grey levels. */
  readonly noise?: number;
  /** Light at the left edge as a share of that at the right. */
  readonly shade?: number;
}

/** What a camera sees of a code on a white page: every pixel looks up the dot that it shows. */
export function shoot(text: string, { dot, turn = 0, lean = 0, noise = 0, shade = 1 }: Shot) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const side = Math.ceil(size * dot * 1.5);
  const pixels = new Uint8ClampedArray(4 * side * side);
  const random = randomFloats(7);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [u, v] = [x - side / 2, y - side / 2];
      const far = 1 / (1 + lean * (v / side)); // a projection
      const [a, b] = [u * Math.cos(turn) + v * Math.sin(turn), v * Math.cos(turn) - u * Math.sin(turn)];
      const dark = data[Math.floor((b * far) / dot + size / 2)]?.[Math.floor((a * far) / dot + size / 2)] ?? false;
      const light = shade + (1 - shade) * (x / side);
      const grey = (dark ? 40 : 220) * light + noise * (random() - 0.5);
      pixels.set([grey, grey, grey, 255], 4 * (y * side + x));
    }
  return { width: side, height: side, data: pixels };
}

/** One picture as a film: YUV4MPEG2, 10 pictures a second, grey. Even sides. */
export function film({ width, height, data }: ReturnType<typeof shoot>): Buffer {
  const [w, h] = [width & ~1, height & ~1];
  const luma = Buffer.from(
    Uint8Array.from({ length: w * h }, (_, i) => data[4 * (Math.floor(i / w) * width + (i % w))]!),
  );
  const chroma = Buffer.alloc((w * h) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
  const head = Buffer.from(`YUV4MPEG2 W${w} H${h} F10:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, frame, frame, frame]);
}
