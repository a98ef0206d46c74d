// What: may the visitor use this part of the left column? A link that locks the column locks all of its parts.
import { isLocked, useAccess } from '../../store/access.ts';
import type { ControlId } from '../../store/access.ts';

export const useUsable = (id: ControlId): boolean =>
  useAccess((access) => !isLocked('pictures', access) && !isLocked(id, access));
