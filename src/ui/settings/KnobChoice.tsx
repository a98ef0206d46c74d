// What: a setting that is chosen from a list, and one that is on or off.
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue, Switch } from 'react-aria-components';
import type { FieldProps } from './fieldProps.ts';

export function KnobChoice({
  name,
  value,
  isDisabled,
  describedBy,
  onCommit,
  choices,
}: FieldProps & { readonly choices: readonly string[] }) {
  return (
    <Select
      className="react-aria-Select knob-field"
      selectedKey={value}
      isDisabled={isDisabled}
      aria-describedby={describedBy}
      onSelectionChange={(key) => onCommit(String(key))}
    >
      <Label>{name}</Label>
      <Button id={`knob-${name}`}>
        <SelectValue>{() => value}</SelectValue>
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover>
        <ListBox>
          {choices.map((choice) => (
            <ListBoxItem key={choice} id={choice}>
              {choice}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

export function KnobSwitch({ name, value, isDisabled, describedBy, onCommit }: FieldProps) {
  return (
    <Switch
      className="react-aria-Switch knob-field"
      id={`knob-${name}`}
      isSelected={value === 'true'}
      isDisabled={isDisabled}
      aria-describedby={describedBy}
      onChange={(on) => onCommit(String(on))}
    >
      <span>{name}</span>
      <span className="track" aria-hidden="true" />
    </Switch>
  );
}
