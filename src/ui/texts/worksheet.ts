// What: texts of a worksheet on paper.

export const WORKSHEET = {
  unknown: (id: string) => `There is no lesson “${id.slice(0, 60)}”.`,
  opening: 'Opening the recorded runs …',
  back: 'Back',
  print: 'Print',
  answers: 'With the answers, on a page of their own',
  name: 'Name',
  date: 'Date',
  lesson: (number: number) => `Lesson ${number}`,
  minutes: (minutes: number) => `${minutes} minutes`,
  knows: (knows: string) => `At the end you know ${knows}`,
  numbers:
    'Numbers in the texts are those of a recorded run. Yours may differ a little from device to device; write down your own.',
  step: (number: number, title: string) => `${number}. ${title}`,
  expect: 'What do you expect?',
  number: (unit: string) => (unit === '' ? 'Your number:' : `Your number (${unit}):`),
  range: (min: string, max: string) => `between ${min} and ${max}`,
  draw: (metric: string, unit: string) => `Draw the curve of ${metric}${unit === '' ? '' : ` (${unit})`}.`,
  axes: (metric: string, points: number) => `Empty axes for ${metric} over the steps 1 to ${points}`,
  made: (metric: string) => `${metric} in the recorded run`,
  do: 'Do',
  happened: 'What happened?',
  answersTitle: (title: string) => `Answers: ${title}`,
  answersHint: 'For the teacher. Every number comes from the recorded run that is named.',
  right: 'Expected rightly',
  tolerance: (value: string, tolerance: string, unit: string) =>
    `${value} ± ${tolerance}${unit === '' ? '' : ` ${unit}`}`,
  from: (name: string, seed: number, commit: string | null) =>
    `Recorded run ${name}, seed ${seed}${commit === null ? '' : `, commit ${commit}`}.`,
  chosen: (name: string, value: string) => `It was made with ${name} = ${value}.`,
  noRun: 'There is no recorded run of this step, so there are no numbers here.',
  open: 'Worksheet',
  openOf: (title: string) => `Worksheet: ${title}`,
} as const;
