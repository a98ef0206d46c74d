// What: gradients of matrix products.
// Formula: Y = X·W: dX = dY·Wᵀ, dW = Xᵀ·dY, summed over the batch axes that were broadcast.
//   Gemm: Y = α·op(A)·op(B) + β·C; the four cases of (transA, transB) are Gemms again.
// Shapes: X [..., M, K], W [..., K, N]; a W of rank 2 gets its gradient from one product over all rows.
import { float, int } from '../attributes.ts';
import { floatAttribute, intAttribute } from '../lowerings/attributes.ts';
import type { RuleContext, RuleTable } from '../ruleContext.ts';
import type { Shape } from '../shapes.ts';

function swapLast(c: RuleContext, tensor: string, rank: number): string {
  const perm = Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
  return c.transpose(tensor, perm);
}

function gemm(c: RuleContext, a: string, b: string, transA: number, transB: number, alpha = 1): string {
  const attributes = { transA: int(transA), transB: int(transB) };
  return c.op('Gemm', [a, b], alpha === 1 ? attributes : { ...attributes, alpha: float(alpha) });
}

function matMul(c: RuleContext): (string | undefined)[] {
  const [x, w] = [c.x(0), c.x(1)];
  const [xs, ws, out] = [c.shape(x), c.shape(w), c.shape(c.y)];
  if (xs.length === 1 || ws.length === 1) return withVector(c, xs, ws);
  const batch = out.slice(0, -2);
  const dx =
    xs.length === 2 && ws.length === 2 ? gemm(c, c.d, w, 0, 1) : c.op('MatMul', [c.d, swapLast(c, w, ws.length)]);
  return [
    c.sumTo(dx, 0, [...batch, xs.at(-2)!, xs.at(-1)!]),
    weightGradient(c, xs, ws) ??
      c.sumTo(c.op('MatMul', [swapLast(c, x, xs.length), c.d]), 1, [...batch, ws.at(-2)!, ws.at(-1)!]),
  ];
}

/** dW over all rows at once, where W has rank 2 and its sizes are known. */
function weightGradient(c: RuleContext, xs: Shape, ws: Shape): string | undefined {
  const [k, n] = [xs.at(-1), ws.at(-1)];
  if (!c.needs[1] || ws.length !== 2 || typeof k !== 'number' || typeof n !== 'number') return undefined;
  const rows = (tensor: string, rank: number, width: number): string =>
    rank === 2 ? tensor : c.op('Reshape', [tensor, c.emit.int64s(-1, width)]);
  return gemm(c, rows(c.x(0), xs.length, k), rows(c.d, xs.length, n), 1, 0);
}

/** A vector operand is a matrix of one row (left) or one column (right). */
function withVector(c: RuleContext, xs: Shape, ws: Shape): (string | undefined)[] {
  const unsqueeze = (tensor: string, axis: number): string => c.op('Unsqueeze', [tensor, c.emit.int64s(axis)]);
  const squeeze = (tensor: string, axis: number): string => c.op('Squeeze', [tensor, c.emit.int64s(axis)]);
  const [xVector, wVector] = [xs.length === 1, ws.length === 1];
  const x = xVector ? unsqueeze(c.x(0), 0) : c.x(0);
  const w = wVector ? unsqueeze(c.x(1), 1) : c.x(1);
  const fullX: Shape = xVector ? [1, ...xs] : xs;
  const fullW: Shape = wVector ? [...ws, 1] : ws;
  const right = wVector ? unsqueeze(c.d, -1) : c.d;
  const d = xVector ? unsqueeze(right, -2) : right;
  const batch = c.shape(c.y).slice(0, c.shape(c.y).length - (xVector ? 0 : 1) - (wVector ? 0 : 1));
  const dx = c.op('MatMul', [d, swapLast(c, w, fullW.length)]);
  const dw = c.op('MatMul', [swapLast(c, x, fullX.length), d]);
  return [
    c.sumTo(xVector ? squeeze(dx, -2) : dx, 0, [...batch, ...(xVector ? [] : [fullX.at(-2)!]), fullX.at(-1)!]),
    c.sumTo(wVector ? squeeze(dw, -1) : dw, 1, [...batch, fullW.at(-2)!, ...(wVector ? [] : [fullW.at(-1)!])]),
  ];
}

export const MATMUL: RuleTable = {
  MatMul: matMul,
  Gemm: (c) => {
    const [transA, transB] = [intAttribute(c.node, 'transA', 0), intAttribute(c.node, 'transB', 0)];
    const alpha = floatAttribute(c.node, 'alpha', 1);
    const [a, b, d] = [c.x(0), c.x(1), c.d];
    const beta = floatAttribute(c.node, 'beta', 1);
    return [
      transA ? gemm(c, b, d, transB, 1, alpha) : gemm(c, d, b, 0, 1 - transB, alpha),
      transB ? gemm(c, d, a, 1, transA, alpha) : gemm(c, a, d, 1 - transA, 0, alpha),
      c.has(2) ? c.sumTo(c.scale(d, beta), 2) : undefined,
    ];
  },
};
