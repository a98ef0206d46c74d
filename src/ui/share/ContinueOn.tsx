// What: the run as a zip for another trainer: which one, how its model writes boxes, and the button.
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { BOX_FORMS, chooseBoxes, chooseTrainer, saveForTrainer, TRAINERS, useContinueOn } from '../../store/share/continueOn.ts'; // prettier-ignore
import { CONTINUE } from '../texts/continueOn.ts';

interface ChoiceProps<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[];
  readonly titles: Readonly<Record<Name, string>>;
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
}

function Choice<Name extends string>({ label, names, titles, chosen, onChoose }: ChoiceProps<Name>) {
  return (
    <Select selectedKey={chosen} onSelectionChange={(key) => onChoose(key as Name)}>
      <Label>{label}</Label>
      <Button>
        <SelectValue /> <span aria-hidden="true">▾</span>
      </Button>
      <Popover>
        <ListBox>
          {names.map((name) => (
            <ListBoxItem key={name} id={name}>
              {titles[name]}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

export function ContinueOn() {
  const { trainer, boxes, busy } = useContinueOn();
  return (
    <section aria-label={CONTINUE.title}>
      <h3>{CONTINUE.title}</h3>
      <p className="hint">{CONTINUE.hint}</p>
      <Choice
        label={CONTINUE.trainer}
        names={TRAINERS}
        titles={CONTINUE.trainers}
        chosen={trainer}
        onChoose={chooseTrainer}
      />
      <Choice label={CONTINUE.boxes} names={BOX_FORMS} titles={CONTINUE.forms} chosen={boxes} onChoose={chooseBoxes} />
      <p className="row">
        <Button isDisabled={busy} onPress={() => void saveForTrainer()}>
          {CONTINUE.save}
        </Button>
        <small role="status">{busy ? CONTINUE.busy : ''}</small>
      </p>
    </section>
  );
}
