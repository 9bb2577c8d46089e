import type { Message } from './message.js';

/** All messages that the API sends. Each says what happened, what to do, and what to do if the reader didn't cause it. */

export const passwordReset = (to: string, link: string, minutes: number): Message => ({
  to,
  subject: 'Set a new password for Expenses',
  text: lines(
    'You asked for a new password for your Expenses account.',
    `Open this link within ${minutes} minutes and choose one:`,
    link,
    "If you didn't ask for this, ignore this message. Your password stays as it is.",
  ),
});

export const passwordChanged = (to: string, forgotPassword: string): Message => ({
  to,
  subject: 'Your Expenses password was changed',
  text: lines(
    'The password of your Expenses account was changed.',
    "If you changed it, you don't have to do anything.",
    "If you didn't, ask for a link to set a new one. It also signs out everyone else:",
    forgotPassword,
  ),
});

export const emailConfirmation = (to: string, link: string, minutes: number): Message => ({
  to,
  subject: 'Confirm your email address for Expenses',
  text: lines(
    'An Expenses account is about to use this email address.',
    `If it is yours, open this link within ${minutes} minutes and confirm the address:`,
    link,
    "If you didn't ask for this, ignore this message. The account then keeps its present address.",
  ),
});

export const emailTaken = (to: string, login: string): Message => ({
  to,
  subject: 'This email address already has an Expenses account',
  text: lines(
    'Another Expenses account asked to use this email address, but you already have an account with it. Nothing has changed.',
    'To use the address for the other account, log in here and delete this account or change its address first:',
    login,
    "If you didn't ask for this, ignore this message.",
  ),
});

export const emailChangeRequested = (to: string, settings: string): Message => ({
  to,
  subject: 'Your Expenses account is about to change its email address',
  text: lines(
    'You asked to change the email address of your Expenses account. It changes once you open the link in the message to the new address.',
    "If you didn't ask for this, someone else knows your password. Change it now, which also makes that link invalid:",
    settings,
  ),
});

const lines = (...paragraphs: string[]): string => `${paragraphs.join('\n\n')}\n`;
