import { parseArgs } from 'node:util';

export interface Options {
  only: string[];
  pairs: number;
  seconds: number;
  connections: number;
  people: number;
  transactions: number;
  /** Only a run of all operations rewrites the document. */
  isWholeRun: boolean;
}

export function readOptions(args: string[], operations: readonly string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      pairs: { type: 'string', default: '10' },
      seconds: { type: 'string', default: '1' },
      connections: { type: 'string', default: '50' },
      people: { type: 'string', default: '1' },
      transactions: { type: 'string', default: '50000' },
      quick: { type: 'boolean', default: false },
    },
  });
  const only = values.only.flatMap((names) => names.split(','));
  const unknown = only.find((name) => !operations.includes(name));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: it must be one of ${operations.join(', ')}.`);
  const number = (name: 'pairs' | 'seconds' | 'connections' | 'people' | 'transactions') => {
    const value = Number(values[name]);
    if (!(value > 0)) throw new Error(`--${name} ${values[name]}: it must be a number above 0.`);
    return value;
  };
  return {
    only,
    pairs: values.quick ? 2 : number('pairs'),
    seconds: values.quick ? 0.2 : number('seconds'),
    connections: number('connections'),
    people: number('people'),
    transactions: values.quick ? 2_000 : number('transactions'),
    isWholeRun: !values.quick && only.length === 0,
  };
}
