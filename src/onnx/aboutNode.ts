// What: work about one operator of a file that anyone may have written: what it lacks is said by its name, not by an exception of the engine.
import { OnnxError } from './graph.ts';
import type { OnnxNode } from './graph.ts';

/** Of a table by operator, what there is for this one: names such as `constructor` are operators of nobody. */
export const ofOperator = <T>(table: Readonly<Record<string, T>>, opType: string): T | undefined =>
  Object.hasOwn(table, opType) ? table[opType] : undefined;

/** Rules trust the number, kinds and shapes of what an operator has. Throws an OnnxError where a file breaks that trust. */
export function aboutNode<T>(node: OnnxNode, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof OnnxError) throw error;
    const words = `${node.name} (${node.opType}): its inputs or attributes are not those of this operator. Export the model again.`;
    throw new OnnxError(words, { cause: error });
  }
}
