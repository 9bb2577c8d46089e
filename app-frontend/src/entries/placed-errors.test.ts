import { describe, expect, test } from 'vitest';
import { emptyDraft } from './draft';
import { placeErrors } from './placed-errors';

const accounts = [
  { id: 'bank', currency: 'EUR' },
  { id: 'cash', currency: 'EUR' },
  { id: 'dollars', currency: 'USD' },
];
const context = { accounts, home: 'EUR' };
const transfer = { ...emptyDraft('EUR', '2026-11-24'), kind: 'transfer' as const, accountId: 'bank', toAccountId: 'cash' };

describe('an error of the API', () => {
  const place = (errors: Record<string, string>, draft = emptyDraft('EUR', '2026-11-24')) => placeErrors(errors, draft, context);

  test('belongs to its field, that of an item to its list', () =>
    expect(place({ 'tags.0': 'One.', 'tags.2': 'Two.', amount: 'Three.' })).toEqual({
      fields: { tags: 'One. Two.', amount: 'Three.' },
      rest: '',
    }));

  test('belongs to the whole form if no field shows it', () => {
    expect(place({ rate: 'One.', toAmount: 'Two.', accountId: 'Three.' })).toEqual({ fields: { accountId: 'Three.' }, rest: 'One. Two.' });
    expect(place({ rate: 'One.' }, emptyDraft('USD', '2026-11-24'))).toEqual({ fields: { rate: 'One.' }, rest: '' });
    expect(place({ categoryId: 'One.', toAccountId: 'Two.' }, transfer)).toEqual({ fields: { toAccountId: 'Two.' }, rest: 'One.' });
  });
});
