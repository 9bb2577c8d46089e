import { expect, test } from 'vitest';
import { toChange } from './bulk-bar';

function form(values: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

test.each([
  [{ categoryId: '', accountId: '', addTags: ' ' }, {}],
  [
    { categoryId: 'none', accountId: 'bank' },
    { categoryId: null, accountId: 'bank' },
  ],
  [{ addTags: 'trip, work' }, { addTags: ['trip', 'work'] }],
])('%j changes %j', (values, change) => expect(toChange(form(values as Record<string, string>))).toEqual(change));
