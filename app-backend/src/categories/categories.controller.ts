import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { PersonId } from '../auth/person-id.decorator.js';
import { CategoriesService } from './categories.service.js';
import { type Category, type CategoryInput, type CategoryList, category, categoryInput, categoryList } from './category.schema.js';

@ApiBearerAuth()
@ApiTags('categories')
@Controller('v1/categories')
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  @Get()
  @ApiOkResponse({ standardSchema: categoryList })
  list(@PersonId() personId: string): Promise<CategoryList> {
    return this.categories.list(personId);
  }

  @Post()
  @ApiCreatedResponse({ standardSchema: category })
  create(@PersonId() personId: string, @Body({ schema: categoryInput }) body: CategoryInput): Promise<Category> {
    return this.categories.create(personId, body.name);
  }

  @Patch(':id')
  @ApiOkResponse({ standardSchema: category })
  rename(@PersonId() personId: string, @Param('id', { schema: z.uuid() }) id: string, @Body({ schema: categoryInput }) body: CategoryInput): Promise<Category> {
    return this.categories.rename(personId, id, body.name);
  }

  @Delete(':id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiNoContentResponse()
  delete(@PersonId() personId: string, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    return this.categories.delete(personId, id);
  }
}
