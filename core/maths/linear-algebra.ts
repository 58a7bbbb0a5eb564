/** Square matrices, row-major in one array of n² numbers. */
export type SquareMatrix = Float64Array;

/** Lower triangle L with L·Lᵀ = the symmetric matrix, or `null` when that is not positive definite. Golub & Van Loan (2013), §4.2. */
export function cholesky(matrix: SquareMatrix, n: number): SquareMatrix | null {
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * n + column]!;
      for (let k = 0; k < column; k++) sum -= lower[row * n + k]! * lower[column * n + k]!;
      if (row === column) {
        if (!(sum > 0)) return null;
        lower[row * n + row] = Math.sqrt(sum);
      } else lower[row * n + column] = sum / lower[column * n + column]!;
    }
  }
  return lower;
}

/** Inverse of a symmetric positive definite matrix, or `null` when it is none. */
export function invertPositiveDefinite(matrix: SquareMatrix, n: number): SquareMatrix | null {
  const lower = cholesky(matrix, n);
  if (lower === null) return null;
  const inverse = new Float64Array(n * n);
  const solution = new Float64Array(n);
  for (let column = 0; column < n; column++) {
    for (let row = 0; row < n; row++) {
      let sum = row === column ? 1 : 0;
      for (let k = 0; k < row; k++) sum -= lower[row * n + k]! * solution[k]!;
      solution[row] = sum / lower[row * n + row]!;
    }
    for (let row = n - 1; row >= 0; row--) {
      let sum = solution[row]!;
      for (let k = row + 1; k < n; k++) sum -= lower[k * n + row]! * solution[k]!;
      solution[row] = sum / lower[row * n + row]!;
      inverse[row * n + column] = solution[row]!;
    }
  }
  return inverse;
}

/** Eigenvalues of a symmetric matrix, ascending. Cyclic Jacobi rotations: Golub & Van Loan (2013), §8.5. */
export function symmetricEigenvalues(matrix: SquareMatrix, n: number): Float64Array {
  const work = Float64Array.from(matrix);
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let diagonal = 0;
    for (let row = 0; row < n; row++) {
      diagonal += work[row * n + row]! ** 2;
      for (let column = row + 1; column < n; column++) off += work[row * n + column]! ** 2;
    }
    if (off <= 1e-32 * diagonal) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(work, n, p, q);
  }
  return Float64Array.from({ length: n }, (_, i) => work[i * n + i]!).sort();
}

function rotate(work: SquareMatrix, n: number, p: number, q: number): void {
  const off = work[p * n + q]!;
  if (off === 0) return;
  const tau = (work[q * n + q]! - work[p * n + p]!) / (2 * off);
  const tangent = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k++) {
    const [left, right] = [work[k * n + p]!, work[k * n + q]!];
    work[k * n + p] = cosine * left - sine * right;
    work[k * n + q] = sine * left + cosine * right;
  }
  for (let k = 0; k < n; k++) {
    const [upper, lower] = [work[p * n + k]!, work[q * n + k]!];
    work[p * n + k] = cosine * upper - sine * lower;
    work[q * n + k] = sine * upper + cosine * lower;
  }
}
