// What: texts of “Continue on a server”.

export const CONTINUE = {
  title: 'Continue on a server',
  hint: 'A zip that another trainer starts from: your pictures and questions in its format, the settings under its names, and the rewards in Python, which give the same numbers as here. Its README names every setting that has no counterpart there.',
  trainer: 'Trainer',
  trainers: { trl: 'TRL', verl: 'verl', 'ms-swift': 'ms-swift', easyr1: 'EasyR1', openrlhf: 'OpenRLHF' },
  boxes: 'The model will write boxes',
  forms: {
    percent: 'from 0 to 100, as here',
    thousand: 'from 0 to 1000 (Qwen3-VL, InternVL)',
    pixels: 'in pixels (Qwen2.5-VL)',
    fractions: 'from 0 to 1',
  },
  save: 'Save the folder (.zip)',
  busy: 'Making the folder …',
};
