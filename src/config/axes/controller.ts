// What: axis "controller": what moves other settings during a run.
import { blocks } from '../knob.ts';

export const controllerKnobs = {
  controllers: blocks([{ block: 'lrSchedule' }], {
    axis: 'controller',
    unit: '',
    doc: 'Controllers, run in this order before every step; each may change any setting.',
    source: 'SYSTEMS H1…H5',
  }),
};
