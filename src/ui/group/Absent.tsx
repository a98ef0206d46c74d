// What: the place of a number that another trainer's log does not have: a dash, never 0.
import { LOG } from '../texts/log.ts';

export const Absent = () => (
  <span className="not-logged" title={LOG.notLogged}>
    <span aria-hidden="true">–</span>
    <span className="hidden">{LOG.notLogged}</span>
  </span>
);
