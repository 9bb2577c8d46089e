import { z } from 'zod';

const EXAMPLE = '3f0c8a52-6f0e-4c43-9b1d-2f5a54f7f1d0';

export const id = z.uuid('must be an id returned by the API').meta({ example: EXAMPLE });

/** An id in an answer. */
export const returnedId = z.uuid().meta({ example: EXAMPLE });
