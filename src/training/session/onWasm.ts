// What: the way around a GPU that cannot be trusted.
import type { Config } from '../../config/config.ts';

/** The same configuration with its network on the CPU. */
export const onWasm = (config: Config): Config => ({ ...config, engine: { ...config.engine, provider: 'wasm' } });
