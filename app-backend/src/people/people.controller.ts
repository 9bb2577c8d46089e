import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { NeedsOpenSession } from '../auth/open-session.decorator.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { AcceptsIfMatch, IfMatch, ReturnsETag } from '../writes/entity-tag.js';
import { PeopleService } from './people.service.js';
import { type Person, type PersonChange, person, personChange } from './person.schema.js';

@ApiBearerAuth()
@ApiTags('people')
@NeedsOpenSession()
@Controller('v1/me')
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Get()
  @AllowApiTokens()
  @ReturnsETag()
  @ApiOperation({ summary: 'Get your profile' })
  @ApiOkResponse({ standardSchema: person })
  me(@PersonId() personId: string): Promise<Person> {
    return this.people.get(personId);
  }

  @Patch()
  @ReturnsETag()
  @AcceptsIfMatch()
  @ApiOperation({ summary: 'Change your name or, while no transaction has a rate, your home currency' })
  @ApiOkResponse({ standardSchema: person })
  change(@PersonId() personId: string, @Body({ schema: personChange }) body: PersonChange, @IfMatch() ifMatch?: string): Promise<Person> {
    return this.people.change(personId, body, { ifMatch });
  }
}
