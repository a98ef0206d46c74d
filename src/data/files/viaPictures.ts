// What: the files of the VGG Image Annotator → pictures with their regions: annotations and projects of versions 1 and 2, projects of version 3, and
// the CSV of version 2.
// Source: VIA 2, via.js (import_annotations_from_csv: the columns; regions and their attributes); VIA 3, _via_metadata.js (_VIA_RSHAPE: numbers of
// shapes) and a project of version 3.1.1 in NoelShin/PixelPick, via/via_debug_project.js.
import Papa from 'papaparse';
import { isRecord, parseJson } from '../dataPrompt.ts';
import { groupedBy } from './groupedBy.ts';
import { wordOf } from './wordOf.ts';

type Values = Readonly<Record<string, unknown>>;

export interface ViaRegion {
  /** As version 2 writes it: name, x, y, width, height, cx, cy, r, rx, ry, theta, all_points_x, all_points_y. */
  readonly shape: Values;
  readonly attributes: Values;
}

export interface ViaPicture {
  /** null where the file is no picture. */
  readonly path: string | null;
  readonly regions: readonly ViaRegion[];
  readonly attributes: Values;
}

const record = (value: unknown): Values => (isRecord(value) ? value : {});
const records = (value: unknown): readonly Values[] =>
  Object.values(Array.isArray(value) ? value : record(value)).filter(isRecord);

const isEntry = (value: unknown) => isRecord(value) && typeof value['filename'] === 'string' && 'regions' in value;

/** Version 1 lists regions by number, version 2 in a list. */
const fromEntry = (entry: Values): ViaPicture => ({
  path: String(entry['filename']),
  regions: records(entry['regions']).map((region) => ({
    shape: record(region['shape_attributes']),
    attributes: record(region['region_attributes']),
  })),
  attributes: record(entry['file_attributes']),
});

const [IMAGE] = [2];
const every = (numbers: readonly unknown[], at: number) => numbers.filter((_, i) => i % 2 === at);

/** [2, x, y, width, height] → {name: 'rect', x, …} */
function shapeOf(xy: unknown): Values {
  const [kind, ...numbers] = Array.isArray(xy) ? (xy as unknown[]) : [];
  const [a, b, c, d] = numbers;
  switch (kind) {
    case 1:
      return { name: 'point', cx: a, cy: b };
    case 2:
      return { name: 'rect', x: a, y: b, width: c, height: d };
    case 3:
      return { name: 'circle', cx: a, cy: b, r: c };
    case 4:
      return { name: 'ellipse', cx: a, cy: b, rx: c, ry: d };
    case 5:
    case 6:
      return { name: 'polyline' };
    case 7: // polygon
    case 8: // a rectangle by its four extreme points
      return { name: 'polygon', all_points_x: every(numbers, 0), all_points_y: every(numbers, 1) };
    default:
      return {};
  }
}

const isProject3 = (value: unknown): value is Values =>
  isRecord(value) && ['file', 'view', 'metadata', 'attribute'].every((key) => isRecord(value[key]));

function fromProject3(project: Values): readonly ViaPicture[] {
  const attributes = record(project['attribute']);
  const said = (values: unknown): Values =>
    Object.fromEntries(
      Object.entries(record(values)).map(([id, chosen]) => {
        const { aname = id, options } = record(attributes[id]);
        const name = record(options)[wordOf(chosen)];
        return [wordOf(aname) || id, typeof name === 'string' && name !== '' ? name : chosen];
      }),
    );
  const byView = groupedBy(records(project['metadata']), (one) => wordOf(one['vid']));
  return Object.entries(record(project['view'])).map(([vid, view]): ViaPicture => {
    const [fid] = [record(view)['fid_list']].flat();
    const file = record(record(project['file'])[wordOf(fid)]);
    const own = byView.get(vid) ?? [];
    const isWhole = (one: Values) => !Array.isArray(one['xy']) || one['xy'].length === 0;
    return {
      path: file['type'] === IMAGE ? wordOf(file['src']) || wordOf(file['fname']) : null,
      regions: own
        .filter((one) => !isWhole(one))
        .map((one) => ({ shape: shapeOf(one['xy']), attributes: said(one['av']) })),
      attributes: Object.fromEntries(own.filter(isWhole).flatMap((one) => Object.entries(said(one['av'])))),
    };
  });
}

/** null where the value is none of VIA's. */
export function viaOfJson(value: unknown): readonly ViaPicture[] | null {
  if (isProject3(value)) return fromProject3(value);
  const entries = isRecord(value) ? record(value['_via_img_metadata'] ?? value) : {};
  const all = Object.values(entries);
  return all.length > 0 && all.every(isEntry) ? (all as Values[]).map(fromEntry) : null;
}

const COLUMNS = ['filename', 'region_shape_attributes', 'region_attributes'];
const IS_CSV = /^\ufeff?#?"?filename"?,.*region_shape_attributes/;

/** A row for each region, with JSON in its cells. */
export function viaOfCsv(text: string): readonly ViaPicture[] | null {
  if (!IS_CSV.test(text)) return null;
  const { data } = Papa.parse<Record<string, string>>(text.replace(/^\ufeff?#/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  if (data.length === 0 || !COLUMNS.every((name) => name in data[0]!)) return null;
  const pictures = new Map<string, { regions: ViaRegion[]; attributes: Values }>();
  for (const row of data) {
    const path = row['filename']!;
    const picture = pictures.get(path) ?? { regions: [], attributes: record(parseJson(row['file_attributes'] ?? '')) };
    const shape = record(parseJson(row['region_shape_attributes'] ?? ''));
    if (Object.keys(shape).length > 0)
      picture.regions.push({ shape, attributes: record(parseJson(row['region_attributes'] ?? '')) });
    pictures.set(path, picture);
  }
  return [...pictures].map(([path, picture]) => ({ path, ...picture }));
}
