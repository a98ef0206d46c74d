// What: reading a node's attributes with the standard's defaults, and refusing what a lowering does not cover.
import { OnnxError, type OnnxNode } from '../graph.ts';

export function intAttribute(node: OnnxNode, name: string, fallback: number): number {
  const attribute = node.attributes[name];
  return attribute?.kind === 'int' ? attribute.value : fallback;
}

export function floatAttribute(node: OnnxNode, name: string, fallback: number): number {
  const attribute = node.attributes[name];
  return attribute?.kind === 'float' ? attribute.value : fallback;
}

export function stringAttribute(node: OnnxNode, name: string, fallback: string): string {
  const attribute = node.attributes[name];
  return attribute?.kind === 'string' ? attribute.value : fallback;
}

/** Throws unless each named attribute is absent or has the value at which it does nothing. */
export function refuseAttributes(node: OnnxNode, neutral: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(neutral)) {
    const attribute = node.attributes[name];
    if (attribute && attribute.value !== value)
      throw new OnnxError(
        `${node.name} (${node.opType}): attribute ${name} = ${String(attribute.value)} is not supported.`,
      );
  }
}

export function refuseInputs(node: OnnxNode, inputs: Readonly<Record<number, string>>): void {
  for (const [index, what] of Object.entries(inputs))
    if (node.inputs[Number(index)])
      throw new OnnxError(`${node.name} (${node.opType}): input ${what} is not supported.`);
}

export function refuseOutputs(node: OnnxNode, indices: readonly number[]): void {
  for (const index of indices)
    if (node.outputs[index]) throw new OnnxError(`${node.name} (${node.opType}): output ${index} is not supported.`);
}
