import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller.js';
import { PeopleRepository } from './people.repository.js';

@Module({ controllers: [PeopleController], providers: [PeopleRepository], exports: [PeopleRepository] })
export class PeopleModule {}
