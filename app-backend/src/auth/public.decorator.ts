import { SetMetadata } from '@nestjs/common';

export const IS_PUBLIC = 'isPublic';

/** Allows requests without an access token. All other routes require one. */
export const Public = () => SetMetadata(IS_PUBLIC, true);
