import { SetMetadata } from '@nestjs/common';

export const IS_PUBLIC = 'isPublic';

/** Answered without an access token. Everything else wants one. */
export const Public = () => SetMetadata(IS_PUBLIC, true);
