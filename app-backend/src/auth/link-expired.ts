import { Problem } from '../errors/problems.js';
import { MAIL_TOKEN_MINUTES } from './mail-tokens.repository.js';

export const linkExpired = () =>
  new Problem(
    'link-expired',
    `This link was used before, a newer one or a change of your account replaced it, or it is older than ${MAIL_TOKEN_MINUTES} minutes. ` +
      'Ask for a new one.',
  );
