// What: areas and overlaps of boxes (x0 y0 x1 y1).
// Formula: IoU = |a ∩ b| / |a ∪ b|; GIoU = IoU − (|hull| − |a ∪ b|)/|hull|, hull = the smallest box around both.
// Units: fractions of the picture; IoU in 0…1, GIoU in −1…1; 0 (−1) where an area vanishes.
// Source: Rezatofighi et al. 2019, "Generalized intersection over union".

fn boxArea(box: vec4f) -> f32 {
  return max(box.z - box.x, 0.0) * max(box.w - box.y, 0.0);
}

fn intersectionArea(a: vec4f, b: vec4f) -> f32 {
  return boxArea(vec4f(max(a.xy, b.xy), min(a.zw, b.zw)));
}

fn iou(a: vec4f, b: vec4f) -> f32 {
  let inside = intersectionArea(a, b);
  let both = boxArea(a) + boxArea(b) - inside;
  if (both <= 0.0) { return 0.0; }
  return clamp(inside / both, 0.0, 1.0);
}

fn giou(a: vec4f, b: vec4f) -> f32 {
  let both = boxArea(a) + boxArea(b) - intersectionArea(a, b);
  let hull = boxArea(vec4f(min(a.xy, b.xy), max(a.zw, b.zw)));
  if (both <= 0.0 || hull <= 0.0) { return -1.0; }
  return clamp(iou(a, b) - (hull - both) / hull, -1.0, 1.0);
}

fn boxContains(box: vec4f, point: vec2f) -> bool {
  return all(point >= box.xy) && all(point <= box.zw);
}
