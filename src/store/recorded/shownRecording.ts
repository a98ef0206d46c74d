// What: the recording that is on the page, for whoever asks whether there is one.
import { create } from 'zustand';

/** A log of another trainer. */
export interface LogShown {
  /** Whose. */
  readonly title: string;
  /** Of answers. */
  readonly files: number;
  readonly answers: number;
  /** Some numbers are the trainer's own. */
  readonly hasScalars: boolean;
}

export interface RecordingShown {
  readonly model: string;
  readonly device: string;
  readonly steps: number;
  readonly log?: LogShown;
}

export const useRecording = create<{ readonly shown: RecordingShown | null }>()(() => ({ shown: null }));

export const shownLog = (): LogShown | null => useRecording.getState().shown?.log ?? null;
/** For components. */
export const useShownLog = (): LogShown | null => useRecording(({ shown }) => shown?.log ?? null);
