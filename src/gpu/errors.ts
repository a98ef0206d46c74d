// What: the errors that leave src/gpu. Each message is a sentence that names the kernel and says what can be done.

export interface ShaderMessage {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly detail: string;
}

/** The WGSL does not compile. `line` and `column` (1-based) are those of the file that `file` names. */
export class ShaderError extends Error {
  override readonly name = 'ShaderError';
  constructor(
    readonly kernel: string,
    readonly file: string,
    readonly line: number,
    readonly column: number,
    readonly detail: string,
    /** Everything that the compiler has to say, this one first. */
    readonly all: readonly ShaderMessage[] = [{ file, line, column, detail }],
  ) {
    super(`Shader ${file}, line ${line}, column ${column}: ${detail}`);
  }
}

/** The run does not fit the kernel: a buffer is missing, unknown, of the wrong type, or refused by the device. */
export class KernelError extends Error {
  override readonly name = 'KernelError';
  constructor(
    readonly kernel: string,
    detail: string,
  ) {
    super(`Kernel ${kernel}: ${detail}`);
  }
}

export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError';
  constructor(what: string, bytes: number) {
    const size = `${(bytes / 2 ** 20).toFixed(1)} MiB`;
    super(`The GPU has no room for ${what} (${size}). Use fewer generations, shorter completions or a smaller model.`);
  }
}

export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
}
