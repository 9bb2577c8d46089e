import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiTokens } from '../api-tokens/scopes.js';
import { PersonId } from '../auth/person-id.decorator.js';
import { id as idSchema } from '../validation/id.js';
import { AcceptsIfMatch, IfMatch, ReturnsETag } from '../writes/entity-tag.js';
import { CategoriesService } from './categories.service.js';
import {
  type Category,
  type CategoryChange,
  type CategoryList,
  type CategoryRestoration,
  category,
  categoryChange,
  categoryList,
  categoryRestoration,
  type NewCategory,
  newCategory,
} from './category.schema.js';

@ApiBearerAuth()
@AllowApiTokens()
@ApiTags('categories')
@Controller('v1/categories')
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  @Get()
  @ApiOperation({ summary: 'List your categories of both levels, by name' })
  @ApiOkResponse({ standardSchema: categoryList })
  list(@PersonId() personId: string): Promise<CategoryList> {
    return this.categories.list(personId);
  }

  @Post()
  @ReturnsETag()
  @ApiOperation({ summary: 'Create a category' })
  @ApiCreatedResponse({ standardSchema: category })
  create(@PersonId() personId: string, @Body({ schema: newCategory }) body: NewCategory): Promise<Category> {
    return this.categories.create(personId, body);
  }

  @Get(':id')
  @ReturnsETag()
  @ApiOperation({ summary: 'Get a category' })
  @ApiOkResponse({ standardSchema: category })
  get(@PersonId() personId: string, @Param('id', { schema: idSchema }) id: string): Promise<Category> {
    return this.categories.get(personId, id);
  }

  @Patch(':id')
  @ReturnsETag()
  @AcceptsIfMatch()
  @ApiOperation({ summary: 'Rename a category, change its colour or icon, or move it below another' })
  @ApiOkResponse({ standardSchema: category })
  change(
    @PersonId() personId: string,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: categoryChange }) body: CategoryChange,
    @IfMatch() ifMatch?: string,
  ): Promise<Category> {
    return this.categories.change(personId, id, body, { ifMatch });
  }

  @Delete(':id')
  @AcceptsIfMatch()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Delete a category; its transactions stay, and its subcategories become top-level' })
  @ApiNoContentResponse()
  delete(@PersonId() personId: string, @Param('id', { schema: idSchema }) id: string, @IfMatch() ifMatch?: string): Promise<void> {
    return this.categories.delete(personId, id, { ifMatch });
  }

  @Post(':id/restore')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Restore a category that was deleted within 24 hours, also on its transactions and subcategories' })
  @ApiOkResponse({ standardSchema: categoryRestoration })
  restore(@PersonId() personId: string, @Param('id', { schema: idSchema }) id: string): Promise<CategoryRestoration> {
    return this.categories.restore(personId, id);
  }
}
