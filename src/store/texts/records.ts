// What: texts about links, run files and kept runs that cannot be read. They continue “… cannot be opened: ” and the
// like, so they begin with a small letter and have no full stop.

export const RECORD_TEXTS = {
  damaged: 'it is damaged',
  cutOff: 'it is damaged or cut off',
  newer: 'it was made by a newer version of this page; reload the page and try again',
  tooLong: 'it is too long',
  tooManyParts: 'it has too many parts',
  notPair: (part: string) => `“${part}” should be name=value`,
  twice: (name: string) => `it says “${name}” twice`,
  unknownSetting: (name: string, nearest: string) => `there is no setting “${name}”; did you mean “${nearest}”?`,
  empty: 'it is empty',
  noPictures: 'none of its pictures can be opened',
  rewardName: 'one of its rewards has a name that cannot be used',
  notOurs: 'it isn’t a Rollscope file',
  noMemory: 'there is not enough memory for it',
  unknownField: (field: string) => `its prompts have a field “${field.slice(0, 40)}”, which this page does not know`,
  partDamaged: (part: string) => `its ${part} is damaged`,
  fieldOfPrompts: (field: string) => `list of prompts (${field})`,
  parts: {
    prompts: 'list of prompts',
    pictures: 'list of pictures',
    boxes: 'list of boxes',
    points: 'list of points',
    facts: 'list of facts',
    labels: 'list of labels',
    rewards: 'list of rewards',
    history: 'history',
    header: 'header',
    checkpoint: 'checkpoint',
    vectors: 'adapter or optimiser',
  },
} as const;
