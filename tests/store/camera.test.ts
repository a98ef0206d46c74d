// What: every refusal of a browser to open a camera becomes one sentence that says what to do.
import { expect, test, vi } from 'vitest';
import { cameraProblem, closeCamera, openCamera, useCamera } from '../../src/store/prompts/camera.ts';

const named = (name: string, message = 'no') => Object.assign(new Error(message), { name });

test.each([
  ['NotAllowedError', /denied\. Allow it in the browser’s address bar/],
  ['NotFoundError', /No camera was found\. Choose a file/],
  ['NotReadableError', /Another program is using the camera\. Close it/],
  ['OverconstrainedError', /requested mode\. Choose a file/],
  ['AbortError', /could not be started\. Close other programs/],
  ['SecurityError', /does not allow cameras on this page\. Choose a file/],
  ['TypeError', /needs https\)\. Choose a file/],
])('%s', (name, sentence) => {
  expect(cameraProblem(named(name))).toMatch(sentence);
});

test('one that nobody knows is quoted', () => {
  expect(cameraProblem(named('OddError', 'Lens is dirty.'))).toBe(
    'The camera could not be started (Lens is dirty). Choose a file instead.',
  );
  expect(cameraProblem(named('OddError', ''))).toContain('(OddError)');
});

test('one that is unplugged while it is open: a sentence, and it can be asked for again', async () => {
  const track = { onended: null as (() => void) | null, stop: vi.fn() };
  const stream = { getTracks: () => [track] };
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: () => Promise.resolve(stream) } });
  await openCamera();
  expect(useCamera.getState()).toMatchObject({ state: 'on', problem: null });
  track.onended!();
  expect(useCamera.getState()).toMatchObject({ state: 'off', stream: null });
  expect(useCamera.getState().problem).toMatch(/was disconnected\. Connect it and press “Try again”, or choose a file/);
  expect(track.stop).toHaveBeenCalled();
  await openCamera();
  expect(useCamera.getState()).toMatchObject({ state: 'on', problem: null });
  closeCamera();
  expect(useCamera.getState()).toMatchObject({ state: 'off', problem: null });
  vi.unstubAllGlobals();
});
