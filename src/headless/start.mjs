// What: `npm start`: installs what is missing, builds what is stale, serves the page, prints its address.
import { ensureBuilt, ensureInstalled, SetUpError } from './project.mjs';
import { servePage } from './serve.mjs';

const HELP = `npm start [-- --port N] [-- --host NAME]
  --port N     first port to try, 4173 unless told; a taken one gives way to the next
  --host NAME  address to listen on, localhost unless told; 0.0.0.0 = all (WASM threads and WebGPU then need https)`;

function readArguments(list) {
  const options = { port: 4173, host: 'localhost' };
  const rest = [...list];
  while (rest.length > 0) {
    const [name, inline] = rest.shift().split('=', 2);
    if (name === '--help' || name === '-h') return null;
    if (name !== '--port' && name !== '--host') throw new SetUpError(`There is no option '${name}'.\n${HELP}`);
    const value = inline ?? rest.shift();
    if (value === undefined) throw new SetUpError(`${name} needs a value.`);
    if (name === '--host') options.host = value;
    else options.port = Number(value);
  }
  const { port } = options;
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new SetUpError('--port needs a number from 1 to 65535.');
  return options;
}

try {
  const options = readArguments(process.argv.slice(2));
  if (options === null) {
    console.log(HELP);
  } else {
    ensureInstalled();
    ensureBuilt();
    const { addresses } = await servePage(options);
    console.log(`Rollscope is at ${addresses.join(' and ')} (stop with Ctrl+C)`);
  }
} catch (error) {
  console.error(error instanceof SetUpError ? error.message : error);
  process.exitCode = 1;
}
