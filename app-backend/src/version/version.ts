export const API_NAME = 'expenses-api';

/** The same as in package.json (a test compares them). */
export const API_VERSION = '0.1.0';
