import 'server-only';

/** Whether the API can send messages. From the environment, so that the login page needs no answer of the API. */
export const sendsMail = (): boolean => process.env.SENDS_MAIL === 'on';
