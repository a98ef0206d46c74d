// What: a chat template of a stranger, rendered in bounded work: a template can neither hang the worker nor fill its memory.
// Formula: work = nodes evaluated + items of every loop + numbers made by range; more than MAX_WORK is an error. A conversation of one
//   question takes some hundred.
// Source: @huggingface/jinja, whose Template.render this does step by step; its globals are those of setupGlobals (runtime.ts).
import { Environment, Interpreter, Template } from '@huggingface/jinja';

const MAX_WORK = 50_000;

/** What a node is taken for here; the library keeps its types to itself. */
interface Loop {
  readonly type: string;
  readonly iterable?: unknown;
  readonly lhs?: unknown;
}

class BoundedInterpreter extends Interpreter {
  private work = 0;

  spend(amount: number): void {
    this.work += amount;
    if (!(this.work <= MAX_WORK)) throw new Error('The template asks for too much work.');
  }

  override evaluate(...[node, scope]: Parameters<Interpreter['evaluate']>): ReturnType<Interpreter['evaluate']> {
    this.spend(1);
    const loop = node as Loop | undefined;
    if (loop?.type === 'For') {
      // `for x in list if …` keeps its list one level deeper.
      const list = loop.iterable as Loop;
      const whole = (list.type === 'SelectExpression' ? list.lhs : list) as typeof node;
      const { value } = super.evaluate(whole, scope) as { readonly value: unknown };
      this.spend(value instanceof Map ? value.size : ((value as ArrayLike<unknown> | null)?.length ?? 0));
    }
    return super.evaluate(node, scope);
  }
}

function range(spend: (amount: number) => void, first: number, last?: number, step = 1): number[] {
  const [from, to] = last === undefined ? [0, first] : [first, last];
  if (step === 0) throw new Error('range() step must not be zero');
  const count = Math.max(0, Math.ceil((to - from) / step));
  spend(count);
  return Array.from({ length: count }, (_, i) => from + i * step);
}

export function boundedTemplate(text: string): (values: Readonly<Record<string, unknown>>) => string {
  const { parsed } = new Template(text);
  return (values) => {
    const scope = new Environment();
    const interpreter = new BoundedInterpreter(scope);
    const globals = {
      ...{ false: false, true: true, none: null, False: false, True: true, None: null },
      raise_exception: (message: string) => {
        throw new Error(message);
      },
      range: (...args: [number, number?, number?]) => range((amount) => interpreter.spend(amount), ...args),
      strftime_now: (format: string) => new Template('{{ strftime_now(format) }}').render({ format }),
    };
    for (const [name, value] of Object.entries({ ...globals, ...values })) scope.set(name, value);
    return (interpreter.run(parsed) as { readonly value: string }).value;
  };
}
