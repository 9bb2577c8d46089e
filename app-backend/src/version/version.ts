export const API_NAME = 'expenses-api';

/** The same as in package.json, which a test verifies. */
export const API_VERSION = '0.1.0';
