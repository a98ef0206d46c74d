// What: the camera: ask, show, take a picture, stop. Every refusal of the browser becomes a sentence that says what to do.
import { create } from 'zustand';
import { addPictures } from './addPictures.ts';
import { PICTURE_TEXTS } from '../texts/pictures.ts';

export interface CameraState {
  readonly state: 'off' | 'asking' | 'on';
  readonly stream: MediaStream | null;
  readonly problem: string | null;
  /** Which side: phones have two. */
  readonly facing: 'environment' | 'user';
}

export const useCamera = create<CameraState>()(() => ({
  state: 'off',
  stream: null,
  problem: null,
  facing: 'environment',
}));
const { getState: get, setState: set } = useCamera;

/** Browsers that refuse insecure pages throw a TypeError. */
export function cameraProblem({ name, message }: Error): string {
  if (name === 'TypeError') return PICTURE_TEXTS.noCamera;
  return PICTURE_TEXTS.camera[name] ?? PICTURE_TEXTS.cameraStopped(message.replace(/\.$/, '') || name);
}

/** An answer that comes after the visitor has closed the camera is not wanted any more. */
let asked = 0;

export async function openCamera(): Promise<void> {
  stopStream();
  const own = ++asked;
  const { facing } = get();
  if (!navigator.mediaDevices) return set({ state: 'off', problem: PICTURE_TEXTS.noCamera });
  set({ state: 'asking', problem: null });
  try {
    const wish = { facingMode: facing, width: { ideal: 1280 }, height: { ideal: 960 } };
    const stream = await navigator.mediaDevices.getUserMedia({ video: wish, audio: false });
    if (own !== asked) return stop(stream);
    for (const track of stream.getTracks()) track.onended = loseCamera;
    set({ state: 'on', stream });
  } catch (error) {
    if (own !== asked) return;
    set({ state: 'off', problem: cameraProblem(error as Error) });
  }
}

const stop = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop());

function stopStream(): void {
  const { stream } = get();
  if (stream) stop(stream);
  set({ stream: null });
}

export function closeCamera(): void {
  asked++;
  stopStream();
  set({ state: 'off', problem: null });
}

/** Unplugged, or taken away by the system. */
function loseCamera(): void {
  closeCamera();
  set({ problem: PICTURE_TEXTS.cameraGone });
}

export function switchCamera(): void {
  set(({ facing }) => ({ facing: facing === 'user' ? 'environment' : 'user' }));
  void openCamera();
}

let photoNumber = 0;
/** What the preview shows at this moment becomes a prompt; the camera is stopped. */
export async function takePhoto(video: HTMLVideoElement): Promise<void> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0) return set({ problem: PICTURE_TEXTS.noPictureYet });
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.drawImage(video, 0, 0);
  closeCamera();
  const file = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  await addPictures([{ name: PICTURE_TEXTS.photo(++photoNumber), file }]);
}
