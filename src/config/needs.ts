// What: which changes of settings start the run anew, read off the tables of knobs. The page and the engine both ask here.
import { KNOBS } from './knobTable.ts';

/** Built into the sessions: the network is loaded again, and with it the run begins anew. */
export const needsLoad = (name: string): boolean => KNOBS.get(name)?.knob.needs === 'load';
/** Built into the network or into the first θ: the run begins anew. */
export const needsReset = (name: string): boolean => KNOBS.get(name)?.knob.needs !== undefined;
