// What: a labelled choice from a short list.
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly title: string; readonly help?: string }[];
  readonly onChange: (id: string) => void;
}

export function Choice({ label, value, options, onChange }: Props) {
  return (
    <Select className="react-aria-Select choice" value={value} onChange={(key) => onChange(String(key))}>
      <Label>{label}</Label>
      <Button>
        <SelectValue>{options.find(({ id }) => id === value)?.title}</SelectValue>
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover>
        <ListBox>
          {options.map(({ id, title, help }) => (
            <ListBoxItem key={id} id={id} textValue={title}>
              {title}
              {help && <small>{help}</small>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
