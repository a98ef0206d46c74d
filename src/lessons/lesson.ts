// What: a lesson as data. A file `<nn-name>.ts` of this folder exports `lesson: Lesson`; README.md has the whole interface and an example.
import type { Config } from '../config/config.ts';
import type { KnobValue } from '../config/knob.ts';
import type {
  EngineEvent,
  Evaluation,
  GroupView,
  RolloutView,
  StageExample,
  StageName,
  StepMetrics,
} from '../training/protocol.ts';
import type { Target } from './targets.ts';

/** An answer as the reward sandbox has scored it. */
export type TriedAnswer = Extract<EngineEvent, { type: 'answersTried' }>['answers'][number];

export interface Lesson {
  readonly title: string;
  readonly minutes: number;
  /** What the learner will know at the end, in one sentence. */
  readonly knows: string;
  readonly steps: readonly Step[];
}

export interface Step {
  /** Stable: progress is kept by it. */
  readonly id: string;
  readonly title: string;
  /** Markup (markup.ts). Numbers come from the run: a function of the facts at display time. */
  readonly text: Words;
  /** Stands below the text. */
  readonly formula?: LessonFormula;
  /** What lights up on the page. */
  readonly show?: readonly Target[];
  /** A new run. Without it the step goes on with the run of the step before. */
  readonly setUp?: SetUp;
  /** A file of public/recorded/lessons without its ending: the run of this step for machines without the power for it. */
  readonly recorded?: string;
  /** Signals of tokens, or of parts of answers, that the recorded run has, too: `masked/divergence`. Others are left out of it. */
  readonly recordedSignals?: readonly string[];
  /** A recipe: what was measured of it stands in `facts.evidence`. */
  readonly evidence?: string;
  /** Asked before the acts. */
  readonly predict?: Prediction;
  /** What the learner does, one after the other. */
  readonly act?: readonly Act[];
  /** Told after the acts. With a prediction: whether it was right. Without one: whether the goal was reached; else the learner tries again. */
  readonly check?: (facts: Facts) => Verdict;
  /** The run of this step stays for later steps under this name: `facts.runs`. */
  readonly keep?: string;
}

/** Written as blocks write theirs: `A = (r − mean) / (std + ε)`, several lines with `; ` between them. */
export interface LessonFormula {
  readonly text: string;
  /** Its letters mean what they mean in the panel of that stage, and carry the numbers of the run. */
  readonly stage: StageName;
}

export type Words = string | ((facts: Facts) => string);

export interface SetUp {
  /** Absent = grpo. */
  readonly recipe?: string;
  /** `name=value`, as after --set. The seed is 0 where it is not named. */
  readonly set?: readonly string[];
  /** Absent = what is on the table already. */
  readonly task?: SampleTask | SceneTask;
  /** Ids of controls (src/store/texts/controls.ts) and settings. Beside these, a lesson locks what would end it. */
  readonly hide?: readonly string[];
  /** Put back where they are locked by every lesson. */
  readonly unlock?: readonly string[];
  readonly view?: ViewWish;
  /** Asks for the greedy answers before the first step: `facts.evaluations.before`. */
  readonly greedy?: boolean;
  /** Reward files of the learner that earlier steps made stay in use; false = the shipped rewards alone. */
  readonly ownRewards?: boolean;
}

export interface SampleTask {
  /** Pictures of the gallery by name (public/samples/samples.json). */
  readonly samples: readonly SampleWish[];
}

export interface SampleWish {
  readonly name: string;
  /** In place of the sample's own. */
  readonly question?: string;
  readonly answer?: string;
  readonly split?: 'train' | 'heldOut';
}

export interface SceneTask {
  /** Of the generator pocket (src/scenes/pocket/skills). */
  readonly skill: string;
  readonly seed: number;
  readonly count: number;
  /** 0 … 1; absent = 0.3 */
  readonly difficulty?: number;
  /** Share of the scenes; absent = 0. */
  readonly heldOut?: number;
}

export interface ViewWish {
  /** The stage that is open; null = none. */
  readonly stage?: StageName | null;
  /** Shade of the tokens: its id, or `signal:NAME`. */
  readonly shade?: string;
  /** Id of the open panel; null = none. */
  readonly panel?: string | null;
}

/** choice: the id of an option; number: a number; curve: one value per step of the run. */
export type PredictionValue = string | number | readonly number[];

