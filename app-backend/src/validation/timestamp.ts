import { z } from 'zod';

/** A timestamp in an answer. */
export const timestamp = z.iso.datetime().meta({ example: '2026-11-24T18:30:00.000Z' });
