// What: result codes by camera.
import { takeText } from './collected.ts';
import { findCodes } from './findCodes.ts';
import { qrReader } from './qrReader.ts';

/** Whether there may be a camera; asking for it tells. */
export const canScan = (): boolean => typeof navigator.mediaDevices?.getUserMedia === 'function';

/** Time between two looks at the picture. */
const LOOK_MS = 300;

/** Shows the camera in the element and takes every new code that it sees; returns the way to stop. Rejects where there is no camera. */
export async function scanCodes(video: HTMLVideoElement): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const free = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  try {
    video.srcObject = stream;
    await video.play();
    return lookAgain(video, await qrReader(), free);
  } catch (error) {
    free();
    throw error;
  }
}

function lookAgain(video: HTMLVideoElement, read: Awaited<ReturnType<typeof qrReader>>, free: () => void): () => void {
  const seen = new Set<string>();
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    for (const text of await read(video).catch(() => [])) {
      if (seen.has(text) || findCodes(text).length === 0) continue;
      seen.add(text);
      takeText(text);
    }
    looking = false;
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  return () => {
    clearInterval(timer);
    free();
  };
}
