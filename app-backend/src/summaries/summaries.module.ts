import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { SummariesController } from './summaries.controller.js';
import { SummariesRepository } from './summaries.repository.js';
import { SummariesService } from './summaries.service.js';

@Module({ imports: [PeopleModule], controllers: [SummariesController], providers: [SummariesService, SummariesRepository] })
export class SummariesModule {}
