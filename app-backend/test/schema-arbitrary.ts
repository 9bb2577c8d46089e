import fc, { type Arbitrary } from 'fast-check';

/** A schema of the OpenAPI document, which resolves its references. */
export type Schema = Record<string, any>;

/** Generates requests that match a schema, with occasional invalid values. */
export class SchemaArbitrary {
  constructor(
    private readonly document: Schema,
    /** Returns existing ids for a field: random ones alone would find nothing to change. */
    private readonly ids: (field: string) => readonly string[],
  ) {}

  /** @param junk percentage of arbitrary values. */
  of(field: string, schema: Schema, junk = 2): Arbitrary<unknown> {
    const matching = this.matching(field, schema);
    return fc.oneof({ weight: 100 - junk, arbitrary: matching }, { weight: junk, arbitrary: fc.jsonValue({ maxDepth: 1 }) });
  }

  private matching(field: string, schema: Schema): Arbitrary<unknown> {
    if (schema.$ref) return this.matching(field, this.resolve(schema.$ref));
    const arbitrary = this.nonNull(field, schema);
    return schema.nullable ? fc.option(arbitrary, { freq: 2 }) : arbitrary;
  }

  private nonNull(field: string, schema: Schema): Arbitrary<unknown> {
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one: Schema) => this.matching(field, one)));
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.type === 'object') return this.object(schema);
    if (schema.type === 'array')
      return fc.array(this.of(field, schema.items), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 3, 3) });
    if (schema.type === 'integer' || schema.type === 'number') return this.number(schema);
    return schema.type === 'boolean' ? fc.boolean() : this.text(field, schema);
  }

  private object({ properties = {}, required = [] }: Schema): Arbitrary<unknown> {
    const fields = Object.fromEntries(Object.entries<Schema>(properties).map(([name, schema]) => [name, this.of(name, schema)]));
    return fc.record(fields, { requiredKeys: required });
  }

  private number({ minimum = -Number.MAX_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: Schema): Arbitrary<number> {
    return fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: Math.max(minimum, -10_000), max: Math.min(maximum, 10_000) }) },
      fc.constantFrom(minimum, maximum),
      fc.integer({ min: minimum, max: maximum }),
    );
  }

  private text(field: string, { format, pattern, minLength = 0, maxLength = 60, example }: Schema): Arbitrary<string> {
    if (format === 'uuid') return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...this.ids(field)) }, fc.uuid());
    if (format === 'date')
      return fc.oneof(
        fc.constantFrom('2026-11-24', '0001-01-01', '9999-12-31', '2024-02-29'),
        fc
          .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
          .map((date) => date.toISOString().slice(0, 10)),
      );
    if (example === 'EUR') return fc.constantFrom('EUR', 'USD', 'JPY', 'KWD');
    if (format === 'email') return fc.nat().map((number) => `${number}@example.com`);
    // fast-check can't generate from patterns with lookahead.
    if (pattern && !pattern.includes('(?!') && !pattern.includes('(?=')) return fc.stringMatching(new RegExp(pattern));
    const anything = fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 300) });
    return example === undefined ? anything : fc.oneof(fc.constant(String(example)), anything);
  }

  private resolve(reference: string): Schema {
    return reference
      .slice(2)
      .split('/')
      .reduce((at, name) => at[name], this.document);
  }
}
