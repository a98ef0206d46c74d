// What: texts of the offline page and its updates.

export const OFFLINE = {
  ready: 'A new version of this page is ready.',
  readyInRun: 'A new version of this page is ready. Pause the run to load it.',
  take: 'Load it now',
} as const;