/** `walk`: what the scripted learners predict (`npm run lessons -- --walk`). */
export type Prediction =
  | {
      readonly kind: 'choice';
      readonly ask: string;
      readonly options: readonly { readonly id: string; readonly text: string }[];
      readonly walk: { readonly right: string; readonly wrong: string };
    }
  | {
      readonly kind: 'number';
      readonly ask: string;
      readonly unit: string;
      readonly min: number;
      readonly max: number;
      /** What still counts as right; `near` uses it. */
      readonly tolerance: number;
      readonly walk: { readonly right: number; readonly wrong: number };
    }
  | {
      readonly kind: 'curve';
      readonly ask: string;
      /** Metric that is drawn, and the range of its axis. */
      readonly metric: string;
      readonly unit: string;
      readonly min: number;
      readonly max: number;
      /** Points that are drawn, at the steps 1 … points of the run. */
      readonly points: number;
      readonly walk: { readonly right: readonly number[]; readonly wrong: readonly number[] };
    };

/** Something that the learner does; the page sees by itself that it was done. */
export type Act = { /** Markup: what to do. */ readonly say: string } & (
  | {
      /** Play (or One step) for so many steps; the run then holds by itself. */ readonly kind: 'play';
      readonly steps: number;
    }
  | { /** One stage at a time until that one is done. */ readonly kind: 'stages'; readonly to: StageName }
  | {
      /** A setting, or a knob of a use (`format.weight`), to a value that fits. `walk`: the one that the walk types. */
      readonly kind: 'knob';
      readonly name: string;
      readonly fits: (value: KnobValue, config: Config) => boolean;
      readonly walk: string;
    }
  | {
      /** Opens the details of an answer that fits; absent = any. */ readonly kind: 'rollout';
      readonly fits?: (rollout: RolloutView, group: GroupView) => boolean;
    }
  | {
      /** A stage, a panel or a shade of the tokens. */ readonly kind: 'open';
      readonly what: `stage:${StageName}` | `panel:${string}` | `shade:${string}`;
    }
  | {
      /** A reward of the learner's is in use. `walk`: the text that the walk puts into the editor under that name. */
      readonly kind: 'reward';
      readonly fits: (rewards: readonly OwnReward[], config: Config) => boolean;
      readonly walk: OwnReward;
    }
  | {
      /** Looks at that answer in the reward sandbox. */ readonly kind: 'sandbox';
      readonly look: TriedAnswer['from'];
    }
);

export interface OwnReward {
  readonly name: string;
  readonly wgsl: string;
}

export interface Verdict {
  readonly passed: boolean;
  /** Markup, with the numbers. */
  readonly says: string;
}

export interface StageFacts {
  readonly step: number;
  readonly summary: Readonly<Record<string, number>>;
  readonly example?: StageExample;
}

/** A run of an earlier step. Its answers have no tokens and no signals. */
export interface LessonRun {
  readonly config: Config;
  readonly points: readonly StepMetrics[];
  /** Of its last step. */
  readonly groups: readonly GroupView[];
}

/** What the runs of a recipe's claim gave (public/evidence), with its special block and without. */
export interface LessonEvidence {
  /** Of the claim: what was measured, and how much higher (or lower) it must be with the block to be called shown. */
  readonly metric: string;
  readonly threshold: number;
  readonly steps: number;
  /** One run each. */
  readonly seeds: number;
  /** Medians over the seeds. */
  readonly on: number;
  readonly off: number;
  readonly shown: boolean;
}

/** What a lesson may speak about: all of it was computed by a run. */
export interface Facts {
  readonly config: Config;
  /** Steps of the run since this step of the lesson began. */
  readonly points: readonly StepMetrics[];
  /** All steps of the run. */
  readonly history: readonly StepMetrics[];
  /** Of the newest step, whole. */
  readonly groups: readonly GroupView[];
  /** The groups of the steps in `points`, as far as they are kept. */
  readonly steps: readonly { readonly step: number; readonly groups: readonly GroupView[] }[];
  readonly stages: Readonly<Partial<Record<StageName, StageFacts>>>;
  /** Runs that earlier steps kept, by name. */
  readonly runs: Readonly<Record<string, LessonRun>>;
  /** Of this step. */
  readonly prediction: PredictionValue | null;
  /** Of earlier steps, by their ids. */
  readonly predictions: Readonly<Record<string, PredictionValue>>;
  /** Greedy answers by tag: before, after. */
  readonly evaluations: Readonly<Record<string, { readonly step: number; readonly results: readonly Evaluation[] }>>;
  readonly rewards: readonly OwnReward[];
  /** What the reward sandbox has scored, if it was opened. */
  readonly tried?: readonly TriedAnswer[];
  /** Of the recipe that the step names; absent where it names none, or its runs are not all there. */
  readonly evidence?: LessonEvidence;
  /** A recorded run is shown in the place of a live one. */
  readonly recorded: boolean;
}
