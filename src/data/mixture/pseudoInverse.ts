// What: the pseudo-inverse of a small matrix, by the singular value decomposition of one-sided Jacobi rotations.
// Formula: F = U·S·Vᵀ, F⁺ = V·S⁺·Uᵀ; singular values below 1e-10 of the largest count as 0. F⁺·y is the least-squares solution of
//   least norm. A wide F is transposed first, as (Fᵀ)⁺ = (F⁺)ᵀ.
// Shapes: F [n × p], F⁺ [p × n], as rows. Source: Golub & Van Loan, Matrix Computations, section 8.6.3.

export type Matrix = readonly (readonly number[])[];

const SMALLEST = 1e-10;
const SWEEPS = 60;

export const transposed = (rows: Matrix): number[][] =>
  (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]!));

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Turns two columns into orthogonal ones, and those of V with them; false where they were orthogonal already. */
function rotated(columns: number[][], V: number[][], i: number, j: number): boolean {
  const [a, b] = [columns[i]!, columns[j]!];
  const [alpha, beta, gamma] = [dot(a, a), dot(b, b), dot(a, b)];
  if (Math.abs(gamma) <= 1e-15 * Math.sqrt(alpha * beta)) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  for (const own of [columns, V]) {
    const [first, second] = [own[i]!, own[j]!];
    own[i] = first.map((value, k) => c * value - c * t * second[k]!);
    own[j] = first.map((value, k) => c * t * value + c * second[k]!);
  }
  return true;
}

export function pseudoInverse(F: Matrix): number[][] {
  const [n, p] = [F.length, F[0]?.length ?? 0];
  if (n < p) return transposed(pseudoInverse(transposed(F)));
  const columns = transposed(F); // become U·S
  const V = columns.map((_, i) => columns.map((_column, k) => (i === k ? 1 : 0))); // columns of V
  for (let sweep = 0, turned = true; turned && sweep < SWEEPS; sweep++) {
    turned = false;
    for (let i = 0; i < p; i++) for (let j = i + 1; j < p; j++) turned = rotated(columns, V, i, j) || turned;
  }
  const squares = columns.map((column) => dot(column, column));
  const least = SMALLEST ** 2 * Math.max(0, ...squares);
  return Array.from({ length: p }, (_, row) =>
    Array.from({ length: n }, (_column, k) =>
      squares.reduce((sum, square, s) => (square > least ? sum + (V[s]![row]! * columns[s]![k]!) / square : sum), 0),
    ),
  );
}
