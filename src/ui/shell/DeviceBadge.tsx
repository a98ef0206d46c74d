// What: where the run happens and how much memory it takes; a press shows more.
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useStore } from '../../store/store.ts';
import { SHELL } from '../texts/shell.ts';

export function DeviceBadge() {
  const device = useStore((page) => page.device);
  const model = useStore((page) => page.model);
  const memory = useStore((page) => page.memory);
  if (!device) return null;
  const total = memory && memory.gpuBytes + memory.wasmBytes + memory.heapBytes;
  return (
    <DialogTrigger>
      <Button className="badge" aria-label={SHELL.device.more(device.description)}>
        <span className={/^GPU/.test(device.description) ? 'dot gpu' : 'dot'} aria-hidden="true" />
        <span className="device-name">{device.description}</span>
        {total ? <span className="memory">{SHELL.megabytes(total)}</span> : null}
      </Button>
      <Popover>
        <Dialog aria-label={SHELL.device.title} className="device-details">
          {device.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          {model && <p>{SHELL.model(model.name, (model.parameters / 1e6).toFixed(1), model.trainable)}</p>}
          {memory && (
            <dl>
              {(['gpuBytes', 'wasmBytes', 'heapBytes'] as const).map((kind) => (
                <div key={kind}>
                  <dt>{SHELL.device[kind]}</dt>
                  <dd>{SHELL.megabytes(memory[kind])}</dd>
                </div>
              ))}
            </dl>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
