// What: result codes by camera, where the browser reads QR codes by itself; elsewhere they are pasted.
import { takeText } from './collected.ts';
import { findCodes } from './findCodes.ts';

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorMaker {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}
const maker = () => (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;

export async function canScan(): Promise<boolean> {
  try {
    const formats = await maker()?.getSupportedFormats();
    return formats?.includes('qr_code') === true && navigator.mediaDevices !== undefined;
  } catch {
    return false;
  }
}

/** Time between two looks at the picture. */
const LOOK_MS = 300;

/** Shows the camera in the element and takes every new code that it sees; returns the way to stop. Rejects where there is no camera. */
export async function scanCodes(video: HTMLVideoElement): Promise<() => void> {
  const Maker = maker();
  if (!Maker) throw new Error('no detector');
  const detector = new Maker({ formats: ['qr_code'] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  video.srcObject = stream;
  await video.play();
  const seen = new Set<string>();
  const look = async () => {
    for (const { rawValue } of await detector.detect(video).catch(() => [])) {
      if (seen.has(rawValue) || findCodes(rawValue).length === 0) continue;
      seen.add(rawValue);
      takeText(rawValue);
    }
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  return () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
  };
}
