import { type CompiledQuery, type RawBuilder, sql } from 'kysely';

/** The place of a value in a query. */
class Slot {
  constructor(readonly name: string) {}
}

/** Values as expressions, which a query can contain, but not read. A value that is missing stays undefined. */
export type Slots<V> = { [K in keyof V]: RawBuilder<Exclude<V[K], undefined>> | Extract<V[K], undefined> };

/** Queries beyond this number are built each time, such as pages with rare filters. */
const MAX_BUILT = 200;

/**
 * A query that is built once for each combination of present values, then only filled in. It is built from slots, which stand for the
 * values and are replaced by name: it can neither depend on a value nor get one in the wrong place.
 */
export class QueryTemplate<V extends object, R, Variant extends string | void = void> {
  private readonly built = new Map<string, CompiledQuery<R>>();

  constructor(private readonly build: (slots: Slots<V>, variant: Variant) => { compile(): CompiledQuery<R> }) {}

  fill(values: V, variant: Variant): CompiledQuery<R> {
    const present = new Map<string, unknown>(Object.entries(values).filter(([, value]) => value !== undefined));
    const key = [variant, ...present.keys()].join();
    let query = this.built.get(key);
    if (!query) {
      query = this.build(asSlots<V>([...present.keys()]), variant).compile();
      if (this.built.size < MAX_BUILT) this.built.set(key, query);
    }
    return { ...query, parameters: query.parameters.map((value) => (value instanceof Slot ? present.get(value.name) : value)) };
  }
}

const asSlots = <V>(names: string[]) => Object.fromEntries(names.map((name) => [name, sql.val(new Slot(name))])) as unknown as Slots<V>;

/** Returns the values themselves as expressions, for a query that is built each time. */
export const asExpressions = <V extends object>(values: V) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === undefined ? undefined : sql.val(value)])) as Slots<V>;
