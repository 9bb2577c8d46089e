import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PersonId } from '../auth/person-id.decorator.js';
import { Problem } from '../errors/problems.js';
import { PeopleRepository } from './people.repository.js';
import { type Person, person, toPerson } from './person.schema.js';

@ApiBearerAuth()
@ApiTags('people')
@Controller('v1/me')
export class PeopleController {
  constructor(private readonly people: PeopleRepository) {}

  @Get()
  @ApiOkResponse({ standardSchema: person })
  async me(@PersonId() personId: string): Promise<Person> {
    const row = await this.people.byId(personId);
    if (!row) throw new Problem('session-ended', 'This account is gone.');
    return toPerson(row);
  }
}
