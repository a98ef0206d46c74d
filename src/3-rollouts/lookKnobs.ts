// What: the knobs of every action that brings back a part of the picture: which regions can be shown, and how they are enlarged.
// Units: px of the picture, or none. A stage sees the makers of knobs by type alone, so the block hands them in.
// Source: DeepEyes (arXiv 2505.14362); Chain-of-Focus (arXiv 2505.15436); the rules themselves: zoomRegion.ts.
import type * as makers from '../config/knob.ts';

export const lookKnobs = ({ boolean, choice, number }: Pick<typeof makers, 'boolean' | 'choice' | 'number'>) => ({
  outside: choice('refuse', ['refuse', 'clip'], {
    unit: '',
    doc: 'What happens to a region that reaches beyond the picture: refuse = nothing comes back; clip = the part inside does.',
    source: 'clip: DeepEyes, visual_toolbox_v2.py; refuse: Chain-of-Focus, zoomin_vision_tool.py',
  }),
  least_side: number(0, {
    min: 0,
    max: 4096,
    unit: 'px',
    doc: 'The shorter side of a region must be longer than this, in pixels of the picture; 0 = any.',
    source: 'DeepEyes, visual_toolbox_v2.py: 30',
  }),
  most_aspect: number(0, {
    min: 0,
    max: 1000,
    unit: '',
    doc: 'The longer side may be so many times the shorter one; 0 = any.',
    source: 'DeepEyes, visual_toolbox_v2.py: 100',
  }),
  enlarge: number(1, {
    min: 0.1,
    max: 10,
    unit: '',
    doc: 'The region is enlarged about its centre by this factor, as far as the picture goes.',
    source: 'Chain-of-Focus, zoomin_tool_config.yaml: 1.5',
  }),
  whole_pixels: boolean(false, {
    unit: '',
    doc: 'Corners are moved to whole pixels, up and to the left.',
    source: 'Chain-of-Focus, zoomin_vision_tool.py',
  }),
});
