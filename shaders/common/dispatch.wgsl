// What: where an invocation stands in a dispatch that the runner may have spread over x and y (more than 65,535 groups).
// Formula: workgroup w = wid.y·numWorkgroups.x + wid.x; index i = w·WORKGROUP_SIZE + local index. i can exceed the count
// that was asked for, so every kernel guards it.
// Source: WebGPU, limit maxComputeWorkgroupsPerDimension. Needs WORKGROUP_SIZE of the kernel; workgroups are (size,1,1).

fn linearIndex(gid: vec3u, numWorkgroups: vec3u) -> u32 {
  return gid.y * numWorkgroups.x * WORKGROUP_SIZE + gid.x;
}

fn linearWorkgroup(wid: vec3u, numWorkgroups: vec3u) -> u32 {
  return wid.y * numWorkgroups.x + wid.x;
}
