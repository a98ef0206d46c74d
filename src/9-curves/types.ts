// What: one row of the history: every number of a step under TRL's name.
export interface CurvePoint {
  readonly step: number;
  readonly metrics: Readonly<Record<string, number>>;
}
