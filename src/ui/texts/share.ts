// What: texts of sharing: links, files, the kept run, the recording, rewards from elsewhere.

export const SHARE = {
  title: 'Share',
  link: 'Link',
  linkHint:
    'Whoever opens the link sees this page as it is set up now. Nothing is uploaded: everything is in the link itself.',
  parts: 'What to include',
  settings: 'Settings, recipe and seed',
  pictures: 'Pictures with their boxes, questions and answers',
  rewards: 'Your own rewards',
  layout: 'How the page is arranged',
  forClass: 'For a class: hide or lock controls',
  forClassHint:
    'Hidden controls are not shown; locked ones cannot be used. You can also list single settings after hide= and lock= in the address.',
  control: 'Control',
  hide: 'Hide',
  lock: 'Lock',
  hideOf: (name: string) => `Hide: ${name}`,
  lockOf: (name: string) => `Lock: ${name}`,
  address: 'The link',
  copy: 'Copy the link',
  copied: 'Copied.',
  notCopied: 'The browser did not allow copying. Select the link and press Ctrl + C.',
  making: 'Making the link …',
  length: (characters: number, prompts: number) =>
    `${characters.toLocaleString('en')} characters${prompts > 0 ? `, with ${prompts === 1 ? 'one prompt' : `${prompts} prompts`}` : ''}.`,
  leftOut: (names: readonly string[]) =>
    `No room for ${names.length === 1 ? 'the picture' : 'the pictures'} of ${names
      .slice(0, 3)
      .map((name) => `“${name}”`)
      .join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}; send a run file instead.`,
  shrunk: (count: number) =>
    `${count === 1 ? 'One picture is' : `${count} pictures are`} scaled down for the link, so its numbers may differ a little from yours.`,
  tooLong: 'Many mail and chat programs cut off links this long; leave out the rewards, or send a run file.',
  files: 'Files',
  filesHint:
    'A run file holds everything: settings, pictures, adapter, optimiser, curves, rewards. It never leaves this device unless you send it.',
  saveRun: 'Save this run',
  openRun: 'Open a run …',
  saveAdapter: 'Save the adapter (PEFT)',
  openAdapter: 'Open an adapter …',
  adapterHint:
    'The adapter is a zip of adapter_model.safetensors and adapter_config.json in PEFT format. To open one, choose the zip or both files.',
  nothingYet: 'There is nothing to save before the model is loaded.',
  lastRun: (step: number, when: string, pictures: string) =>
    `A run of ${step} ${step === 1 ? 'step' : 'steps'} with ${pictures} was kept here ${when}.`,
  prompts: (count: number) => (count === 1 ? 'one prompt' : `${count} prompts`),
  lastRunLabel: 'The last run',
  continueRun: 'Continue it',
  forgetRun: 'Forget it',
  recording: 'Recording',
  recordingLabel: 'A recorded run',
  recordingText: (steps: number, model: string, device: string) =>
    `${steps} real steps of the model “${model}”, computed earlier on: ${device}. Nothing is being trained now.`,
  trainOwn: 'Train your own',
  recordingStep: 'Step of the recording',
  rewardTitle: (from: 'link' | 'file', count: number) =>
    `This ${from} contains ${count === 1 ? 'its own reward' : `${count} rewards of its own`}`,
  rewardText:
    'Rewards are small programs (WGSL) that run on this device’s graphics card. Use them only if you trust where they come from.',
  rewardLines: (name: string, lines: number) => `${name}: ${lines} ${lines === 1 ? 'line' : 'lines'}`,
  useRewards: 'Use them',
  leaveRewards: 'Leave them out',
} as const;
