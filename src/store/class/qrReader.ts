// What: reads QR codes from a picture of the camera: by the browser where it can (BarcodeDetector: most phones, macOS), else by the library `qr`,
// which is fetched from this page when it is first needed.
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorMaker {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** The texts of the codes that it finds in the picture of this moment. */
export type QrReader = (video: HTMLVideoElement) => Promise<readonly string[]>;

/** Pixels: enough for the largest code that the page draws; a larger picture only takes longer. */
const MOST_SIDE = 960;
/** For second tries within one picture; the next one comes soon. */
const TRY_MS = 25;

export async function qrReader(): Promise<QrReader> {
  return (await ownReader()) ?? libraryReader();
}

async function ownReader(): Promise<QrReader | null> {
  const Maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  const formats: readonly string[] = (await Maker?.getSupportedFormats().catch(() => [])) ?? [];
  if (!Maker || !formats.includes('qr_code')) return null;
  const detector = new Maker({ formats: ['qr_code'] });
  return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
}

async function libraryReader(): Promise<QrReader> {
  const { readQr } = await import('./readQr.ts');
  const canvas = document.createElement('canvas');
  return (video) => {
    const { videoWidth, videoHeight } = video;
    const scale = Math.min(1, MOST_SIDE / Math.max(1, videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context || canvas.width === 0 || canvas.height === 0) return Promise.resolve([]);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const text = readQr(context.getImageData(0, 0, canvas.width, canvas.height), TRY_MS);
    return Promise.resolve(text === null ? [] : [text]);
  };
}
