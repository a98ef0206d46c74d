// What: runs before every test file. Dawn itself is loaded by nodeDevice.ts, in the files that ask for it.
import '../../src/gpu/reflectionGlobals.ts';
