// What: the fields of the scene panel: a choice, a whole number, a share.
import { Input, Label, NumberField, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, title: string])[];
  readonly onChange: (value: string) => void;
}
export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

interface CountProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}
export function Count({ label, value, least, most, onChange }: CountProps) {
  const take = (next: number) => Number.isFinite(next) && onChange(next);
  return (
    <NumberField value={value} minValue={least} maxValue={most} formatOptions={{ useGrouping: false }} onChange={take}>
      <Label>{label}</Label>
      <Input />
    </NumberField>
  );
}

interface ShareProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}
export function Share({ label, value, onChange }: ShareProps) {
  return (
    <Slider
      value={value}
      minValue={0}
      maxValue={1}
      step={0.05}
      formatOptions={{ style: 'percent' }}
      onChange={onChange}
    >
      <Label>{label}</Label>
      <SliderTrack>
        <SliderThumb />
      </SliderTrack>
      <SliderOutput />
    </Slider>
  );
}
