/** In a request's path: the id in the answer to the last POST of the same connection. */
export const CREATED = '{created}';
