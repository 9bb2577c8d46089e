import { expect, test } from 'vitest';
import { emptyDraft, isEmptyDraft, readDraft } from './draft';

test('a form is read field by field', () => {
  const form = new FormData();
  form.set('amount', ' 5 ');
  form.set('kind', 'income');
  expect(readDraft(form)).toMatchObject({ amount: '5', kind: 'income', note: '' });
});

test('a draft is empty until something is typed; a rate may be a proposal', () => {
  expect(isEmptyDraft({ ...emptyDraft('USD', '2026-11-24'), accountId: 'bank', rate: '0.92' })).toBe(true);
  expect(isEmptyDraft({ ...emptyDraft('USD', '2026-11-24'), homeAmount: '9.20' })).toBe(false);
});

test('a note has the same lines, whichever way a form or another program ends them', () => {
  const form = new FormData();
  for (const typed of ['rent\r\nand heating\r\n', 'rent\nand heating', ' rent\rand heating']) {
    form.set('note', typed);
    expect(readDraft(form).note).toBe('rent\nand heating');
  }
});
