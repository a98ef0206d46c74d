// What: the twelve axes of an update and the blocks on them, by the codes that the atlas uses. A system is what it adds on some of the
// axes to plain GRPO, so the base blocks (one sample group, the sum of rewards, the z-score …) stand on none of its cards.

export interface AtlasAxis {
  readonly letter: string;
  readonly title: string;
  /** Code → what it does, in a few words. */
  readonly blocks: Readonly<Record<string, string>>;
}

export const AXES: readonly AtlasAxis[] = [
  {
    letter: 'D',
    title: 'data',
    blocks: {
      D1: 'only prompts whose share of right answers lies in a window',
      D2: 'stages: tasks and rewards change during training',
      D3: 'a mixture of data sets, or replay of old tasks',
      D4: 'the answers vote for the label',
      D5: 'made scenes with everything known about them',
    },
  },
  {
    letter: 'P',
    title: 'grammar',
    blocks: {
      P2: 'nothing but the answer',
      P3: 'evidence first, then the answer',
      P4: 'a list with parts',
      P5: 'a program that draws',
      P6: 'a verdict on two responses',
    },
  },
  {
    letter: 'V',
    title: 'views of the picture',
    blocks: {
      V2: 'patches blackened',
      V3: 'noise, flips and turns',
      V4: 'picture hidden from attention',
      V5: 'evidence, or some other region, hidden',
      V6: 'a crop that the policy asked for',
      V7: 'patches shuffled',
      V8: 'degraded at known levels',
    },
  },
  {
    letter: 'S',
    title: 'sampling',
    blocks: {
      S2: 'several turns with what came back in between',
      S3: 'further answers on other views',
      S4: 'a tree of answers',
      S5: 'more answers than needed, and a choice among them',
      S6: 'an answer repaired or continued from other text',
    },
  },
  {
    letter: 'Q',
    title: 'probes',
    blocks: {
      Q1: 'the same tokens under a reference or a side model',
      Q2: 'the same tokens given another view',
      Q3: 'the same tokens without the question',
      Q4: 'how likely the true answer is after each part',
      Q5: 'entropy of each token',
      Q6: 'a judge',
      Q7: 'how usual the hidden states are',
    },
  },
  {
    letter: 'R',
    title: 'rewards',
    blocks: {
      R3: 'boxes and points',
      R4: 'facts, rubrics, checklists',
      R5: 'likeness of texts',
      R6: 'order and rank',
      R7: 'a drawing compared with a picture',
      R8: 'graded credit for parts that are right',
      R9: 'a bonus or a price for actions',
      R10: 'length',
      R11: 'repetition',
      R12: 'likelihood',
      R13: 'a judge’s score',
      R14: 'abstaining where the evidence is hidden',
    },
  },
  {
    letter: 'C',
    title: 'composition',
    blocks: {
      C2: 'one reward opens or closes another',
      C3: 'measured against the others of the group',
      C4: 'weights that move',
    },
  },
  {
    letter: 'A',
    title: 'advantage',
    blocks: {
      A2: 'only the mean, or the other answers, as baseline',
      A3: 'statistics of the batch, or frozen ones',
      A4: 'each reward standardised by itself',
      A5: 'per turn, step, sentence or token',
      A6: 'each reward to its own span',
      A7: 'scaled by a score of the whole answer',
      A8: 'a term for each token',
      A9: 'outliers left out',
    },
  },
  {
    letter: 'W',
    title: 'token weight',
    blocks: {
      W1: 'only the model’s own tokens',
      W2: 'the top share of a signal',
      W3: 'a weight for each span',
      W4: 'whole answers left out',
    },
  },
  {
    letter: 'L',
    title: 'policy loss',
    blocks: {
      L2: 'ratio per item or sequence',
      L3: 'log-ratio limited before the exponential',
      L4: 'how tokens are averaged',
    },
  },
  {
    letter: 'X',
    title: 'further losses',
    blocks: {
      X2: 'divergence between two views',
      X3: 'entropy',
      X4: 'imitation',
      X5: 'a side model that learns as well',
    },
  },
  {
    letter: 'H',
    title: 'control',
    blocks: {
      H1: 'a strength that fades',
      H2: 'a switch thrown at random',
      H3: 'a strength that follows a target',
      H4: 'switched off by success',
      H5: 'running statistics or a slow copy',
    },
  },
];

export const BLOCK_CODES: ReadonlySet<string> = new Set(AXES.flatMap(({ blocks }) => Object.keys(blocks)));

export const axisOf = (code: string): AtlasAxis | undefined => AXES.find(({ blocks }) => code in blocks);
