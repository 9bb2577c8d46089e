import { expect, test } from 'vitest';
import { recordedDatabase } from '../../test/recorded-database.js';
import { asExpressions, QueryTemplate, type Slots } from './query-template.js';

interface Values {
  first: string;
  second?: string | undefined;
}

const { database } = recordedDatabase();

/** Uses its values in another order than they are given, and one of them twice. */
function template() {
  const built: string[] = [];
  const build = ({ first, second }: Slots<Values>, order: 'asc' | 'desc') => {
    built.push(order);
    let people = database.selectFrom('people').select('id');
    if (second) people = people.where('name', '=', second);
    return people.where('email', '=', first).where('password_hash', '=', first).limit(5).orderBy('id', order);
  };
  return { built, people: new QueryTemplate(build) };
}

test('a query gets its values by name, wherever they are given and used', () => {
  const { people } = template();
  const { sql, parameters } = people.fill({ first: 'a', second: 'b' }, 'asc');
  expect(sql).toBe('select "id" from "people" where "name" = $1 and "email" = $2 and "password_hash" = $3 order by "id" asc limit $4');
  expect(parameters).toEqual(['b', 'a', 'a', 5]);
  expect(people.fill({ second: 'd', first: 'c' }, 'asc').parameters).toEqual(['d', 'c', 'c', 5]);
});

test('a query is built once for each variant and combination of values', () => {
  const { people, built } = template();
  const queries = ['a', 'b'].flatMap((first) => [
    people.fill({ first }, 'asc'),
    people.fill({ first, second: undefined }, 'asc'),
    people.fill({ first, second: 'b' }, 'asc'),
    people.fill({ first }, 'desc'),
  ]);
  expect(built).toEqual(['asc', 'asc', 'desc']);
  expect(new Set(queries.map(({ sql }) => sql)).size).toBe(3);
  expect(queries.map(({ parameters }) => parameters[0])).toEqual(['a', 'a', 'b', 'a', 'b', 'b', 'b', 'b']);
});

test('a value that is false, 0, null or empty is a value', () => {
  const numbers = new QueryTemplate(({ value }: Slots<{ value: unknown }>) => database.selectNoFrom(value.as('value')));
  for (const value of [false, 0, null, '', []]) expect(numbers.fill({ value }).parameters).toEqual([value]);
});

test('expressions are the values themselves, without those that are missing', () => {
  const { first, second } = asExpressions<Values>({ first: 'a', second: undefined });
  expect(database.selectNoFrom(first.as('first')).compile().parameters).toEqual(['a']);
  expect(second).toBeUndefined();
});
