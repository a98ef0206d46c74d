// What: a QR code, drawn here from the text: dark on light in both themes, as readers want it. Nothing where the text is too long for one.
import { useMemo } from 'react';
import { encode } from 'uqr';

/** What readers want around it. Units: dots. */
const QUIET = 4;
/** Beyond it the dots are too small for a phone at a projector. */
const MOST_VERSION = 25;

/** null = too long. */
export function qrPath(text: string): { readonly size: number; readonly path: string } | null {
  try {
    const { data, size } = encode(text, { ecc: 'M', border: 0, maxVersion: MOST_VERSION });
    const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')));
    return { size: size + 2 * QUIET, path: path.join('') };
  } catch {
    return null;
  }
}

interface Props {
  readonly text: string;
  readonly label: string;
  readonly tooLong: string;
}

export function QrCode({ text, label, tooLong }: Props) {
  const drawn = useMemo(() => qrPath(text), [text]);
  if (!drawn) return <p className="hint">{tooLong}</p>;
  const { size, path } = drawn;
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
