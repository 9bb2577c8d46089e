import { Controller, Get } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { PersonId } from '../auth/person-id.decorator.js';
import { Category } from '../entities/category.entity.js';

@Controller('v1/categories')
export class CategoriesController {
  constructor(@InjectRepository(Category) private readonly categories: Repository<Category>) {}

  @Get()
  async list(@PersonId() personId: string): Promise<{ items: Category[] }> {
    return { items: await this.categories.find({ where: { personId }, order: { name: 'ASC' } }) };
  }
}
