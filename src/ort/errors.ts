// What: what onnxruntime-web says when something fails, turned into one sentence that names the graph and what to do.

/** A session could not be made or run. `detail` is ORT's own text. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  constructor(
    sentence: string,
    readonly detail: string,
  ) {
    super(sentence);
  }
}

const SMALLER = 'Use fewer generations, shorter completions or a smaller model, or close other tabs.';

export function networkError(error: unknown, graph: string, doing: 'create' | 'run'): NetworkError {
  const detail = error instanceof Error ? error.message : String(error);
  const text = sentence(detail, graph, doing);
  return new NetworkError(text.startsWith(graph) ? text[0]!.toUpperCase() + text.slice(1) : text, detail);
}

const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function sentence(detail: string, graph: string, doing: 'create' | 'run'): string {
  // ORT names the field of its message even where it has none.
  const brief = detail
    .replace(/[,.]?\s*ERROR_MESSAGE:\s*$/, '')
    .replace(/\s+/g, ' ')
    .slice(0, 300);
  if (
    /^\d+$/.test(detail.trim()) ||
    /bad_alloc|out of memory|Out of memory|Aborted\(OOM|allocate|memory access/i.test(detail)
  )
    return `There is no memory left to ${doing === 'create' ? 'load' : 'run'} ${graph}. ${SMALLER}`;
  const operator =
    /No Op registered for (\S+)|Could not find an implementation for (\S+?)\(|not a registered function\/op.*?"?(\w+)"?/.exec(
      detail,
    );
  if (operator) {
    const name = operator.slice(1).find((part) => part !== undefined);
    return `${graph} uses the operator ${name}, which onnxruntime-web does not know. Export the model with other operators.`;
  }
  if (/device.*lost|lost.*device/i.test(detail)) return `The GPU device was lost while ${graph} ran.`;
  if (/protobuf|INVALID_PROTOBUF|parsing failed/i.test(detail))
    return `${graph} is not a whole ONNX file. Download it again.`;
  const missing = /input '([^']+)' is missing|Missing Input: (\S+)/i.exec(detail);
  if (missing) return `${graph} expects the input ${missing[1] ?? missing[2]}, which the engine does not provide.`;
  if (/no available backend|failed to fetch|wasm/i.test(detail) && doing === 'create' && /backend|fetch/i.test(detail))
    return `onnxruntime-web could not be started: ${brief}. Reload the page while online.`;
  const after = doing === 'create' ? 'Load the model again' : 'Try again';
  return `${graph} could not ${doing === 'create' ? 'be loaded' : 'run'}: ${ended(brief)} ${after}; if it fails once more, reload the page.`;
}
