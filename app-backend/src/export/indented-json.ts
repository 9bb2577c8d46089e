/** Writes an object as JSON with a member per line. A member may be a list that arrives in batches. */
export async function* indentedJson(members: Record<string, object>): AsyncGenerator<string> {
  let separator = '{\n';
  for (const [name, value] of Object.entries(members)) {
    yield `${separator}  ${JSON.stringify(name)}: `;
    if (Symbol.asyncIterator in value) yield* indentedList(value as AsyncIterable<object[]>);
    else yield indented(value, 2);
    separator = ',\n';
  }
  yield '\n}\n';
}

async function* indentedList(batches: AsyncIterable<object[]>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield separator + batch.map((item) => `    ${indented(item, 4)}`).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : '\n  ]';
}

const indented = (value: object, spaces: number): string => JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(spaces)}`);
