// What: what every field of a setting gets, whatever the kind of its knob.
export interface FieldProps {
  readonly name: string;
  readonly value: string;
  readonly isDisabled: boolean;
  /** Id of the text that tells what it is. */
  readonly describedBy: string;
  readonly onCommit: (text: string) => void;
}
