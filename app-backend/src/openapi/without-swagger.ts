/**
 * Replaces @nestjs/swagger in the bundle (rolldown.config.ts): its decorators only describe openapi.json, which is committed.
 * The build fails if a decorator is missing here.
 */
const describesNothing = () => (): void => undefined;

export {
  describesNothing as ApiBearerAuth,
  describesNothing as ApiCreatedResponse,
  describesNothing as ApiExcludeEndpoint,
  describesNothing as ApiExtension,
  describesNothing as ApiHeader,
  describesNothing as ApiNoContentResponse,
  describesNothing as ApiOkResponse,
  describesNothing as ApiOperation,
  describesNothing as ApiProduces,
  describesNothing as ApiTags,
};
