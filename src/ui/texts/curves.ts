// What: texts of the curves, in words and for screen readers.
type At = readonly [value: string, step: number];

export const CURVES = {
  curves: 'Curves',
  empty: 'Every step adds a point to the curves here.',
  thisRun: 'This run',
  step: 'step',
  noValue: 'none yet',
  chart: (title: string) => `Chart: ${title}.`,
  spokenNothing: (name: string) => `${name}: no value yet.`,
  spokenLine: (name: string, first: At, last: At, low: At, high: At) =>
    `${name}: from ${first[0]} at step ${first[1]} to ${last[0]} at step ${last[1]}; lowest ${low[0]} at step ${low[1]}, highest ${high[0]} at step ${high[1]}.`,
  about: (title: string) => `What is ${title}?`,
  table: 'table',
  tableOf: (title: string) => `Table of ${title}`,
  noAdvantages: 'no advantages yet',
  advantages: (step: number, below: number, near: number, above: number) =>
    `step ${step}: ${below} below, ${near} near, ${above} above the mean`,
  bands: (near: string, far: string) => [
    `below −${far}`,
    `−${far} to −${near}`,
    `within ±${near}`,
    `${near} to ${far}`,
    `above ${far}`,
  ],
  further: (count: number) => `Further metrics (${count})`,
  noHeldOut:
    'No picture is held out. Mark a prompt as held out to see whether what is learned carries over to it; eval_reward and pass@1 will appear here.',
  controls: 'How the curves are drawn',
  smoothing: 'Smoothing',
  log: 'Log scale',
  zoom: 'Steps',
  zoomFrom: 'From step',
  zoomTo: 'To step',
  zoomed: (from: number, to: number) => `${from} – ${to}`,
  all: 'All steps',
  zoomHelp: 'Drag across a chart to zoom in; double-click to see everything.',
  runs: 'Compare runs',
  keep: 'Keep this run',
  keepHelp:
    'A kept run stays on the charts next to the new one. Runs of ten or more steps are kept automatically on reset.',
  runName: (name: string) => `Name of ${name}`,
  hideRun: (name: string) => `Show ${name}`,
  deleteRun: (name: string) => `Delete ${name}`,
  lastStep: (step: number) => `${step} ${step === 1 ? 'step' : 'steps'}`,
  differs: 'What differs between the runs',
  same: 'The runs have the same settings.',
  foreign: 'Logs of other trainers do not say what was set.',
  setting: 'setting',
  export: 'Export',
  files: {
    csv: 'Numbers as CSV',
    jsonl: 'Numbers as JSON lines',
    svg: 'Charts as SVG',
    png: 'Charts as PNG',
  },
  pngFailed: 'The PNG of the charts could not be made here; export SVG instead.',
} as const;
