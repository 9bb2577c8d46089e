import { Problem } from '../errors/problems.js';
import { isCommonPassword } from './common-passwords.js';

/** What an attacker tries first, in every combination with a few other characters. */
const OBVIOUS_WORDS = ['expenses', 'password', 'passwort', 'welcome', 'letmein', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];

const MIN_DIFFERENT_CHARACTERS = 5;

/** Refuses a new password that guessing finds soon. The limits for logins protect the others. */
export function checkNewPassword(password: string, email: string, path: string): void {
  if (!isEasyToGuess(password, email)) return;
  const reason = 'it is common, has few different characters, or is little more than your email address or the name of this app';
  throw new Problem('invalid-request', `This password is too easy to guess: ${reason}. Choose a phrase of a few words.`, [
    { path, message: `is too easy to guess: ${reason}. Choose a phrase of a few words` },
  ]);
}

export function isEasyToGuess(password: string, email: string): boolean {
  // Wide letters, as Chinese keyboards write them, are no others.
  const lowerCase = password.normalize('NFKC').toLowerCase();
  if (isCommonPassword(lowerCase)) return true;
  const words = [email, email.split('@', 1)[0]!, ...OBVIOUS_WORDS];
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), lowerCase);
  return new Set(rest).size < MIN_DIFFERENT_CHARACTERS;
}
