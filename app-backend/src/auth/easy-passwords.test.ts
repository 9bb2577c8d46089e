import { expect, test } from 'vitest';
import { isEasyToGuess } from './easy-passwords.js';

test.each([
  ' '.repeat(12),
  'a'.repeat(12),
  'abababababab',
  'ada@example.com',
  'ADA@example.com',
  'Ada.Lovelace',
  'adaadaadaada',
  'ada2026ada2026!',
  'expensesexpenses',
  'Expenses 2026',
  'password1234',
  'Password2026!',
  '123456789012',
  'qwertyuiop12',
  '1qaz2wsx3edc',
  'PHILADELPHIA',
  'ｐａｓｓｗｏｒｄ１２３４',
])('the new password %j of ada@example.com or ada.lovelace@example.com is easy to guess', (password) => {
  expect(['ada@example.com', 'ada.lovelace@example.com'].some((email) => isEasyToGuess(password, email))).toBe(true);
});

test.each([
  ['correct horse battery', 'a@example.com'],
  ['correct horse battery', 'e@example.com'],
  ['staple battery horse', 'horse@example.com'],
  ['my expenses are secret', 'ada@example.com'],
  ['kR7-mz2Q.vb9', 'ada@example.com'],
])('the new password %j of %s is hard to guess', (password, email) => {
  expect(isEasyToGuess(password, email)).toBe(false);
});
