// What: the cotangents of the prompts' keys and values, summed over the parts of a block. With one part they are its tensors, on the
//   device or on the host; with several (on the host only) they are added up.
// Shapes: [U,KV,S,hd] each.
import { float32, type Tensor } from '../../ort/tensor.ts';

export class RowCotangents {
  private readonly sums = new Map<string, Tensor>();
  private owned: Tensor[] = [];

  constructor(private readonly names: readonly string[]) {}

  get tensors(): Readonly<Record<string, Tensor>> {
    return Object.fromEntries(this.sums);
  }

  async add(outputs: Readonly<Record<string, Tensor>>): Promise<void> {
    this.owned.push(...Object.values(outputs));
    for (const name of this.names) {
      const own = outputs[name]!;
      const before = this.sums.get(name);
      if (!before) {
        this.sums.set(name, own);
        continue;
      }
      const values = await own.floats();
      const sum = (await before.floats()).map((value, i) => value + values[i]!);
      this.sums.set(name, float32(sum, own.dims));
    }
  }

  dispose(): void {
    for (const tensor of this.owned) tensor.dispose();
    this.owned = [];
  }
}
