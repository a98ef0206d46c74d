// What: a setting as data. Panel, tooltip, link, validation and "what differs between runs" are derived from it.

/** The axes of a recipe that hold uses of blocks. */
export type BlockAxis =
  | 'data'
  | 'view'
  | 'vector'
  | 'sampler'
  | 'action'
  | 'probe'
  | 'reward'
  | 'composition'
  | 'advantage'
  | 'tokenWeight'
  | 'auxiliaryLoss'
  | 'controller';

/** What a knob of a use holds. */
export type UseValue = number | boolean | string | null | readonly string[] | readonly number[];

/** One use in a recipe: the block, the name of the use (the block's where absent), and knobs that differ from the defaults. */
export interface BlockUse {
  readonly block: string;
  readonly as?: string;
  readonly [knob: string]: UseValue | undefined;
}

export type KnobValue = UseValue | readonly BlockUse[];

export interface Knob<T extends KnobValue = KnobValue> {
  readonly kind: 'number' | 'integer' | 'boolean' | 'choice' | 'document' | 'text' | 'names' | 'numbers' | 'blocks';
  readonly default: T;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  readonly document?: DocumentFacts;
  /** Of a list of uses: whose blocks it names, and the fewest and most of them. */
  readonly axis?: BlockAxis;
  readonly fewest?: number;
  readonly most?: number;
  /** null is allowed and means "follow the other setting that the doc names". */
  readonly nullable?: boolean;
  readonly unit: string;
  readonly doc: string;
  /** Where the name and the default come from. */
  readonly source: string;
  /** What a change needs: 'load' = the network is built anew, 'reset' = the run starts anew; absent = the next step has it. */
  readonly needs?: 'load' | 'reset';
  /** One of the few that a first lesson uses. */
  readonly plain?: boolean;
}

/** A document is one of the choices by name, or a JSON object of the visitor's own, kept as text. */
export interface DocumentFacts {
  /** What a choice stands for. */
  readonly of: (choice: string) => unknown;
  /** Throws where an object cannot be used, with one sentence. */
  readonly check: (json: unknown) => void;
}

type Facts = Pick<Knob, 'unit' | 'doc' | 'source' | 'needs' | 'plain'>;
type Range = { readonly min: number; readonly max: number };

export const number = (value: number, facts: Facts & Range): Knob<number> => ({
  kind: 'number',
  default: value,
  ...facts,
});
export const optionalNumber = (value: number | null, facts: Facts & Range): Knob<number | null> => ({
  kind: 'number',
  default: value,
  nullable: true,
  ...facts,
});
export const integer = (value: number, facts: Facts & Range): Knob<number> => ({
  kind: 'integer',
  default: value,
  ...facts,
});
export const optionalInteger = (value: number | null, facts: Facts & Range): Knob<number | null> => ({
  kind: 'integer',
  default: value,
  nullable: true,
  ...facts,
});
export const boolean = (value: boolean, facts: Facts): Knob<boolean> => ({ kind: 'boolean', default: value, ...facts });
export const text = (value: string, facts: Facts): Knob<string> => ({ kind: 'text', default: value, ...facts });
export const names = (value: readonly string[], facts: Facts): Knob<readonly string[]> => ({
  kind: 'names',
  default: value,
  ...facts,
});
export const numbers = (value: readonly number[], facts: Facts & Range): Knob<readonly number[]> => ({
  kind: 'numbers',
  default: value,
  ...facts,
});
export const choice = <T extends string>(value: T, choices: readonly T[], facts: Facts): Knob<T> => ({
  kind: 'choice',
  default: value,
  choices,
  ...facts,
});
export const document = (
  value: string,
  choices: readonly string[],
  own: DocumentFacts,
  facts: Facts,
): Knob<string> => ({ kind: 'document', default: value, choices, document: own, ...facts });
export const blocks = (
  value: readonly BlockUse[],
  facts: Facts & Required<Pick<Knob, 'axis'>> & Pick<Knob, 'fewest' | 'most'>,
): Knob<readonly BlockUse[]> => ({ kind: 'blocks', default: value, ...facts });

/** The settings object that a table of knobs describes. */
export type SettingsOf<Table extends Record<string, Knob>> = {
  readonly [Name in keyof Table]: Table[Name] extends Knob<infer T> ? T : never;
};
